// Device memory and page-locked host memory: both are memory of this process. What is new holds NaN,
// so that a number that nobody wrote shows; before and after each allocation of a device lies a zone
// that nobody may write to.
#pragma once

#include "machine.h"

namespace simulated {

// One double, or two ints, that say "never written": all bits set is a NaN, and -1.
constexpr int UNWRITTEN = 0xFF;

// The address of new memory of the device, or 0 where its memory does not suffice.
DevicePointer allocate(Device& device, size_t bytes);

// Whether an allocation starts here that may still be used by calls.
bool is_allocation(const Device& device, DevicePointer start);

// From now on no call may name the allocation. What was queued before may still use it.
void retire(DevicePointer start);

// Ends a retired allocation; 0, or the error if somebody wrote past its ends.
int release(Device& device, DevicePointer start);

// Whether a range lies within one allocation of the device that has not been retired. No bytes always do.
bool on_device(const Device& device, DevicePointer start, size_t bytes);

// Looks at the zones of all allocations; a writer names who ran last.
int check_guards(Device& device, const std::string& writer);

void* pin(size_t bytes);
bool unpin(void* start);
bool is_pinned(const void* start, size_t bytes);

long live_allocations();
long live_bytes();
long live_pins();
void free_everything();

}  // namespace simulated
