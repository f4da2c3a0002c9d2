// The stand-in for libcublas. Scalars are read where the call is made (host pointer mode), matrices when
// the stream runs.
#include <algorithm>
#include <vector>

#include "blas.h"
#include "memory.h"
#include "stream.h"

using namespace simulated;

namespace {

enum Status : int { OK = 0, NO_HANDLE = 1, BAD_VALUE = 7, EXECUTION_FAILED = 13 };
enum Operation : int { PLAIN = 0, TRANSPOSED = 1, CONJUGATE_TRANSPOSED = 2 };
enum Fill : int { LOWER = 0, UPPER = 1 };
enum Side : int { LEFT = 0, RIGHT = 1 };
enum Diagonal : int { NON_UNIT = 0, UNIT = 1 };

struct Handle : LibraryObject {
  using LibraryObject::LibraryObject;
};

std::shared_ptr<Handle> handle_of(const void* handle) {
  return std::dynamic_pointer_cast<Handle>(library_objects().find(handle));
}

int status(const Call& call) {
  switch (call.refusal()) {
    case Refusal::NONE: return OK;
    case Refusal::INJECTED: return call.code();
    case Refusal::LOST: return EXECUTION_FAILED;
    default: return NO_HANDLE;
  }
}

// One call of a routine: the handle and its stream, and whether all arguments are right.
class Routine {
 public:
  Routine(const char* symbol, void* handle) : call_(symbol) {
    status_ = ::status(call_);
    if (status_ != OK) {
      return;
    }
    auto found = handle_of(handle);
    if (found == nullptr) {
      status_ = NO_HANDLE;
      return;
    }
    stream_ = stream_of(found->device, found->stream);
    if (stream_ == nullptr || &found->device != call_.device()) {
      status_ = EXECUTION_FAILED;  // its stream is gone, or another device is current
    }
  }

  void require(bool right) {
    if (status_ == OK && !right) {
      status_ = BAD_VALUE;
    }
  }

  // A matrix has to lie on the device as a whole; sizes and leading dimension have been required before.
  void require_matrix(const double* data, int64_t rows, int64_t columns, int64_t leading) {
    require(rows >= 0 && columns >= 0 && leading >= std::max<int64_t>(1, rows));
    if (status_ == OK && rows > 0 && columns > 0) {
      size_t bytes = static_cast<size_t>((columns - 1) * leading + rows) * sizeof(double);
      if (!on_device(*call_.device(), reinterpret_cast<DevicePointer>(data), bytes)) {
        status_ = EXECUTION_FAILED;
      }
    }
  }

  template <class Run>
  int enqueue(Run run) {
    if (status_ == OK) {
      simulated::enqueue(*stream_, [run] {
        run();
        return static_cast<int>(SUCCESS);
      });
    }
    return status_;
  }

 private:
  Call call_;
  std::shared_ptr<Stream> stream_;
  int status_;
};

bool one_of(int value, int last) { return value >= 0 && value <= last; }

View view(const double* data, int64_t leading, int operation) {
  View plain = View::of(const_cast<double*>(data), leading);
  return operation == PLAIN ? plain : plain.transposed();
}

constexpr auto EVERYTHING = [](int64_t, int64_t) { return true; };

}  // namespace

CUDA_EXPORT int cublasCreate_v2(void** handle) {
  Call call{"cublasCreate_v2"};
  if (call.refused()) {
    return status(call);
  }
  if (handle == nullptr) {
    return BAD_VALUE;
  }
  *handle = library_objects().add(std::make_shared<Handle>(*call.device()));
  return OK;
}

CUDA_EXPORT int cublasDestroy_v2(void* handle) {
  Call call{"cublasDestroy_v2"};
  if (call.refusal() == Refusal::INJECTED) {
    return status(call);
  }
  if (handle_of(handle) == nullptr) {
    return NO_HANDLE;
  }
  library_objects().remove(handle);
  return status(call);
}

CUDA_EXPORT int cublasSetStream_v2(void* handle, void* stream) {
  Call call{"cublasSetStream_v2"};
  auto found = handle_of(handle);
  if (call.refused() || found == nullptr) {
    return call.refused() ? status(call) : NO_HANDLE;
  }
  found->stream = stream;
  return OK;
}

