// The stand-in for libcuda: versions, devices and contexts.
#include "driver.h"

#include <cstring>

using namespace simulated;

CUDA_EXPORT int cuInit(unsigned flags) {
  Call call{"cuInit", Needs::NOTHING};
  if (call.refused()) {
    return call.code();
  }
  if (flags != 0) {
    return INVALID_VALUE;
  }
  if (machine().device_count == 0) {
    return NO_DEVICE;
  }
  machine().initialised = true;
  return SUCCESS;
}

CUDA_EXPORT int cuDriverGetVersion(int* version) {
  Call call{"cuDriverGetVersion", Needs::NOTHING};
  if (call.refused() || version == nullptr) {
    return call.refused() ? call.code() : INVALID_VALUE;
  }
  *version = machine().driver_version;
  return SUCCESS;
}

namespace {

int describe(const char* symbol, int code, const char** text, const char* CodeName::*part) {
  Call call{symbol, Needs::NOTHING};
  if (call.refused()) {
    return call.code();
  }
  for (const CodeName& known : CODE_NAMES) {
    if (known.code == code) {
      *text = known.*part;
      return SUCCESS;
    }
  }
  *text = nullptr;
  return INVALID_VALUE;
}

}  // namespace

CUDA_EXPORT int cuGetErrorName(int code, const char** name) {
  return describe("cuGetErrorName", code, name, &CodeName::name);
}

CUDA_EXPORT int cuGetErrorString(int code, const char** text) {
  return describe("cuGetErrorString", code, text, &CodeName::text);
}

CUDA_EXPORT int cuDeviceGetCount(int* count) {
  Call call{"cuDeviceGetCount", Needs::INITIALISED};
  if (call.refused() || count == nullptr) {
    return call.refused() ? call.code() : INVALID_VALUE;
  }
  *count = machine().device_count;
  return SUCCESS;
}

CUDA_EXPORT int cuDeviceGet(int* made, int ordinal) {
  Call call{"cuDeviceGet", Needs::INITIALISED};
  if (call.refused() || made == nullptr) {
    return call.refused() ? call.code() : INVALID_VALUE;
  }
  if (device(ordinal) == nullptr) {
    return INVALID_DEVICE;
  }
  *made = ordinal;
  return SUCCESS;
}

CUDA_EXPORT int cuDeviceGetName(char* name, int length, int ordinal) {
  Call call{"cuDeviceGetName", Needs::INITIALISED};
  if (call.refused()) {
    return call.code();
  }
  if (device(ordinal) == nullptr) {
    return INVALID_DEVICE;
  }
  if (name == nullptr || length <= 0) {
    return INVALID_VALUE;
  }
  std::strncpy(name, "Simulated GPU", static_cast<size_t>(length));
  name[length - 1] = '\0';
  return SUCCESS;
}

namespace {

struct Attribute {
  int number;
  int value;
};

// Of compute capability 9.0, except for the processors: few, because work is cut by their number.
constexpr Attribute ATTRIBUTES[] = {
    {1, 1024},         // threads of a block
    {2, 1024},         // its x
    {3, 1024},         // its y
    {4, 64},           // its z
    {5, 2147483647},   // grid, x
    {6, 65535},        // grid, y
    {7, 65535},        // grid, z
    {8, 48 * 1024},    // shared memory of a block
    {9, 65536},        // constant memory
    {10, 32},          // warp
    {12, 65536},       // registers of a block
    {13, 1980000},     // clock, kHz
    {16, 4},           // multiprocessors
    {17, 0},           // no limit on run time
    {18, 0},           // not integrated
    {19, 1},           // can map host memory
    {20, 0},           // compute mode: default
    {38, 50 << 20},    // second-level cache
    {39, 2048},        // threads of a multiprocessor
    {40, 3},           // copy engines
    {41, 1},           // one address space
    {75, 9},           // compute capability, major
    {76, 0},           // and minor
    {81, 228 * 1024},  // shared memory of a multiprocessor
    {82, 65536},       // registers of a multiprocessor
    {83, 1},           // managed memory
    {87, 2},           // how many times faster floats are than doubles
    {95, 1},           // cooperative launch
    {97, 227 * 1024},  // shared memory of a block that asks for it
    {115, 1},          // memory pools
};

}  // namespace

CUDA_EXPORT int cuDeviceGetAttribute(int* value, int attribute, int ordinal) {
  Call call{"cuDeviceGetAttribute", Needs::INITIALISED};
  if (call.refused()) {
    return call.code();
  }
  if (device(ordinal) == nullptr) {
    return INVALID_DEVICE;
  }
  for (const Attribute& known : ATTRIBUTES) {
    if (known.number == attribute && value != nullptr) {
      *value = known.value;
      return SUCCESS;
    }
  }
  return INVALID_VALUE;
}

CUDA_EXPORT int cuDeviceTotalMem_v2(size_t* bytes, int ordinal) {
  Call call{"cuDeviceTotalMem_v2", Needs::INITIALISED};
  if (call.refused()) {
    return call.code();
  }
  if (device(ordinal) == nullptr || bytes == nullptr) {
    return bytes == nullptr ? INVALID_VALUE : INVALID_DEVICE;
  }
  *bytes = machine().memory;
  return SUCCESS;
}

CUDA_EXPORT int cuDevicePrimaryCtxRetain(void** context, int ordinal) {
  Call call{"cuDevicePrimaryCtxRetain", Needs::INITIALISED};
  if (call.refused()) {
    return call.code();
  }
  Device* of = device(ordinal);
  if (of == nullptr || context == nullptr) {
    return context == nullptr ? INVALID_VALUE : INVALID_DEVICE;
  }
  of->retained++;
  *context = of;
  return SUCCESS;
}

// The last release ends the context, and with it what made it unusable. What was not given back before
// stays among what lives, so that a test sees it.
CUDA_EXPORT int cuDevicePrimaryCtxRelease_v2(int ordinal) {
  Call call{"cuDevicePrimaryCtxRelease_v2", Needs::INITIALISED};
  if (call.refused()) {
    return call.code();
  }
  Device* of = device(ordinal);
  if (of == nullptr) {
    return INVALID_DEVICE;
  }
  if (of->retained == 0) {
    return INVALID_CONTEXT;
  }
  if (of->retained == 1) {
    finish_all(*of);
    of->lost = SUCCESS;
    of->kept = 0;
    of->cached = 0;
  }
  of->retained--;
  return SUCCESS;
}

CUDA_EXPORT int cuCtxSetCurrent(void* context) {
  Call call{"cuCtxSetCurrent", Needs::INITIALISED};
  if (call.refused()) {
    return call.code();
  }
  for (int i = 0; i < machine().device_count; i++) {
    if (device(i) == context) {
      if (device(i)->retained == 0) {
        return CONTEXT_IS_DESTROYED;
      }
      set_current(device(i));
      return device(i)->lost;
    }
  }
  set_current(nullptr);
  return context == nullptr ? SUCCESS : INVALID_CONTEXT;
}
