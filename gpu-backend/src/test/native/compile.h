// From a kernel's text to a library of this machine's processor.
//
//   text ── g++ -E with cuda_on_host.h ── read_kernels ── + a trampoline per kernel ── g++ -shared ── "cubin"
#pragma once

#include <map>
#include <string>
#include <vector>

namespace simulated {

struct Program {
  std::string name;
  std::string text;
  std::map<std::string, std::string> headers;
  std::string cubin;
  std::string log;
};

struct CompileOptions {
  int architecture = 0;
  bool real = false;  // sm_90, not compute_90, for which NVRTC makes no cubin
  std::vector<std::string> passed_on;
};

// Makes the cubin; the log has what the compiler said, if it failed or not.
bool compile(Program& program, const CompileOptions& options);

}  // namespace simulated
