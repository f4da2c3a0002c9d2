// The stand-in for libcusolver. Workspaces have to be what was asked for, and are written to, so that a
// program that gives too little or the wrong memory is found out.
#include <algorithm>
#include <cmath>
#include <cstring>
#include <vector>

#include "lapack.h"
#include "memory.h"
#include "stream.h"

using namespace simulated;

namespace {

enum Status : int { OK = 0, NO_HANDLE = 1, BAD_VALUE = 3, EXECUTION_FAILED = 6, NOT_SUPPORTED_HERE = 9 };
enum Fill : int { LOWER = 0, UPPER = 1 };
constexpr int REAL_64 = 1;      // CUDA_R_64F
constexpr int WITH_VECTORS = 1; // CUSOLVER_EIG_MODE_VECTOR

struct Handle : LibraryObject {
  using LibraryObject::LibraryObject;
};

struct Parameters : LibraryObject {
  using LibraryObject::LibraryObject;
};

template <class T>
std::shared_ptr<T> object_of(const void* handle) {
  return std::dynamic_pointer_cast<T>(library_objects().find(handle));
}

int status(const Call& call) {
  switch (call.refusal()) {
    case Refusal::NONE: return OK;
    case Refusal::INJECTED: return call.code();
    case Refusal::LOST: return EXECUTION_FAILED;
    default: return NO_HANDLE;
  }
}

// What a routine asks for: a few columns on the device, and for eigenvalues something of the host.
size_t device_bytes(int64_t n) { return static_cast<size_t>(n * 32 + 64) * sizeof(double); }
size_t host_bytes(bool eigen) { return eigen ? 4096 : 0; }

class Routine {
 public:
  Routine(const char* symbol, void* handle) : call_(symbol) {
    status_ = ::status(call_);
    if (status_ != OK) {
      return;
    }
    auto found = object_of<Handle>(handle);
    if (found == nullptr) {
      status_ = NO_HANDLE;
      return;
    }
    stream_ = stream_of(found->device, found->stream);
    if (stream_ == nullptr || &found->device != call_.device()) {
      status_ = EXECUTION_FAILED;
    }
  }

  void require(bool right, int otherwise = BAD_VALUE) {
    if (status_ == OK && !right) {
      status_ = otherwise;
    }
  }

  void require_parameters(void* given) { require(object_of<Parameters>(given) != nullptr); }

  void require_order(int64_t n, int64_t leading, int type) {
    require(n >= 0 && leading >= std::max<int64_t>(1, n));
    require(type == REAL_64, NOT_SUPPORTED_HERE);
  }

  void require_on_device(const void* data, size_t bytes) {
    require(status_ != OK ||
                on_device(*call_.device(), reinterpret_cast<DevicePointer>(data), bytes),
            EXECUTION_FAILED);
  }

  void require_matrix(const void* a, int64_t n, int64_t leading) {
    if (status_ == OK && n > 0) {
      require_on_device(a, static_cast<size_t>((n - 1) * leading + n) * sizeof(double));
    }
  }

  void require_workspaces(void* on_device, size_t device_given, void* on_host, size_t host_given,
                          int64_t n, bool eigen) {
    require(on_device != nullptr && device_given >= device_bytes(n));
    require_on_device(on_device, device_given);
    require(host_given >= host_bytes(eigen) && (on_host != nullptr || host_given == 0));
    if (status_ == OK && host_given > 0) {
      std::memset(on_host, UNWRITTEN, host_given);
    }
  }

  // The run returns the info, which goes to the device.
  template <class Run>
  int enqueue(void* workspace, size_t bytes, int* info, Run run) {
    require_on_device(info, sizeof(int));
    require(info != nullptr);
    if (status_ == OK) {
      simulated::enqueue(*stream_, [=] {
        std::memset(workspace, UNWRITTEN, bytes);
        *info = run();
        return static_cast<int>(SUCCESS);
      });
    }
    return status_;
  }

  int give_sizes(int64_t n, bool eigen, size_t* on_device, size_t* on_host) {
    require(on_device != nullptr && on_host != nullptr);
    if (status_ == OK) {
      *on_device = device_bytes(n);
      *on_host = host_bytes(eigen);
    }
    return status_;
  }

 private:
  Call call_;
  std::shared_ptr<Stream> stream_;
  int status_;
};

template <class T>
int create(const char* symbol, void** handle) {
  Call call{symbol};
  if (call.refused() || handle == nullptr) {
    return call.refused() ? status(call) : BAD_VALUE;
  }
  *handle = library_objects().add(std::make_shared<T>(*call.device()));
  return OK;
}

template <class T>
int destroy(const char* symbol, void* handle) {
  Call call{symbol};
  if (call.refusal() == Refusal::INJECTED) {
    return status(call);
  }
  if (object_of<T>(handle) == nullptr) {
    return NO_HANDLE;
  }
  library_objects().remove(handle);
  return status(call);
}

View triangle(void* a, int64_t leading, int fill) {
  View view = View::of(static_cast<double*>(a), leading);
  return fill == LOWER ? view : view.transposed();  // An upper triangle is the transpose of a lower one
}

}  // namespace

CUDA_EXPORT int cusolverDnCreate(void** handle) {
  return create<Handle>("cusolverDnCreate", handle);
}

