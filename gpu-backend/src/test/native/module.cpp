#include "module.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include <dlfcn.h>
#include <elf.h>
#include <unistd.h>

#include "memory.h"

namespace simulated {

namespace {

constexpr int COMPUTE_CAPABILITY = 90;

// cuModuleLoadData is not told how long its image is. The linker writes the table of sections last.
size_t length(const void* image) {
  Elf64_Ehdr header;
  std::memcpy(&header, image, SELFMAG);
  if (std::memcmp(header.e_ident, ELFMAG, SELFMAG) != 0) {
    return 0;
  }
  std::memcpy(&header, image, sizeof header);
  return header.e_shoff + size_t{header.e_shnum} * header.e_shentsize;
}

std::string write_temporary(const void* image, size_t bytes) {
  const char* folder = std::getenv("TMPDIR");
  std::string path = std::string(folder == nullptr ? "/tmp" : folder) + "/simulated-cubin-XXXXXX";
  int file = mkstemp(path.data());
  if (file < 0) {
    return "";
  }
  const char* next = static_cast<const char*>(image);
  size_t left = bytes;
  while (left > 0) {
    ssize_t written = write(file, next, left);
    if (written <= 0) {
      break;
    }
    next += written;
    left -= static_cast<size_t>(written);
  }
  close(file);
  return path;
}

}  // namespace

std::shared_ptr<Library> Library::load(const void* image, int& code) {
  code = INVALID_IMAGE;
  size_t bytes = length(image);
  if (bytes == 0) {
    return nullptr;
  }
  std::string path = write_temporary(image, bytes);
  void* opened = path.empty() ? nullptr : dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (opened == nullptr) {
    machine().message = path.empty() ? "no temporary file for a module" : dlerror();
    std::fprintf(stderr, "simulated CUDA: %s\n", machine().message.c_str());
  }
  if (!path.empty()) {
    unlink(path.c_str());
  }
  if (opened == nullptr) {
    return nullptr;
  }
  std::shared_ptr<Library> library(new Library(opened));
  const auto* made_for = static_cast<const int*>(library->symbol("luthier_architecture"));
  if (made_for == nullptr) {
    return nullptr;
  }
  // Machine code runs on the same major version and a minor one not before its own.
  if (*made_for / 10 != COMPUTE_CAPABILITY / 10 || *made_for > COMPUTE_CAPABILITY) {
    code = NO_BINARY_FOR_GPU;
    return nullptr;
  }
  code = SUCCESS;
  return library;
}

Library::~Library() { dlclose(opened_); }

void* Library::symbol(const std::string& name) const { return dlsym(opened_, name.c_str()); }

Handles<Module>& modules() {
  static Handles<Module> all;
  return all;
}

Handles<Function>& functions() {
  static Handles<Function> all;
  return all;
}

void* function_of(Module& module, const std::string& name) {
  void* trampoline = module.library->symbol(name + "__launch");
  void* sizes = module.library->symbol(name + "__sizes");
  void* threads = module.library->symbol(name + "__threads");
  if (trampoline == nullptr || sizes == nullptr || threads == nullptr) {
    return nullptr;
  }
  int bound = *static_cast<const int*>(threads);
  auto made = std::make_shared<Function>(Function{
      module.device, module.library, name, reinterpret_cast<void (*)(void**)>(trampoline),
      *static_cast<const size_t* const*>(sizes), bound == 0 ? static_cast<int>(MAX_THREADS) : bound});
  void* handle = functions().add(made);
  module.functions.push_back(handle);
  return handle;
}

void launch(const std::shared_ptr<Function>& function, Index grid, Index block, size_t shared,
            Stream& stream, void** arguments) {
  // In units of 16 bytes each, so that any type is aligned.
  constexpr size_t UNIT = 16;
  struct alignas(UNIT) Unit {
    char bytes[UNIT];
  };
  size_t count = function->sizes[0];
  auto offsets = std::make_shared<std::vector<size_t>>();
  size_t total = 0;
  for (size_t i = 0; i < count; i++) {
    offsets->push_back(total);
    total += (function->sizes[1 + i] + UNIT - 1) / UNIT;
  }
  auto values = std::make_shared<std::vector<Unit>>(total);
  for (size_t i = 0; i < count; i++) {
    std::memcpy(values->data() + (*offsets)[i], arguments[i], function->sizes[1 + i]);
  }
  enqueue(stream, [=, &device = stream.device] {
    std::vector<void*> pointers;
    for (size_t offset : *offsets) {
      pointers.push_back(values->data() + offset);
    }
    char* start = *static_cast<char**>(function->library->symbol("luthier_shared_first"));
    char* end = *static_cast<char**>(function->library->symbol("luthier_shared_last"));
    std::string wrong =
        run_grid({grid, block, shared, start, static_cast<size_t>(end - start), function->launch,
                  pointers.data()});
    if (!wrong.empty()) {
      lose(device, LAUNCH_FAILED, "kernel " + function->name + " " + wrong);
      return static_cast<int>(LAUNCH_FAILED);
    }
    return check_guards(device, "kernel " + function->name);
  });
}

}  // namespace simulated
