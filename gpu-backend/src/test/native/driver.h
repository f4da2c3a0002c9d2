// What the files of the stand-in for libcuda have in common.
#pragma once

#include "machine.h"
#include "memory.h"
#include "module.h"
#include "stream.h"

namespace simulated {

// Lets the pool keep so many bytes, those in use among them, and no more.
void trim_pool(Device& device, size_t kept);

}  // namespace simulated
