// The simulated machine: its devices, what is wrong with them, and the entrance that every call of
// every library goes through. Everything here and below is guarded by one lock, which a Call holds.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "codes.h"

#define CUDA_EXPORT extern "C"

namespace simulated {

constexpr int MAX_DEVICES = 8;

using DevicePointer = unsigned long long;

// A graphics card and its primary context. Addresses never change: a handle of a context is one.
struct Device {
  int ordinal = 0;
  int retained = 0;           // of the primary context; 0 = there is none
  int lost = SUCCESS;         // the sticky code that every call of the context returns
  size_t used = 0;            // bytes of allocations whose release has not been executed
  size_t cached = 0;          // bytes that the pool keeps although nothing uses them
  size_t kept = 0;            // how many of them it may keep at a synchronisation
};

struct Machine {
  int device_count = 1;
  int driver_version = 13000;
  size_t memory = size_t{2} << 30;
  bool initialised = false;
  long launches = 0;
  long synchronizations = 0;
  std::string message;        // of the newest error that was found while running something
};

Machine& machine();
std::recursive_mutex& lock();

// The device with this ordinal, or null.
Device* device(int ordinal);

// From here on every call of this context returns the code; the reason is kept and printed.
void lose(Device& device, int code, const std::string& reason);

// What a function needs before it does anything.
enum class Needs { NOTHING, INITIALISED, CONTEXT };

// Why a call is refused before it did anything.
enum class Refusal { NONE, INJECTED, NOT_INITIALISED, NO_CONTEXT, LOST };

// One call of an exported function: takes the lock, then sees whether it has to fail.
class Call {
 public:
  explicit Call(const char* symbol, Needs needs = Needs::CONTEXT);

  bool refused() const { return refusal_ != Refusal::NONE; }
  Refusal refusal() const { return refusal_; }
  int code() const { return code_; }
  // The device of the current context; never null where a context is needed and nothing refused.
  Device* device() const { return device_; }

 private:
  std::unique_lock<std::recursive_mutex> lock_;
  Refusal refusal_ = Refusal::NONE;
  int code_ = SUCCESS;
  Device* device_ = nullptr;
};

void set_current(Device* device);
// After so many calls of this function, one fails with this code before it does anything.
void inject(const char* symbol, int calls_before, int code);
void forget_injections();

// A number for a handle that was never given before: a handle that was freed stays refused.
uintptr_t next_handle();

template <class T>
class Handles {
 public:
  void* add(std::shared_ptr<T> object) {
    uintptr_t handle = next_handle();
    objects_.emplace(handle, std::move(object));
    return reinterpret_cast<void*>(handle);
  }

  std::shared_ptr<T> find(const void* handle) const {
    auto found = objects_.find(reinterpret_cast<uintptr_t>(handle));
    return found == objects_.end() ? nullptr : found->second;
  }

  std::shared_ptr<T> remove(const void* handle) {
    std::shared_ptr<T> object = find(handle);
    objects_.erase(reinterpret_cast<uintptr_t>(handle));
    return object;
  }

  long size() const { return static_cast<long>(objects_.size()); }
  void clear() { objects_.clear(); }
  const std::map<uintptr_t, std::shared_ptr<T>>& all() const { return objects_; }

 private:
  std::map<uintptr_t, std::shared_ptr<T>> objects_;
};

// What cuBLAS and cuSOLVER gave handles to. Kept here, so that a reset ends them too.
struct LibraryObject {
  explicit LibraryObject(Device& of) : device(of) {}
  virtual ~LibraryObject() = default;

  Device& device;
  void* stream = nullptr;
};

Handles<LibraryObject>& library_objects();

}  // namespace simulated
