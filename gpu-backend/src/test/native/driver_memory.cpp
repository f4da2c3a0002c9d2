// The stand-in for libcuda: memory and copies.
#include <cstring>

#include "driver.h"

using namespace simulated;

namespace simulated {

void trim_pool(Device& device, size_t kept) {
  size_t idle = kept > device.used ? kept - device.used : 0;
  device.cached = device.cached < idle ? device.cached : idle;
}

}  // namespace simulated

namespace {

// The handle of a device's default pool.
void* pool_of(Device& device) { return &device.cached; }

Device* device_of_pool(const void* pool) {
  for (int i = 0; i < machine().device_count; i++) {
    if (pool_of(*device(i)) == pool) {
      return device(i);
    }
  }
  return nullptr;
}

int freed_too_early(Device& device) {
  lose(device, ILLEGAL_ADDRESS, "page-locked memory was freed before the copy that uses it had run");
  return ILLEGAL_ADDRESS;
}

// An operation that still finds its host memory page-locked when it runs.
std::function<int()> with_pinned(Device& device, const void* host, size_t bytes,
                                 std::function<void()> copy) {
  return [=, &device] {
    if (!is_pinned(host, bytes)) {
      return freed_too_early(device);
    }
    copy();
    return static_cast<int>(SUCCESS);
  };
}

}  // namespace

CUDA_EXPORT int cuMemGetInfo_v2(size_t* free, size_t* total) {
  Call call{"cuMemGetInfo_v2"};
  if (call.refused() || free == nullptr || total == nullptr) {
    return call.refused() ? call.code() : INVALID_VALUE;
  }
  size_t taken = call.device()->used + call.device()->cached;
  *total = machine().memory;
  *free = taken < *total ? *total - taken : 0;
  return SUCCESS;
}

CUDA_EXPORT int cuDeviceGetDefaultMemPool(void** pool, int ordinal) {
  Call call{"cuDeviceGetDefaultMemPool", Needs::INITIALISED};
  if (call.refused()) {
    return call.code();
  }
  if (device(ordinal) == nullptr || pool == nullptr) {
    return pool == nullptr ? INVALID_VALUE : INVALID_DEVICE;
  }
  *pool = pool_of(*device(ordinal));
  return SUCCESS;
}

CUDA_EXPORT int cuMemPoolSetAttribute(void* pool, int attribute, void* value) {
  constexpr int RELEASE_THRESHOLD = 4;
  Call call{"cuMemPoolSetAttribute", Needs::INITIALISED};
  if (call.refused()) {
    return call.code();
  }
  Device* of = device_of_pool(pool);
  if (of == nullptr || value == nullptr || attribute < 1 || attribute > RELEASE_THRESHOLD) {
    return INVALID_VALUE;
  }
  if (attribute == RELEASE_THRESHOLD) {
    uint64_t bytes;
    std::memcpy(&bytes, value, sizeof bytes);
    of->kept = bytes;
  }
  return SUCCESS;
}

CUDA_EXPORT int cuMemPoolTrimTo(void* pool, size_t bytes) {
  Call call{"cuMemPoolTrimTo", Needs::INITIALISED};
  if (call.refused()) {
    return call.code();
  }
  Device* of = device_of_pool(pool);
  if (of == nullptr) {
    return INVALID_VALUE;
  }
  trim_pool(*of, bytes);
  return SUCCESS;
}

CUDA_EXPORT int cuMemAllocAsync(DevicePointer* made, size_t bytes, void* handle) {
  Call call{"cuMemAllocAsync"};
  if (call.refused()) {
    return call.code();
  }
  if (stream_of(*call.device(), handle) == nullptr) {
    return INVALID_HANDLE;
  }
  if (made == nullptr || bytes == 0) {
    return INVALID_VALUE;
  }
  *made = allocate(*call.device(), bytes);
  if (*made == 0) {
    finish_all(*call.device());  // What was freed has then been freed, as a device would wait for
    *made = allocate(*call.device(), bytes);
  }
  return *made == 0 ? OUT_OF_MEMORY : SUCCESS;
}

CUDA_EXPORT int cuMemFreeAsync(DevicePointer start, void* handle) {
  Call call{"cuMemFreeAsync"};
  if (call.refused() && call.refusal() != Refusal::LOST) {
    return call.code();
  }
  Device& of = *call.device();
  auto stream = stream_of(of, handle);
  if (stream == nullptr) {
    return INVALID_HANDLE;
  }
  if (!is_allocation(of, start)) {
    return INVALID_VALUE;
  }
  retire(start);
  enqueue_release(*stream, [&of, start] { return release(of, start); });
  return of.lost;
}

CUDA_EXPORT int cuMemHostAlloc(void** made, size_t bytes, unsigned flags) {
  Call call{"cuMemHostAlloc"};
  if (call.refused()) {
    return call.code();
  }
  if (made == nullptr || bytes == 0 || flags > 7) {
    return INVALID_VALUE;
  }
  *made = pin(bytes);
  return *made == nullptr ? OUT_OF_MEMORY : SUCCESS;
}

CUDA_EXPORT int cuMemFreeHost(void* start) {
  Call call{"cuMemFreeHost"};
  if (call.refused() && call.refusal() != Refusal::LOST) {
    return call.code();
  }
  return unpin(start) ? call.device()->lost : INVALID_VALUE;
}

