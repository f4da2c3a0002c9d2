// What has to be found and changed in the preprocessed text of a .cu file before a C++ compiler of the
// host can have it. Everything else is macros and functions of cuda_on_host.h.
#pragma once

#include <string>
#include <vector>

namespace simulated {

struct KernelText {
  struct Kernel {
    std::string name;
    std::string threads;  // the first argument of __launch_bounds__, or "0"
  };

  // extern __shared__ T name[]; becomes a pointer to the block's dynamic shared memory, other __shared__
  // variables become static ones of a section of their own, which the launcher finds and fills with NaN.
  std::string text;
  // All extern "C" __global__ functions. Kernels without extern "C" have no name to ask for.
  std::vector<Kernel> kernels;
};

KernelText read_kernels(const std::string& preprocessed);

// The text with what the driver's stand-in looks for (module.h) after it.
std::string with_trampolines(const KernelText& read, int architecture);

}  // namespace simulated
