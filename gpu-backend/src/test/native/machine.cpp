#include "machine.h"

#include <array>
#include <cstdio>

namespace simulated {

namespace {

struct Injection {
  int calls_before;
  int code;
};

std::map<std::string, Injection>& injections() {
  static std::map<std::string, Injection> all;
  return all;
}

thread_local Device* current = nullptr;

std::array<Device, MAX_DEVICES>& devices() {
  static std::array<Device, MAX_DEVICES> all;
  return all;
}

}  // namespace

Machine& machine() {
  static Machine only;
  return only;
}

std::recursive_mutex& lock() {
  static std::recursive_mutex only;
  return only;
}

Device* device(int ordinal) {
  if (ordinal < 0 || ordinal >= machine().device_count) {
    return nullptr;
  }
  Device& found = devices()[static_cast<size_t>(ordinal)];
  found.ordinal = ordinal;
  return &found;
}

void lose(Device& device, int code, const std::string& reason) {
  if (device.lost == SUCCESS) {
    device.lost = code;
    machine().message = reason;
    std::fprintf(stderr, "simulated CUDA device %d: error %d: %s\n", device.ordinal, code,
                 reason.c_str());
  }
}

Call::Call(const char* symbol, Needs needs) : lock_(lock()) {
  auto injected = injections().find(symbol);
  if (injected != injections().end() && injected->second.calls_before-- == 0) {
    refusal_ = Refusal::INJECTED;
    code_ = injected->second.code;
    injections().erase(injected);
    return;
  }
  if (needs == Needs::NOTHING) {
    return;
  }
  if (!machine().initialised) {
    refusal_ = Refusal::NOT_INITIALISED;
    code_ = NOT_INITIALIZED;
    return;
  }
  if (needs == Needs::INITIALISED) {
    return;
  }
  device_ = current;
  if (current == nullptr) {
    refusal_ = Refusal::NO_CONTEXT;
    code_ = INVALID_CONTEXT;
  } else if (current->retained == 0) {
    refusal_ = Refusal::NO_CONTEXT;
    code_ = CONTEXT_IS_DESTROYED;
  } else if (current->lost != SUCCESS) {
    refusal_ = Refusal::LOST;
    code_ = current->lost;
  }
}

void set_current(Device* device) { current = device; }

void inject(const char* symbol, int calls_before, int code) {
  injections()[symbol] = {calls_before, code};
}

void forget_injections() { injections().clear(); }

Handles<LibraryObject>& library_objects() {
  static Handles<LibraryObject> all;
  return all;
}

uintptr_t next_handle() {
  static uintptr_t last = 0x10000;
  return last += 0x40;
}

}  // namespace simulated
