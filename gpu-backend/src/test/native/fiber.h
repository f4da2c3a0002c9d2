// Fibers: functions with stacks of their own, between which one thread switches. On x86-64 a switch is
// a dozen instructions; elsewhere swapcontext does it, which is right and slow (a system call each).
#pragma once

#include <vector>

#if !defined(__x86_64__) || defined(SIMULATED_UCONTEXT)
#define SIMULATED_PORTABLE_FIBERS
#include <ucontext.h>
#endif

namespace simulated {

// What is kept of a fiber, or of the thread that started it, while it does not run.
struct Continuation {
#ifdef SIMULATED_PORTABLE_FIBERS
  ucontext_t context;
#else
  void* stack_pointer = nullptr;
#endif
};

// Stacks of 256 KiB, each above a page that faults when touched; made once and used again.
class Stacks {
 public:
  // Lets the continuation start the function, which must never return, on the stack of this number.
  void prepare(Continuation& continuation, unsigned number, void (*function)());

 private:
  void* top(unsigned number);

  std::vector<char*> lowest_;
};

// Stores where this is and goes on with the other one.
void switch_to(Continuation& from, Continuation& to);

}  // namespace simulated