CUDA_EXPORT int cusolverDnDestroy(void* handle) {
  return destroy<Handle>("cusolverDnDestroy", handle);
}

CUDA_EXPORT int cusolverDnCreateParams(void** made) {
  return create<Parameters>("cusolverDnCreateParams", made);
}

CUDA_EXPORT int cusolverDnDestroyParams(void* given) {
  return destroy<Parameters>("cusolverDnDestroyParams", given);
}

CUDA_EXPORT int cusolverDnSetStream(void* handle, void* stream) {
  Call call{"cusolverDnSetStream"};
  auto found = object_of<Handle>(handle);
  if (call.refused() || found == nullptr) {
    return call.refused() ? status(call) : NO_HANDLE;
  }
  found->stream = stream;
  return OK;
}

CUDA_EXPORT int cusolverGetVersion(int* version) {
  Call call{"cusolverGetVersion", Needs::NOTHING};
  if (call.refused() || version == nullptr) {
    return call.refused() ? call.code() : BAD_VALUE;
  }
  *version = 12000;
  return OK;
}

CUDA_EXPORT int cusolverDnXpotrf_bufferSize(void* handle, void* params, int fill, int64_t n,
                                            int type, const void*, int64_t leading,
                                            int compute_type, size_t* on_device, size_t* on_host) {
  Routine routine("cusolverDnXpotrf_bufferSize", handle);
  routine.require_parameters(params);
  routine.require(fill == LOWER || fill == UPPER);
  routine.require_order(n, leading, type);
  routine.require_order(n, leading, compute_type);
  return routine.give_sizes(n, false, on_device, on_host);
}

CUDA_EXPORT int cusolverDnXpotrf(void* handle, void* params, int fill, int64_t n, int type, void* a,
                                 int64_t leading, int compute_type, void* on_device,
                                 size_t device_given, void* on_host, size_t host_given, int* info) {
  Routine routine("cusolverDnXpotrf", handle);
  routine.require_parameters(params);
  routine.require(fill == LOWER || fill == UPPER);
  routine.require_order(n, leading, type);
  routine.require_order(n, leading, compute_type);
  routine.require_matrix(a, n, leading);
  routine.require_workspaces(on_device, device_given, on_host, host_given, n, false);
  return routine.enqueue(on_device, device_given, info,
                         [=] { return factorize(n, triangle(a, leading, fill)); });
}

CUDA_EXPORT int cusolverDnXtrtri_bufferSize(void* handle, int fill, int diagonal, int64_t n,
                                            int type, void*, int64_t leading, size_t* on_device,
                                            size_t* on_host) {
  Routine routine("cusolverDnXtrtri_bufferSize", handle);
  routine.require((fill == LOWER || fill == UPPER) && (diagonal == 0 || diagonal == 1));
  routine.require_order(n, leading, type);
  return routine.give_sizes(n, false, on_device, on_host);
}

CUDA_EXPORT int cusolverDnXtrtri(void* handle, int fill, int diagonal, int64_t n, int type, void* a,
                                 int64_t leading, void* on_device, size_t device_given,
                                 void* on_host, size_t host_given, int* info) {
  Routine routine("cusolverDnXtrtri", handle);
  routine.require((fill == LOWER || fill == UPPER) && (diagonal == 0 || diagonal == 1));
  routine.require_order(n, leading, type);
  routine.require_matrix(a, n, leading);
  routine.require_workspaces(on_device, device_given, on_host, host_given, n, false);
  return routine.enqueue(on_device, device_given, info, [=] {
    return invert_triangle(n, triangle(a, leading, fill), diagonal == 1);
  });
}

CUDA_EXPORT int cusolverDnXsyevd_bufferSize(void* handle, void* params, int mode, int fill,
                                            int64_t n, int type, const void*, int64_t leading,
                                            int value_type, const void*, int compute_type,
                                            size_t* on_device, size_t* on_host) {
  Routine routine("cusolverDnXsyevd_bufferSize", handle);
  routine.require_parameters(params);
  routine.require((fill == LOWER || fill == UPPER) && (mode == 0 || mode == WITH_VECTORS));
  for (int each : {type, value_type, compute_type}) {
    routine.require_order(n, leading, each);
  }
  return routine.give_sizes(n, true, on_device, on_host);
}

CUDA_EXPORT int cusolverDnXsyevd(void* handle, void* params, int mode, int fill, int64_t n,
                                 int type, void* a, int64_t leading, int value_type, void* values,
                                 int compute_type, void* on_device, size_t device_given,
                                 void* on_host, size_t host_given, int* info) {
  Routine routine("cusolverDnXsyevd", handle);
  routine.require_parameters(params);
  routine.require((fill == LOWER || fill == UPPER) && (mode == 0 || mode == WITH_VECTORS));
  for (int each : {type, value_type, compute_type}) {
    routine.require_order(n, leading, each);
  }
  routine.require_matrix(a, n, leading);
  routine.require_on_device(values, n > 0 ? static_cast<size_t>(n) * sizeof(double) : 0);
  routine.require_workspaces(on_device, device_given, on_host, host_given, n, true);
  return routine.enqueue(on_device, device_given, info, [=] {
    return eigen(n, View::of(static_cast<double*>(a), leading), fill == LOWER,
                 mode == WITH_VECTORS, static_cast<double*>(values));
  });
}
