// What tests may ask of the simulated machine and tell it; no function of CUDA.
#include <cstdio>

#include "memory.h"
#include "module.h"
#include "stream.h"

using namespace simulated;

CUDA_EXPORT void simulated_fail(const char* symbol, int after_calls, int code) {
  std::lock_guard<std::recursive_mutex> held(lock());
  inject(symbol, after_calls, code);
}

CUDA_EXPORT void simulated_set_device_count(int count) {
  std::lock_guard<std::recursive_mutex> held(lock());
  machine().device_count = count < 0 ? 0 : count > MAX_DEVICES ? MAX_DEVICES : count;
}

CUDA_EXPORT void simulated_set_driver_version(int version) {
  std::lock_guard<std::recursive_mutex> held(lock());
  machine().driver_version = version;
}

CUDA_EXPORT void simulated_set_memory_limit(size_t bytes) {
  std::lock_guard<std::recursive_mutex> held(lock());
  machine().memory = bytes;
}

CUDA_EXPORT void simulated_lose_device(int code) {
  std::lock_guard<std::recursive_mutex> held(lock());
  for (int i = 0; i < machine().device_count; i++) {
    if (device(i)->retained > 0) {
      lose(*device(i), code, "lost, as a test asked for");
    }
  }
}

CUDA_EXPORT long simulated_launches() {
  std::lock_guard<std::recursive_mutex> held(lock());
  return machine().launches;
}

CUDA_EXPORT long simulated_synchronizations() {
  std::lock_guard<std::recursive_mutex> held(lock());
  return machine().synchronizations;
}

// What was found wrong while something ran, as printed; copied, because it changes under its reader.
CUDA_EXPORT void simulated_message(char* text, size_t size) {
  std::lock_guard<std::recursive_mutex> held(lock());
  std::snprintf(text, size, "%s", machine().message.c_str());
}

CUDA_EXPORT long simulated_live_allocations() {
  std::lock_guard<std::recursive_mutex> held(lock());
  return live_allocations();
}

CUDA_EXPORT long simulated_live_bytes() {
  std::lock_guard<std::recursive_mutex> held(lock());
  return live_bytes();
}

// Streams, events, modules, handles of libraries, page-locked memory, and each time that a context was
// retained.
CUDA_EXPORT long simulated_live_objects() {
  std::lock_guard<std::recursive_mutex> held(lock());
  long contexts = 0;
  for (int i = 0; i < machine().device_count; i++) {
    contexts += device(i)->retained;
  }
  return streams().size() + events().size() + modules().size() + live_pins() + contexts +
         library_objects().size();
}

// As after loading, except that who called cuInit has called it: programs do so once.
CUDA_EXPORT void simulated_reset() {
  std::lock_guard<std::recursive_mutex> held(lock());
  for (const auto& entry : streams().all()) {
    entry.second->pending.clear();
  }
  streams().clear();
  events().clear();
  modules().clear();
  functions().clear();
  library_objects().clear();
  free_everything();
  forget_injections();
  machine().device_count = MAX_DEVICES;
  for (int i = 0; i < machine().device_count; i++) {
    *device(i) = Device{};
  }
  bool initialised = machine().initialised;
  machine() = Machine{};
  machine().initialised = initialised;
}
