// The stand-in for libcuda: modules and launches.
#include "driver.h"

using namespace simulated;

CUDA_EXPORT int cuModuleLoadData(void** module, const void* image) {
  Call call{"cuModuleLoadData"};
  if (call.refused()) {
    return call.code();
  }
  if (module == nullptr || image == nullptr) {
    return INVALID_VALUE;
  }
  int code = SUCCESS;
  auto library = Library::load(image, code);
  if (library != nullptr) {
    *module = modules().add(std::make_shared<Module>(Module{*call.device(), library, {}}));
  }
  return code;
}

CUDA_EXPORT int cuModuleUnload(void* handle) {
  Call call{"cuModuleUnload"};
  if (call.refused() && call.refusal() != Refusal::LOST) {
    return call.code();
  }
  auto module = modules().remove(handle);
  if (module == nullptr) {
    return INVALID_HANDLE;
  }
  for (void* function : module->functions) {
    functions().remove(function);
  }
  return call.device()->lost;
}

CUDA_EXPORT int cuModuleGetFunction(void** function, void* handle, const char* name) {
  Call call{"cuModuleGetFunction"};
  if (call.refused()) {
    return call.code();
  }
  auto module = modules().find(handle);
  if (module == nullptr || &module->device != call.device()) {
    return INVALID_HANDLE;
  }
  if (function == nullptr || name == nullptr) {
    return INVALID_VALUE;
  }
  *function = function_of(*module, name);
  return *function == nullptr ? NOT_FOUND : SUCCESS;
}

namespace {

enum FunctionAttribute : int {
  MAX_THREADS_PER_BLOCK = 0,
  BINARY_VERSION = 6,
  MAX_DYNAMIC_SHARED_BYTES = 8,
  PREFERRED_CARVEOUT = 9,
};

}  // namespace

CUDA_EXPORT int cuFuncSetAttribute(void* handle, int attribute, int value) {
  Call call{"cuFuncSetAttribute"};
  if (call.refused()) {
    return call.code();
  }
  auto function = functions().find(handle);
  if (function == nullptr) {
    return INVALID_HANDLE;
  }
  if (attribute == PREFERRED_CARVEOUT) {
    return value >= -1 && value <= 100 ? SUCCESS : INVALID_VALUE;
  }
  if (attribute != MAX_DYNAMIC_SHARED_BYTES || value < 0 ||
      static_cast<size_t>(value) > MAX_DYNAMIC_SHARED) {
    return INVALID_VALUE;
  }
  function->dynamic_limit = static_cast<size_t>(value);
  return SUCCESS;
}

// Registers, and the local and static shared memory of a kernel, are not known here: 0.
CUDA_EXPORT int cuFuncGetAttribute(int* value, int attribute, void* handle) {
  Call call{"cuFuncGetAttribute"};
  if (call.refused()) {
    return call.code();
  }
  auto function = functions().find(handle);
  if (function == nullptr) {
    return INVALID_HANDLE;
  }
  if (value == nullptr || attribute < 0 || attribute > PREFERRED_CARVEOUT) {
    return INVALID_VALUE;
  }
  switch (attribute) {
    case MAX_THREADS_PER_BLOCK: *value = function->max_threads; break;
    case BINARY_VERSION: *value = 90; break;
    case MAX_DYNAMIC_SHARED_BYTES: *value = static_cast<int>(function->dynamic_limit); break;
    default: *value = 0; break;
  }
  return SUCCESS;
}

namespace {

bool legal(const Index& grid, const Index& block) {
  return grid.x >= 1 && grid.y >= 1 && grid.z >= 1 && grid.x <= 2147483647U && grid.y <= 65535 &&
         grid.z <= 65535 && block.x >= 1 && block.y >= 1 && block.z >= 1 && block.z <= 64 &&
         block.x <= 1024 && block.y <= 1024 && block.count() <= MAX_THREADS;
}

}  // namespace

CUDA_EXPORT int cuLaunchKernel(void* handle, unsigned grid_x, unsigned grid_y, unsigned grid_z,
                               unsigned block_x, unsigned block_y, unsigned block_z,
                               unsigned shared, void* stream_handle, void** arguments,
                               void** extra) {
  Call call{"cuLaunchKernel"};
  if (call.refused()) {
    return call.code();
  }
  auto function = functions().find(handle);
  auto stream = stream_of(*call.device(), stream_handle);
  if (function == nullptr || &function->device != call.device() || stream == nullptr) {
    return INVALID_HANDLE;
  }
  Index grid{grid_x, grid_y, grid_z};
  Index block{block_x, block_y, block_z};
  if (!legal(grid, block) || extra != nullptr || shared > function->dynamic_limit ||
      (arguments == nullptr && function->sizes[0] > 0)) {
    return INVALID_VALUE;
  }
  if (block.count() > static_cast<size_t>(function->max_threads)) {
    return LAUNCH_OUT_OF_RESOURCES;
  }
  for (size_t i = 0; i < function->sizes[0]; i++) {
    if (arguments[i] == nullptr) {
      return INVALID_VALUE;
    }
  }
  machine().launches++;
  launch(function, grid, block, shared, *stream, arguments);
  return SUCCESS;
}
