#include "block.h"

#include <cstdint>
#include <cstring>
#include <memory>

#include "fiber.h"
#include "machine.h"
#include "memory.h"

namespace simulated {

namespace {

constexpr unsigned WARP = 32;
constexpr size_t SHARED_GUARD = 4096;
constexpr int GUARD_BYTE = 0xA7;

enum class State { READY, AT_BARRIER, AT_EXCHANGE, DONE };

// What a thread brings to a shuffle or a vote, and what it goes on with.
struct Exchange {
  unsigned mask;
  int kind;
  int source;
  uint64_t value;
  uint64_t result;
};

struct Thread {
  Continuation continuation;
  State state = State::READY;
  Index index{};
  int line = 0;  // of the barrier
  Exchange exchange{};
};

// The block that runs. There is one, because whoever runs blocks holds the machine's lock.
struct Block {
  const Grid* grid = nullptr;
  Continuation scheduler;
  Stacks stacks;
  std::unique_ptr<Thread[]> threads{new Thread[MAX_THREADS]};
  size_t count = 0;
  size_t current = 0;
  size_t waiting = 0;  // at the barrier
  size_t done = 0;
  std::string wrong;
};

Block& block() {
  static Block only;
  return only;
}

}  // namespace

// What cuda_on_host.h sees: the built-in variables and functions of a thread.
extern "C" {
Index luthier_thread_index;
Index luthier_block_index;
Index luthier_block_size;
Index luthier_grid_size;
void luthier_barrier(int line);
uint64_t luthier_exchange(unsigned mask, int kind, int source, uint64_t value);
alignas(256) char luthier_dynamic_shared[MAX_DYNAMIC_SHARED + SHARED_GUARD];
}

namespace {

std::string text(const Index& index) {
  return "(" + std::to_string(index.x) + "," + std::to_string(index.y) + "," +
         std::to_string(index.z) + ")";
}

// Ends the block with an error; the first one counts.
void fail(size_t thread, const std::string& what) {
  if (block().wrong.empty()) {
    block().wrong = "block " + text(luthier_block_index) + " thread " +
                    text(block().threads[thread].index) + ": " + what;
  }
}

void pause(State state) {
  Thread& thread = block().threads[block().current];
  thread.state = state;
  switch_to(thread.continuation, block().scheduler);
}

void thread_main() {
  block().grid->launch(block().grid->arguments);
  block().done++;
  pause(State::DONE);
  __builtin_unreachable();
}

bool named(unsigned mask, unsigned lane) { return (mask >> lane & 1U) != 0; }

// Whether all lanes of the mask are here; the caller is.
bool all_arrived(size_t warp, const Exchange& mine) {
  for (unsigned lane = 0; lane < WARP; lane++) {
    size_t other = warp + lane;
    if (!named(mine.mask, lane)) {
      continue;
    }
    if (other >= block().count || block().threads[other].state == State::DONE) {
      fail(block().current, "lane " + std::to_string(lane) +
                                " is named in the mask of a shuffle or vote, and has ended");
      return false;
    }
    if (other == block().current) {
      continue;
    }
    const Thread& thread = block().threads[other];
    if (thread.state != State::AT_EXCHANGE) {
      return false;
    }
    if (thread.exchange.mask != mine.mask || thread.exchange.kind != mine.kind) {
      fail(block().current,
           "lane " + std::to_string(lane) + " waits in another shuffle or vote, or with another mask");
      return false;
    }
  }
  return true;
}

enum Kind { SYNC = 0, SHUFFLE = 1, BALLOT = 2 };  // as in cuda_on_host.h

void exchange_all(size_t warp, unsigned mask, int kind) {
  Thread* lanes = &block().threads[warp];
  uint64_t ballot = 0;
  for (unsigned lane = 0; lane < WARP; lane++) {
    if (named(mask, lane) && lanes[lane].exchange.value != 0) {
      ballot |= uint64_t{1} << lane;
    }
  }
  for (unsigned lane = 0; lane < WARP; lane++) {
    if (!named(mask, lane)) {
      continue;
    }
    Exchange& exchange = lanes[lane].exchange;
    auto source = static_cast<unsigned>(exchange.source);
    if (kind == SHUFFLE && !named(mask, source)) {
      fail(warp + lane, "reads lane " + std::to_string(source) + ", which the mask does not name");
    } else {
      exchange.result = kind == SHUFFLE ? lanes[source].exchange.value : ballot;
    }
  }
}

}  // namespace

void luthier_barrier(int line) {
  Block& running = block();
  running.threads[running.current].line = line;
  running.waiting++;
  pause(State::AT_BARRIER);
}

uint64_t luthier_exchange(unsigned mask, int kind, int source, uint64_t value) {
  Block& running = block();
  size_t warp = running.current / WARP * WARP;
  Thread& mine = running.threads[running.current];
  mine.exchange = {mask, kind, source, value, 0};
  if (!named(mask, static_cast<unsigned>(running.current - warp))) {
    fail(running.current, "its own lane is not named in the mask of a shuffle or vote");
  } else if (all_arrived(warp, mine.exchange)) {
    exchange_all(warp, mask, kind);
    for (unsigned lane = 0; lane < WARP; lane++) {
      if (named(mask, lane)) {
        running.threads[warp + lane].state = State::READY;
      }
    }
    if (running.wrong.empty()) {
      return mine.exchange.result;
    }
  }
  pause(State::AT_EXCHANGE);
  return mine.exchange.result;
}

namespace {

// Lets all go on that wait at the barrier, if all do and it is one.
bool open_barrier() {
  Block& running = block();
  if (running.waiting != running.count) {
    return false;
  }
  for (size_t i = 0; i < running.count; i++) {
    if (running.threads[i].line != running.threads[0].line) {
      fail(i, "waits at the barrier of line " + std::to_string(running.threads[i].line) +
                  ", while another thread waits at that of line " +
                  std::to_string(running.threads[0].line));
      return false;
    }
    running.threads[i].state = State::READY;
  }
  running.waiting = 0;
  return true;
}

void diagnose() {
  Block& running = block();
  for (size_t i = 0; i < running.count; i++) {
    const Thread& thread = running.threads[i];
    if (running.waiting > 0 && thread.state == State::DONE) {
      fail(i, "has ended, while " + std::to_string(running.waiting) +
                  " threads of its block wait at a barrier");
    } else if (thread.state == State::AT_EXCHANGE) {
      fail(i, "waits for ever in a shuffle or vote: a lane that its mask names has ended or waits "
              "elsewhere");
    }
  }
}

// A step with no divisor in common with the count visits every thread, and no neighbours in a row.
size_t coprime_step(size_t count) {
  for (size_t step : {7, 11, 13, 17}) {
    if (count % step != 0) {
      return step;
    }
  }
  return 1;
}

void run_block() {
  Block& running = block();
  size_t step = coprime_step(running.count);
  for (size_t i = 0; i < running.count; i++) {
    running.threads[i].state = State::READY;
    running.stacks.prepare(running.threads[i].continuation, static_cast<unsigned>(i), thread_main);
  }
  running.waiting = 0;
  running.done = 0;
  while (running.done < running.count) {
    bool progress = false;
    size_t next = running.count / 2;
    for (size_t i = 0; i < running.count; i++, next = (next + step) % running.count) {
      Thread& thread = running.threads[next];
      if (thread.state != State::READY) {
        continue;
      }
      progress = true;
      running.current = next;
      luthier_thread_index = thread.index;
      switch_to(running.scheduler, thread.continuation);
      if (!running.wrong.empty()) {
        return;
      }
    }
    if (!progress && !open_barrier()) {
      diagnose();
      return;
    }
  }
}

void number_threads(const Index& size) {
  size_t i = 0;
  for (unsigned z = 0; z < size.z; z++) {
    for (unsigned y = 0; y < size.y; y++) {
      for (unsigned x = 0; x < size.x; x++) {
        block().threads[i++].index = {x, y, z};
      }
    }
  }
}

void check_shared(size_t used) {
  for (size_t i = 0; i < SHARED_GUARD; i++) {
    if (static_cast<unsigned char>(luthier_dynamic_shared[used + i]) != GUARD_BYTE) {
      fail(0, "the block wrote " + std::to_string(i) + " bytes after its " + std::to_string(used) +
                  " bytes of dynamic shared memory");
      return;
    }
  }
}

}  // namespace

std::string run_grid(const Grid& grid) {
  Block& running = block();
  running.grid = &grid;
  running.count = grid.block.count();
  running.wrong.clear();
  luthier_block_size = grid.block;
  luthier_grid_size = grid.grid;
  number_threads(grid.block);
  std::memset(luthier_dynamic_shared + grid.dynamic_shared, GUARD_BYTE, SHARED_GUARD);
  for (size_t left = grid.grid.count(); left > 0 && running.wrong.empty(); left--) {
    size_t i = left - 1;  // from the last block to the first
    luthier_block_index = {static_cast<unsigned>(i % grid.grid.x),
                           static_cast<unsigned>(i / grid.grid.x % grid.grid.y),
                           static_cast<unsigned>(i / grid.grid.x / grid.grid.y)};
    std::memset(luthier_dynamic_shared, UNWRITTEN, grid.dynamic_shared);
    if (grid.static_shared_bytes > 0) {
      std::memset(grid.static_shared, UNWRITTEN, grid.static_shared_bytes);
    }
    run_block();
    check_shared(grid.dynamic_shared);
  }
  return running.wrong;
}

}  // namespace simulated
