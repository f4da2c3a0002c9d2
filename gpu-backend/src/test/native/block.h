// Runs the blocks of a grid one after the other, and the threads of a block as fibers.
//
//   block ── thread 0 ──┐ barrier ┌──── thread 0 ──── done
//         └─ thread 1 ──┤         ├──── thread 1 ──── done      all arrive before one goes on
//         └─ …        ──┘         └──── …
//
// A thread runs until it waits (barrier, shuffle) or ends. The order is neither that of the threads nor
// that of the blocks, so that a kernel which relies on one goes wrong.
#pragma once

#include <cstddef>
#include <string>

namespace simulated {

struct Index {
  unsigned x, y, z;

  size_t count() const { return size_t{x} * y * z; }
};

struct Grid {
  Index grid;
  Index block;
  size_t dynamic_shared;   // bytes
  char* static_shared;     // where the module's __shared__ variables lie, and how long they are
  size_t static_shared_bytes;
  void (*launch)(void** arguments);
  void** arguments;
};

constexpr size_t MAX_DYNAMIC_SHARED = 227 * 1024;  // compute capability 9.0
constexpr size_t MAX_THREADS = 1024;               // of a block

// Runs all blocks; what went wrong with block and thread, or nothing.
std::string run_grid(const Grid& grid);

}  // namespace simulated
