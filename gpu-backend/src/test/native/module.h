// Modules and their kernels: a "cubin" of the stand-in for NVRTC is a shared library with four symbols
// for each kernel k: k__launch calls it with an array of pointers to its arguments, k__sizes says how many
// there are and how long each is, k__threads is its launch bound (0 = none).
#pragma once

#include <vector>

#include "block.h"
#include "machine.h"
#include "stream.h"

namespace simulated {

// A loaded library; it stays as long as something queued needs it.
class Library {
 public:
  // Null, with a code, where the bytes are no library or one for another processor.
  static std::shared_ptr<Library> load(const void* image, int& code);
  ~Library();
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;

  void* symbol(const std::string& name) const;

 private:
  explicit Library(void* opened) : opened_(opened) {}

  void* opened_;
};

struct Module {
  Device& device;
  std::shared_ptr<Library> library;
  std::vector<void*> functions;  // their handles
};

struct Function {
  Device& device;
  std::shared_ptr<Library> library;
  std::string name;
  void (*launch)(void**);
  const size_t* sizes;  // the count, then one size each
  int max_threads;
  size_t dynamic_limit = 48 * 1024;  // bytes; more has to be asked for
};

Handles<Module>& modules();
Handles<Function>& functions();

// A handle of the kernel of this name, or null.
void* function_of(Module& module, const std::string& name);

// Copies the arguments and queues the kernel.
void launch(const std::shared_ptr<Function>& function, Index grid, Index block, size_t shared,
            Stream& stream, void** arguments);

}  // namespace simulated
