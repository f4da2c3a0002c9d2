#include "memory.h"

#include <cstdlib>
#include <cstring>
#include <deque>

namespace simulated {

namespace {

constexpr size_t ALIGNMENT = 256;                         // what cuMemAlloc promises
constexpr size_t GUARD = 2048;                            // bytes before and after
constexpr uint64_t GUARD_WORD = 0x7FF8DEADBEEF0BADULL;    // reads as NaN; no kernel computes it
constexpr size_t QUARANTINE = size_t{64} << 20;           // freed memory that stays readable

struct Allocation {
  int device;
  size_t bytes;
  char* start;
  bool retired;

  char* raw() const { return start - GUARD; }
  size_t padded() const { return (bytes + 7) / 8 * 8; }
};

std::map<DevicePointer, Allocation>& allocations() {
  static std::map<DevicePointer, Allocation> all;
  return all;
}

std::map<uintptr_t, size_t>& pins() {
  static std::map<uintptr_t, size_t> all;
  return all;
}

// A kernel that uses freed memory finds NaN instead of somebody else's numbers or a broken heap.
class Quarantine {
 public:
  void add(char* raw, size_t bytes) {
    held_.push_back({raw, bytes});
    total_ += bytes;
    while (total_ > QUARANTINE) {
      total_ -= held_.front().bytes;
      std::free(held_.front().raw);
      held_.pop_front();
    }
  }

 private:
  struct Freed {
    char* raw;
    size_t bytes;
  };
  std::deque<Freed> held_;
  size_t total_ = 0;
};

Quarantine& quarantine() {
  static Quarantine only;
  return only;
}

void paint(char* start, size_t bytes) {
  for (size_t i = 0; i < bytes; i += sizeof GUARD_WORD) {
    std::memcpy(start + i, &GUARD_WORD, sizeof GUARD_WORD);
  }
}

// The offset of the first byte of a zone that was written, or its length.
size_t first_written(const char* zone) {
  for (size_t i = 0; i < GUARD; i += sizeof GUARD_WORD) {
    if (std::memcmp(zone + i, &GUARD_WORD, sizeof GUARD_WORD) != 0) {
      return i;
    }
  }
  return GUARD;
}

// Where outside of the allocation somebody wrote, in words; empty if nowhere.
std::string trespass(const Allocation& allocation) {
  size_t before = first_written(allocation.raw());
  if (before < GUARD) {
    return "written " + std::to_string(GUARD - before) + " bytes before an allocation of " +
           std::to_string(allocation.bytes) + " bytes";
  }
  for (size_t i = allocation.bytes; i < allocation.padded(); i++) {
    if (static_cast<unsigned char>(allocation.start[i]) != UNWRITTEN) {
      return "written at the end of an allocation of " + std::to_string(allocation.bytes) +
             " bytes";
    }
  }
  size_t after = first_written(allocation.start + allocation.padded());
  if (after < GUARD) {
    return "written " + std::to_string(allocation.padded() - allocation.bytes + after) +
           " bytes after an allocation of " + std::to_string(allocation.bytes) + " bytes";
  }
  return "";
}

}  // namespace

DevicePointer allocate(Device& device, size_t bytes) {
  if (bytes > machine().memory || device.used > machine().memory - bytes) {
    return 0;
  }
  Allocation made{device.ordinal, bytes, nullptr, false};
  size_t total = (GUARD + made.padded() + GUARD + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  char* raw = static_cast<char*>(std::aligned_alloc(ALIGNMENT, total));
  if (raw == nullptr) {
    return 0;
  }
  made.start = raw + GUARD;
  paint(raw, GUARD);
  std::memset(made.start, UNWRITTEN, made.padded());
  paint(made.start + made.padded(), GUARD);
  device.used += bytes;
  device.cached -= device.cached < bytes ? device.cached : bytes;
  auto address = reinterpret_cast<DevicePointer>(made.start);
  allocations().emplace(address, made);
  return address;
}

bool is_allocation(const Device& device, DevicePointer start) {
  auto found = allocations().find(start);
  return found != allocations().end() && found->second.device == device.ordinal &&
         !found->second.retired;
}

void retire(DevicePointer start) { allocations().at(start).retired = true; }

int release(Device& device, DevicePointer start) {
  auto found = allocations().find(start);
  if (found == allocations().end()) {
    return SUCCESS;  // Everything was reset in between
  }
  Allocation freed = found->second;
  allocations().erase(found);
  std::string wrong = trespass(freed);
  std::memset(freed.start, UNWRITTEN, freed.padded());
  quarantine().add(freed.raw(), freed.bytes);
  device.used -= freed.bytes;
  device.cached += freed.bytes;
  if (wrong.empty()) {
    return SUCCESS;
  }
  lose(device, ILLEGAL_ADDRESS, wrong + ", seen when it was freed");
  return ILLEGAL_ADDRESS;
}

bool on_device(const Device& device, DevicePointer start, size_t bytes) {
  if (bytes == 0) {
    return true;
  }
  auto after = allocations().upper_bound(start);
  if (after == allocations().begin()) {
    return false;
  }
  const auto& [address, allocation] = *std::prev(after);
  size_t offset = start - address;
  return !allocation.retired && allocation.device == device.ordinal && offset < allocation.bytes &&
         bytes <= allocation.bytes - offset;
}

int check_guards(Device& device, const std::string& writer) {
  for (const auto& [address, allocation] : allocations()) {
    if (allocation.device == device.ordinal) {
      std::string wrong = trespass(allocation);
      if (!wrong.empty()) {
        lose(device, ILLEGAL_ADDRESS, writer + ": " + wrong);
        return ILLEGAL_ADDRESS;
      }
    }
  }
  return SUCCESS;
}

void* pin(size_t bytes) {
  constexpr size_t PAGE = 4096;
  size_t whole = (bytes + PAGE - 1) / PAGE * PAGE;
  void* start = std::aligned_alloc(PAGE, whole);
  if (start != nullptr) {
    std::memset(start, UNWRITTEN, whole);
    pins()[reinterpret_cast<uintptr_t>(start)] = bytes;
  }
  return start;
}

bool unpin(void* start) {
  if (pins().erase(reinterpret_cast<uintptr_t>(start)) == 0) {
    return false;
  }
  std::free(start);
  return true;
}

bool is_pinned(const void* start, size_t bytes) {
  auto address = reinterpret_cast<uintptr_t>(start);
  auto after = pins().upper_bound(address);
  if (after == pins().begin()) {
    return false;
  }
  const auto& [first, length] = *std::prev(after);
  size_t offset = address - first;
  return offset <= length && bytes <= length - offset;
}

long live_allocations() {
  long live = 0;
  for (const auto& entry : allocations()) {
    live += entry.second.retired ? 0 : 1;
  }
  return live;
}

long live_bytes() {
  size_t live = 0;
  for (const auto& entry : allocations()) {
    live += entry.second.retired ? 0 : entry.second.bytes;
  }
  return static_cast<long>(live);
}

long live_pins() { return static_cast<long>(pins().size()); }

void free_everything() {
  for (const auto& entry : allocations()) {
    std::free(entry.second.raw());
  }
  allocations().clear();
  for (const auto& entry : pins()) {
    std::free(reinterpret_cast<void*>(entry.first));
  }
  pins().clear();
}

}  // namespace simulated
