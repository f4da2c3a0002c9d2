#include "kernel_text.h"

#include <cctype>
#include <set>

namespace simulated {

namespace {

const std::string SHARED = "__luthier_shared__";
const std::string KERNEL = "__luthier_kernel__";
const std::string BOUNDS = "__luthier_bounds__";
const std::string ATTRIBUTE = "__attribute__";

bool in_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

size_t skip_space(const std::string& text, size_t at) {
  while (at < text.size() && std::isspace(static_cast<unsigned char>(text[at])) != 0) {
    at++;
  }
  return at;
}

size_t word_end(const std::string& text, size_t at) {
  while (at < text.size() && in_word(text[at])) {
    at++;
  }
  return at;
}

// The place after the parenthesis that closes the one at this place.
size_t after_parentheses(const std::string& text, size_t at) {
  int depth = 0;
  for (; at < text.size(); at++) {
    depth += text[at] == '(' ? 1 : text[at] == ')' ? -1 : 0;
    if (depth == 0) {
      return at + 1;
    }
  }
  return text.size();
}

// The word that ends right before a place, spaces aside; where it starts goes into `start`.
std::string word_before(const std::string& text, size_t at, size_t& start) {
  while (at > 0 && std::isspace(static_cast<unsigned char>(text[at - 1])) != 0) {
    at--;
  }
  start = at;
  while (start > 0 && in_word(text[start - 1])) {
    start--;
  }
  return text.substr(start, at - start);
}

std::string without_attributes(std::string declaration) {
  size_t at;
  while ((at = declaration.find(ATTRIBUTE)) != std::string::npos) {
    declaration.erase(at, after_parentheses(declaration, declaration.find('(', at)) - at);
  }
  return declaration;
}

std::string rewrite_shared(std::string text) {
  size_t at = 0;
  while ((at = text.find(SHARED, at)) != std::string::npos) {
    size_t before;
    std::string word = word_before(text, at, before);
    if (word == "extern") {
      size_t bracket = text.find('[', at);
      size_t end = text.find(';', at);
      std::string declaration =
          without_attributes(text.substr(at + SHARED.size(), bracket - at - SHARED.size()));
      size_t name_at;
      std::string name = word_before(declaration, declaration.size(), name_at);
      std::string type = declaration.substr(0, name_at);
      text.replace(before, end - before,
                   type + "* const " + name + " = reinterpret_cast<" + type +
                       "*>(luthier_dynamic_shared)");
      at = before;
    } else {
      std::string storage = "__attribute__((section(\"luthier_shared\")))";
      text.replace(at, SHARED.size(), word == "static" ? storage : "static " + storage);
    }
  }
  return text;
}

struct Block {
  size_t first;
  size_t last;
};

// All extern "C" { … }.
std::vector<Block> c_blocks(const std::string& text) {
  std::vector<Block> blocks;
  size_t at = 0;
  while ((at = text.find("extern \"C\"", at)) != std::string::npos) {
    at = skip_space(text, at + 10);
    if (at >= text.size() || text[at] != '{') {
      continue;
    }
    size_t first = at;
    int depth = 0;
    do {
      depth += text[at] == '{' ? 1 : text[at] == '}' ? -1 : 0;
      at++;
    } while (at < text.size() && depth > 0);
    blocks.push_back({first, at});
  }
  return blocks;
}

// Whether the declaration that this place belongs to says extern "C", or a block does that it is in.
bool has_c_name(const std::string& text, const std::vector<Block>& blocks, size_t at) {
  for (const Block& block : blocks) {
    if (block.first < at && at < block.last) {
      return true;
    }
  }
  size_t start = text.find_last_of(";{}", at);
  start = start == std::string::npos ? 0 : start;
  size_t found = text.find("extern", start);
  return found < at && text.find("\"C\"", found) < at;
}

// Reads "…)) void __attribute__((__luthier_bounds__(256))) name(" from within the first attribute on.
KernelText::Kernel read_kernel(const std::string& text, size_t at) {
  KernelText::Kernel kernel{"", "0"};
  at = text.find("))", at) + 2;
  while (at < text.size()) {
    at = skip_space(text, at);
    if (text[at] == '(') {
      break;
    }
    size_t end = word_end(text, at);
    std::string word = text.substr(at, end - at);
    if (word == ATTRIBUTE) {
      size_t closed = after_parentheses(text, text.find('(', end));
      size_t bounds = text.find(BOUNDS, end);
      if (bounds < closed) {
        size_t first = text.find('(', bounds);
        size_t last = after_parentheses(text, first) - 1;
        int depth = 0;
        size_t comma = first + 1;
        for (; comma < last && (text[comma] != ',' || depth > 0); comma++) {
          depth += text[comma] == '(' ? 1 : text[comma] == ')' ? -1 : 0;
        }
        kernel.threads = text.substr(first + 1, comma - first - 1);
      }
      at = closed;
    } else {
      kernel.name = word.empty() ? kernel.name : word;
      at = word.empty() ? at + 1 : end;
    }
  }
  return kernel;
}

}  // namespace

KernelText read_kernels(const std::string& preprocessed) {
  KernelText read;
  read.text = rewrite_shared(preprocessed);
  std::set<std::string> names;
  std::vector<Block> blocks = c_blocks(read.text);
  size_t at = 0;
  while ((at = read.text.find(KERNEL, at)) != std::string::npos) {
    if (has_c_name(read.text, blocks, at)) {
      KernelText::Kernel kernel = read_kernel(read.text, at);
      if (names.insert(kernel.name).second) {
        read.kernels.push_back(kernel);
      }
    }
    at += KERNEL.size();
  }
  return read;
}

std::string with_trampolines(const KernelText& read, int architecture) {
  const std::string exported = "extern \"C\" __attribute__((visibility(\"default\"))) ";
  std::string text = read.text + "\n";
  for (const auto& [name, threads] : read.kernels) {
    text += exported + "void " + name + "__launch(void** luthier_values) { luthier::call(&" + name +
            ", luthier_values); }\n";
    text += exported + "const size_t* " + name + "__sizes;\nconst size_t* " + name +
            "__sizes = luthier::Sizes<decltype(" + name + ")>::values;\n";
    text += exported + "int " + name + "__threads;\nint " + name + "__threads = (" + threads +
            ");\n";
  }
  text += exported + "int luthier_architecture;\nint luthier_architecture = " +
          std::to_string(architecture) + ";\n";
  for (const char* end : {"first", "last"}) {
    std::string variable = std::string("luthier_shared_") + end;
    text += exported + "char* " + variable + ";\nchar* " + variable + " = __" +
            (end[0] == 'f' ? "start" : "stop") + "_luthier_shared;\n";
  }
  return text;
}

}  // namespace simulated