CUDA_EXPORT int cublasGetVersion_v2(void* handle, int* version) {
  Call call{"cublasGetVersion_v2", Needs::NOTHING};
  if (call.refused() || handle_of(handle) == nullptr) {
    return call.refused() ? status(call) : NO_HANDLE;
  }
  if (version == nullptr) {
    return BAD_VALUE;
  }
  *version = 130000;
  return OK;
}

CUDA_EXPORT int cublasDgemm_v2(void* handle, int op_a, int op_b, int m, int n, int k,
                               const double* alpha, const double* a, int lda, const double* b,
                               int ldb, const double* beta, double* c, int ldc) {
  Routine routine("cublasDgemm_v2", handle);
  routine.require(one_of(op_a, CONJUGATE_TRANSPOSED) && one_of(op_b, CONJUGATE_TRANSPOSED) &&
                  m >= 0 && n >= 0 && k >= 0 && alpha != nullptr && beta != nullptr);
  routine.require_matrix(a, op_a == PLAIN ? m : k, op_a == PLAIN ? k : m, lda);
  routine.require_matrix(b, op_b == PLAIN ? k : n, op_b == PLAIN ? n : k, ldb);
  routine.require_matrix(c, m, n, ldc);
  return routine.enqueue([=, alpha = alpha ? *alpha : 0, beta = beta ? *beta : 0] {
    multiply(m, n, k, alpha, view(a, lda, op_a), view(b, ldb, op_b), beta, View::of(c, ldc),
             EVERYTHING);
  });
}

CUDA_EXPORT int cublasDsyrk_v2(void* handle, int fill, int op, int n, int k, const double* alpha,
                               const double* a, int lda, const double* beta, double* c, int ldc) {
  Routine routine("cublasDsyrk_v2", handle);
  routine.require(one_of(fill, UPPER) && one_of(op, CONJUGATE_TRANSPOSED) && n >= 0 && k >= 0 &&
                  alpha != nullptr && beta != nullptr);
  routine.require_matrix(a, op == PLAIN ? n : k, op == PLAIN ? k : n, lda);
  routine.require_matrix(c, n, n, ldc);
  return routine.enqueue([=, alpha = alpha ? *alpha : 0, beta = beta ? *beta : 0] {
    View factor = view(a, lda, op);
    multiply(n, n, k, alpha, factor, factor.transposed(), beta, View::of(c, ldc),
             [=](int64_t i, int64_t j) { return fill == LOWER ? i >= j : i <= j; });
  });
}

CUDA_EXPORT int cublasDsymm_v2(void* handle, int side, int fill, int m, int n, const double* alpha,
                               const double* a, int lda, const double* b, int ldb,
                               const double* beta, double* c, int ldc) {
  Routine routine("cublasDsymm_v2", handle);
  routine.require(one_of(side, RIGHT) && one_of(fill, UPPER) && m >= 0 && n >= 0 &&
                  alpha != nullptr && beta != nullptr);
  int order = side == LEFT ? m : n;
  routine.require_matrix(a, order, order, lda);
  routine.require_matrix(b, m, n, ldb);
  routine.require_matrix(c, m, n, ldc);
  return routine.enqueue([=, alpha = alpha ? *alpha : 0, beta = beta ? *beta : 0] {
    std::vector<double> whole(static_cast<size_t>(order) * static_cast<size_t>(order));
    View symmetric = View::of(whole.data(), order);
    View stored = View::of(const_cast<double*>(a), lda);
    for (int j = 0; alpha != 0 && j < order; j++) {
      for (int i = 0; i < order; i++) {
        bool here = fill == LOWER ? i >= j : i <= j;
        symmetric(i, j) = here ? stored(i, j) : stored(j, i);
      }
    }
    View other = View::of(const_cast<double*>(b), ldb);
    if (side == LEFT) {
      multiply(m, n, m, alpha, symmetric, other, beta, View::of(c, ldc), EVERYTHING);
    } else {
      multiply(m, n, n, alpha, other, symmetric, beta, View::of(c, ldc), EVERYTHING);
    }
  });
}

