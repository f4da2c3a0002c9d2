#include "fiber.h"

#include <cstddef>
#include <cstdio>
#include <cstdlib>

#include <sys/mman.h>

namespace simulated {

namespace {

constexpr size_t PAGE = 4096;
constexpr size_t STACK = 256 * 1024;

}  // namespace

void* Stacks::top(unsigned number) {
  while (lowest_.size() <= number) {
    void* made = mmap(nullptr, PAGE + STACK, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (made == MAP_FAILED || mprotect(made, PAGE, PROT_NONE) != 0) {
      std::perror("simulated CUDA: no memory for a stack");
      std::abort();
    }
    lowest_.push_back(static_cast<char*>(made) + PAGE);
  }
  // Stacks that begin at the same place of their pages would fight for the same few lines of the cache.
  constexpr size_t LINE = 64;
  constexpr size_t SPREAD = 16 * 1024;
  return lowest_[number] + STACK - number * 5 * LINE % SPREAD;
}

#ifdef SIMULATED_PORTABLE_FIBERS

void Stacks::prepare(Continuation& continuation, unsigned number, void (*function)()) {
  char* highest = static_cast<char*>(top(number));
  getcontext(&continuation.context);
  continuation.context.uc_stack.ss_sp = lowest_[number];
  continuation.context.uc_stack.ss_size = static_cast<size_t>(highest - lowest_[number]);
  continuation.context.uc_link = nullptr;
  makecontext(&continuation.context, function, 0);
}

void switch_to(Continuation& from, Continuation& to) {
  swapcontext(&from.context, &to.context);
}

#else

// The six registers that the System V convention lets a function expect unchanged, and the stack
// pointer. Rounding modes are nobody's here.
asm(R"(
  .text
  .p2align 4
  .type simulated_switch, @function
simulated_switch:
  pushq %rbp
  pushq %rbx
  pushq %r12
  pushq %r13
  pushq %r14
  pushq %r15
  movq %rsp, (%rdi)
  movq %rsi, %rsp
  popq %r15
  popq %r14
  popq %r13
  popq %r12
  popq %rbx
  popq %rbp
  ret
  .size simulated_switch, .-simulated_switch
)");

extern "C" __attribute__((visibility("hidden"))) void simulated_switch(void** from, void* to);

void Stacks::prepare(Continuation& continuation, unsigned number, void (*function)()) {
  auto** word = static_cast<void**>(top(number));
  *--word = nullptr;  // where a call would have left its return address
  *--word = reinterpret_cast<void*>(function);
  for (int i = 0; i < 6; i++) {
    *--word = nullptr;
  }
  continuation.stack_pointer = word;
}

void switch_to(Continuation& from, Continuation& to) {
  simulated_switch(&from.stack_pointer, to.stack_pointer);
}

#endif

}  // namespace simulated
