// The stand-in for libnvrtc: compiles a kernel's text for the processor of this machine.
//
//   text ── g++ -E with cuda_on_host.h ── read_kernels ── + a trampoline per kernel ── g++ -shared ── "cubin"
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <vector>

#include <dlfcn.h>
#include <fcntl.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kernel_text.h"
#include "machine.h"

extern char** environ;

#ifndef SIMULATED_COMPILER
#define SIMULATED_COMPILER "g++"
#endif

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

struct Program {
  std::string name;
  std::string text;
  std::map<std::string, std::string> headers;
  std::string cubin;
  std::string log;
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

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream all;
  all << file.rdbuf();
  return all.str();
}

void write_file(const std::string& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

// A folder of its own that is gone, with what was put into it, when the compilation has ended.
class Folder {
 public:
  Folder() {
    const char* parent = std::getenv("TMPDIR");
    path_ = std::string(parent == nullptr ? "/tmp" : parent) + "/simulated-nvrtc-XXXXXX";
    made_ = mkdtemp(path_.data()) != nullptr;
  }
  ~Folder() {
    for (const std::string& file : files_) {
      unlink(file.c_str());
    }
    rmdir(path_.c_str());
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  bool made() const { return made_; }
  std::string file(const std::string& name) {
    files_.push_back(path_ + "/" + name);
    return files_.back();
  }

 private:
  std::string path_;
  bool made_ = false;
  std::vector<std::string> files_;
};

bool run(const std::vector<std::string>& command, const std::string& log) {
  std::vector<char*> arguments;
  for (const std::string& argument : command) {
    arguments.push_back(const_cast<char*>(argument.c_str()));
  }
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 1, log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  posix_spawn_file_actions_adddup2(&actions, 1, 2);
  pid_t child = 0;
  int failed = posix_spawnp(&child, arguments[0], &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  int status = 1;
  return failed == 0 && waitpid(child, &status, 0) == child && WIFEXITED(status) &&
         WEXITSTATUS(status) == 0;
}

// The folder that this library was loaded from.
std::string here() {
  Dl_info found;
  dladdr(reinterpret_cast<void*>(&here), &found);
  std::string path = found.dli_fname;
  return path.substr(0, path.find_last_of('/') + 1);
}

struct Options {
  int architecture = 0;
  bool real = false;  // sm_90, not compute_90
  std::vector<std::string> passed_on;
};

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

bool read_options(int count, const char* const* options, Options& read, std::string& wrong) {
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

bool compile(Program& program, const Options& options) {
  Folder folder;
  if (!folder.made()) {
    program.log = "no temporary folder";
    return false;
  }
  std::string source = folder.file("source.cpp");
  std::string preprocessed = folder.file("preprocessed.ii");
  std::string translated = folder.file("translated.ii");
  std::string library = folder.file("library.so");
  std::string log = folder.file("log.txt");
  for (const auto& [name, text] : program.headers) {
    write_file(folder.file(name), text);
  }
  write_file(source, "#include \"" + here() + "cuda_on_host.h\"\n#define __CUDACC_RTC__ 1\n" +
                         "#define __CUDA_ARCH__ " + std::to_string(options.architecture * 10) +
                         "\nnamespace {\n#line 1 \"" + program.name + "\"\n" + program.text +
                         "\n}\n#line 1 \"what the stand-in for NVRTC adds\"\n");
  std::vector<std::string> preprocess = {SIMULATED_COMPILER, "-E", "-std=c++17"};
  preprocess.insert(preprocess.end(), options.passed_on.begin(), options.passed_on.end());
  preprocess.insert(preprocess.end(), {source, "-o", preprocessed});
  bool done = run(preprocess, log);
  if (done) {
    KernelText read = read_kernels(read_file(preprocessed));
    write_file(translated, with_trampolines(read, options.architecture));
    // The text is in a namespace without a name: nothing of it is exported, and no function of it is one
    // that other libraries might share, which a section of its own for shared memory could not be part of.
    done = run({SIMULATED_COMPILER, "-O2", "-std=c++17", "-shared", "-fPIC", "-w",
                "-fvisibility=hidden", "-ffp-contract=off", translated, "-o", library, "-L" + here(),
                "-l:libsimulated.so"},
               log);
  }
  program.log = read_file(log);
  program.cubin = done && options.real ? read_file(library) : "";
  return done;
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
  Options read;
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