CUDA_EXPORT int cublasDtrsm_v2(void* handle, int side, int fill, int op, int diagonal, int m,
                               int n, const double* alpha, const double* a, int lda, double* b,
                               int ldb) {
  Routine routine("cublasDtrsm_v2", handle);
  routine.require(one_of(side, RIGHT) && one_of(fill, UPPER) && one_of(op, CONJUGATE_TRANSPOSED) &&
                  one_of(diagonal, UNIT) && m >= 0 && n >= 0 && alpha != nullptr);
  int order = side == LEFT ? m : n;
  routine.require_matrix(a, order, order, lda);
  routine.require_matrix(b, m, n, ldb);
  return routine.enqueue([=, alpha = alpha ? *alpha : 0] {
    View x = View::of(b, ldb);
    for (int j = 0; j < n; j++) {
      for (int i = 0; i < m; i++) {
        x(i, j) = alpha == 0 ? 0.0 : alpha * x(i, j);
      }
    }
    if (alpha == 0) {
      return;
    }
    View t = view(a, lda, op);
    bool lower = (fill == LOWER) == (op == PLAIN);
    if (side == LEFT) {
      solve(m, n, t, lower, diagonal == UNIT, x);
    } else {
      // X T = B is Tᵀ Xᵀ = Bᵀ.
      solve(n, m, t.transposed(), !lower, diagonal == UNIT, x.transposed());
    }
  });
}

CUDA_EXPORT int cublasDtrsv_v2(void* handle, int fill, int op, int diagonal, int n,
                               const double* a, int lda, double* x, int step) {
  Routine routine("cublasDtrsv_v2", handle);
  // Negative steps are legal in BLAS and used by nobody here.
  routine.require(one_of(fill, UPPER) && one_of(op, CONJUGATE_TRANSPOSED) &&
                  one_of(diagonal, UNIT) && n >= 0 && step >= 1);
  routine.require_matrix(a, n, n, lda);
  routine.require_matrix(x, 1, n, step);
  return routine.enqueue([=] {
    solve(n, 1, view(a, lda, op), (fill == LOWER) == (op == PLAIN), diagonal == UNIT,
          View{x, step, 0});
  });
}

// Unlike BLAS, cuBLAS writes the product to a third matrix, which may be B itself.
CUDA_EXPORT int cublasDtrmm_v2(void* handle, int side, int fill, int op, int diagonal, int m,
                               int n, const double* alpha, const double* a, int lda,
                               const double* b, int ldb, double* c, int ldc) {
  Routine routine("cublasDtrmm_v2", handle);
  routine.require(one_of(side, RIGHT) && one_of(fill, UPPER) && one_of(op, CONJUGATE_TRANSPOSED) &&
                  one_of(diagonal, UNIT) && m >= 0 && n >= 0 && alpha != nullptr);
  int order = side == LEFT ? m : n;
  routine.require_matrix(a, order, order, lda);
  routine.require_matrix(b, m, n, ldb);
  routine.require_matrix(c, m, n, ldc);
  routine.require(b != c || ldb == ldc);
  return routine.enqueue([=, alpha = alpha ? *alpha : 0] {
    View t = view(a, lda, op);
    bool lower = (fill == LOWER) == (op == PLAIN);
    View from = View::of(const_cast<double*>(b), ldb);
    std::vector<double> product(static_cast<size_t>(m) * static_cast<size_t>(n));
    View made = View::of(product.data(), m);
    auto triangle = [=](int i, int j) {
      return i == j && diagonal == UNIT ? 1.0 : t(i, j);
    };
    for (int j = 0; alpha != 0 && j < n; j++) {
      for (int i = 0; i < m; i++) {
        int row = side == LEFT ? i : j;
        int first = (side == LEFT) == lower ? 0 : row;
        int last = (side == LEFT) == lower ? row : order - 1;
        double sum = 0;
        for (int l = first; l <= last; l++) {
          sum += side == LEFT ? triangle(i, l) * from(l, j) : from(i, l) * triangle(l, j);
        }
        made(i, j) = alpha * sum;
      }
    }
    View to = View::of(c, ldc);
    for (int j = 0; j < n; j++) {
      for (int i = 0; i < m; i++) {
        to(i, j) = made(i, j);
      }
    }
  });
}

CUDA_EXPORT int cublasDcopy_v2(void* handle, int n, const double* x, int step_x, double* y,
                               int step_y) {
  Routine routine("cublasDcopy_v2", handle);
  routine.require(step_x >= 0 && step_y >= 1);
  int count = std::max(n, 0);  // As in BLAS, fewer than none is none
  routine.require_matrix(x, count > 0 ? 1 : 0, step_x == 0 ? 1 : count, std::max(step_x, 1));
  routine.require_matrix(y, count > 0 ? 1 : 0, count, std::max(step_y, 1));
  return routine.enqueue([=] {
    for (int64_t i = 0; i < count; i++) {
      y[i * step_y] = x[i * step_x];
    }
  });
}