CUDA_EXPORT int cuMemcpyHtoDAsync_v2(DevicePointer to, const void* from, size_t bytes,
                                     void* handle) {
  Call call{"cuMemcpyHtoDAsync_v2"};
  if (call.refused()) {
    return call.code();
  }
  auto stream = stream_of(*call.device(), handle);
  if (stream == nullptr) {
    return INVALID_HANDLE;
  }
  if (!on_device(*call.device(), to, bytes)) {
    return INVALID_VALUE;
  }
  if (!is_pinned(from, bytes)) {
    return HOST_MEMORY_NOT_REGISTERED;
  }
  enqueue(*stream, with_pinned(*call.device(), from, bytes, [=] {
            std::memcpy(reinterpret_cast<void*>(to), from, bytes);
          }));
  return SUCCESS;
}

CUDA_EXPORT int cuMemcpyDtoHAsync_v2(void* to, DevicePointer from, size_t bytes, void* handle) {
  Call call{"cuMemcpyDtoHAsync_v2"};
  if (call.refused()) {
    return call.code();
  }
  auto stream = stream_of(*call.device(), handle);
  if (stream == nullptr) {
    return INVALID_HANDLE;
  }
  if (!on_device(*call.device(), from, bytes)) {
    return INVALID_VALUE;
  }
  if (!is_pinned(to, bytes)) {
    return HOST_MEMORY_NOT_REGISTERED;
  }
  enqueue(*stream, with_pinned(*call.device(), to, bytes, [=] {
            std::memcpy(to, reinterpret_cast<const void*>(from), bytes);
          }));
  return SUCCESS;
}

CUDA_EXPORT int cuMemcpyDtoDAsync_v2(DevicePointer to, DevicePointer from, size_t bytes,
                                     void* handle) {
  Call call{"cuMemcpyDtoDAsync_v2"};
  if (call.refused()) {
    return call.code();
  }
  auto stream = stream_of(*call.device(), handle);
  if (stream == nullptr) {
    return INVALID_HANDLE;
  }
  bool overlap = to < from + bytes && from < to + bytes;
  if (!on_device(*call.device(), to, bytes) || !on_device(*call.device(), from, bytes) || overlap) {
    return INVALID_VALUE;
  }
  enqueue(*stream, [=] {
    std::memcpy(reinterpret_cast<void*>(to), reinterpret_cast<const void*>(from), bytes);
    return static_cast<int>(SUCCESS);
  });
  return SUCCESS;
}

namespace {

enum MemoryType : int { HOST = 1, DEVICE = 2 };

// CUDA_MEMCPY2D of the driver's interface: one end, then the other, then the size.
struct End {
  size_t x_in_bytes;
  size_t y;
  int type;
  void* host;
  DevicePointer device;
  void* array;
  size_t pitch;
};

struct Copy2D {
  End from;
  End to;
  size_t width_in_bytes;
  size_t height;

  size_t pitch(const End& end) const { return end.pitch == 0 ? width_in_bytes : end.pitch; }
  size_t span(const End& end) const { return (height - 1) * pitch(end) + width_in_bytes; }
  char* first(const End& end) const {
    char* base = end.type == HOST ? static_cast<char*>(end.host)
                                  : reinterpret_cast<char*>(end.device);
    return base + end.y * pitch(end) + end.x_in_bytes;
  }
};

int check_end(const Device& device, const Copy2D& copy, const End& end) {
  if ((end.type != HOST && end.type != DEVICE) ||
      copy.pitch(end) < end.x_in_bytes + copy.width_in_bytes) {
    return INVALID_VALUE;
  }
  char* first = copy.first(end);
  if (end.type == HOST) {
    return is_pinned(first, copy.span(end)) ? SUCCESS : HOST_MEMORY_NOT_REGISTERED;
  }
  bool inside = on_device(device, reinterpret_cast<DevicePointer>(first), copy.span(end));
  return inside ? SUCCESS : INVALID_VALUE;
}

}  // namespace

CUDA_EXPORT int cuMemcpy2DAsync_v2(const void* description, void* handle) {
  Call call{"cuMemcpy2DAsync_v2"};
  if (call.refused()) {
    return call.code();
  }
  auto stream = stream_of(*call.device(), handle);
  if (stream == nullptr) {
    return INVALID_HANDLE;
  }
  if (description == nullptr) {
    return INVALID_VALUE;
  }
  Copy2D copy;
  std::memcpy(&copy, description, sizeof copy);
  if (copy.width_in_bytes == 0 || copy.height == 0) {
    return SUCCESS;
  }
  for (const End* end : {&copy.from, &copy.to}) {
    int wrong = check_end(*call.device(), copy, *end);
    if (wrong != SUCCESS) {
      return wrong;
    }
  }
  enqueue(*stream, [copy, &device = *call.device()] {
    for (const End* end : {&copy.from, &copy.to}) {
      if (end->type == HOST && !is_pinned(copy.first(*end), copy.span(*end))) {
        return freed_too_early(device);
      }
    }
    for (size_t row = 0; row < copy.height; row++) {
      std::memmove(copy.first(copy.to) + row * copy.pitch(copy.to),
                   copy.first(copy.from) + row * copy.pitch(copy.from), copy.width_in_bytes);
    }
    return static_cast<int>(SUCCESS);
  });
  return SUCCESS;
}
