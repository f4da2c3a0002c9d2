#include "compile.h"

#include <cstdlib>
#include <fstream>
#include <sstream>

#include <dlfcn.h>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kernel_text.h"

extern char** environ;

#ifndef SIMULATED_COMPILER
#define SIMULATED_COMPILER "g++"
#endif

namespace simulated {

namespace {

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

}  // namespace

bool compile(Program& program, const CompileOptions& options) {
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

}  // namespace simulated
