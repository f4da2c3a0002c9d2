// The stand-in for libnvrtc.
#include <cstdlib>

#include "compile.h"
#include "machine.h"

namespace {

using namespace simulated;

enum Result : int {
  OK = 0,
  CREATION_FAILURE = 2,
  INVALID_INPUT = 3,
  INVALID_PROGRAM = 4,
  INVALID_OPTION = 5,
  COMPILATION = 6,
};

Handles<Program>& programs() {
  static Handles<Program> all;
  return all;
}

// What was compiled in this process, by text and options: tests open many backends.
std::map<std::string, std::string>& compiled() {
  static std::map<std::string, std::string> all;
  return all;
}

bool starts(const std::string& text, const std::string& prefix) {
  return text.compare(0, prefix.size(), prefix) == 0;
}

// Those of NVRTC that change nothing here.
bool harmless(const std::string& option) {
  for (const char* known : {"--std=c++", "-std=c++", "--fmad=", "-fmad=", "--use_fast_math",
                            "-use_fast_math", "--generate-line-info", "-lineinfo",
                            "--device-as-default-execution-space", "-default-device",
                            "--restrict", "--extra-device-vectorization", "--dopt", "--maxrregcount",
                            "--ftz=", "--prec-sqrt=", "--prec-div=", "--split-compile", "-w"}) {
    if (starts(option, known)) {
      return true;
    }
  }
  return false;
}

bool read_options(int count, const char* const* options, CompileOptions& read, std::string& wrong) {
  for (int i = 0; i < count; i++) {
    std::string option = options[i];
    size_t equals = option.find('=');
    if (starts(option, "--gpu-architecture=") || starts(option, "-arch=")) {
      std::string value = option.substr(equals + 1);
      read.real = starts(value, "sm_");
      size_t digits = value.find('_');
      if (!read.real && !starts(value, "compute_")) {
        wrong = "invalid value for --gpu-architecture: " + value;
        return false;
      }
      read.architecture = std::atoi(value.c_str() + digits + 1);
    } else if (starts(option, "-D") || starts(option, "--define-macro=")) {
      read.passed_on.push_back(starts(option, "-D") ? option : "-D" + option.substr(equals + 1));
    } else if (!harmless(option)) {
      wrong = "unrecognized option " + option;
      return false;
    }
  }
  // CUDA 13 compiles for nothing older than Turing.
  if (read.architecture < 75) {
    wrong = "--gpu-architecture is missing or not supported";
    return false;
  }
  return true;
}

}  // namespace

CUDA_EXPORT int nvrtcVersion(int* major, int* minor) {
  Call call{"nvrtcVersion", Needs::NOTHING};
  if (call.refused()) {
    return call.code();
  }
  if (major == nullptr || minor == nullptr) {
    return INVALID_INPUT;
  }
  *major = 13;
  *minor = 0;
  return OK;
}

CUDA_EXPORT int nvrtcCreateProgram(void** program, const char* text, const char* name, int headers,
                                   const char* const* header_texts,
                                   const char* const* header_names) {
  Call call{"nvrtcCreateProgram", Needs::NOTHING};
  if (call.refused()) {
    return call.code();
  }
  if (program == nullptr || text == nullptr || headers < 0) {
    return INVALID_INPUT;
  }
  auto made = std::make_shared<Program>();
  made->text = text;
  made->name = name == nullptr ? "default_program" : name;
  for (int i = 0; i < headers; i++) {
    made->headers[header_names[i]] = header_texts[i];
  }
  *program = programs().add(made);
  return OK;
}

CUDA_EXPORT int nvrtcDestroyProgram(void** program) {
  Call call{"nvrtcDestroyProgram", Needs::NOTHING};
  if (call.refused()) {
    return call.code();
  }
  if (program == nullptr || programs().remove(*program) == nullptr) {
    return INVALID_PROGRAM;
  }
  *program = nullptr;
  return OK;
}

// Holds the lock while the compiler runs: everybody else waits for it, as they do at most once.
CUDA_EXPORT int nvrtcCompileProgram(void* handle, int count, const char* const* options) {
  Call call{"nvrtcCompileProgram", Needs::NOTHING};
  if (call.refused()) {
    return call.code();
  }
  auto program = programs().find(handle);
  if (program == nullptr) {
    return INVALID_PROGRAM;
  }
  CompileOptions read;
  if (!read_options(count, options, read, program->log)) {
    return INVALID_OPTION;
  }
  std::string key = program->name + '\0' + program->text;
  for (int i = 0; i < count; i++) {
    key += std::string(1, '\0') + options[i];
  }
  for (const auto& [name, text] : program->headers) {
    key += std::string(1, '\0') + name + '\0' + text;
  }
  auto known = compiled().find(key);
  if (known != compiled().end()) {
    program->cubin = known->second;
    return OK;
  }
  if (!compile(*program, read)) {
    return COMPILATION;
  }
  compiled()[key] = program->cubin;
  return OK;
}

namespace {

int give(const char* symbol, void* handle, std::string Program::*part, bool with_end, size_t* size,
         char* text) {
  Call call{symbol, Needs::NOTHING};
  if (call.refused()) {
    return call.code();
  }
  auto program = programs().find(handle);
  if (program == nullptr) {
    return INVALID_PROGRAM;
  }
  if (size == nullptr && text == nullptr) {
    return INVALID_INPUT;
  }
  const std::string& wanted = (*program).*part;
  size_t length = wanted.size() + (with_end ? 1 : 0);
  if (size != nullptr) {
    *size = length;
  } else {
    wanted.copy(text, wanted.size());
    if (with_end) {
      text[wanted.size()] = '\0';
    }
  }
  return OK;
}

}  // namespace

CUDA_EXPORT int nvrtcGetCUBINSize(void* program, size_t* size) {
  return give("nvrtcGetCUBINSize", program, &Program::cubin, false, size, nullptr);
}

CUDA_EXPORT int nvrtcGetCUBIN(void* program, char* cubin) {
  return give("nvrtcGetCUBIN", program, &Program::cubin, false, nullptr, cubin);
}

CUDA_EXPORT int nvrtcGetProgramLogSize(void* program, size_t* size) {
  return give("nvrtcGetProgramLogSize", program, &Program::log, true, size, nullptr);
}

CUDA_EXPORT int nvrtcGetProgramLog(void* program, char* log) {
  return give("nvrtcGetProgramLog", program, &Program::log, true, nullptr, log);
}

CUDA_EXPORT const char* nvrtcGetErrorString(int code) {
  switch (code) {
    case OK: return "NVRTC_SUCCESS";
    case 1: return "NVRTC_ERROR_OUT_OF_MEMORY";
    case CREATION_FAILURE: return "NVRTC_ERROR_PROGRAM_CREATION_FAILURE";
    case INVALID_INPUT: return "NVRTC_ERROR_INVALID_INPUT";
    case INVALID_PROGRAM: return "NVRTC_ERROR_INVALID_PROGRAM";
    case INVALID_OPTION: return "NVRTC_ERROR_INVALID_OPTION";
    case COMPILATION: return "NVRTC_ERROR_COMPILATION";
    case 7: return "NVRTC_ERROR_BUILTIN_OPERATION_FAILURE";
    default: return "NVRTC_ERROR unknown";
  }
}
