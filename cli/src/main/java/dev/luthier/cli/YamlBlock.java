package dev.luthier.cli;

import dev.luthier.cli.terminal.DisplayWidth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A mapping as lines of YAML, the values below one another. */
final class YamlBlock {
  private YamlBlock() {}

  /** A mapping of scalars and of such mappings; scalars come first. Ends with a line break. */
  static String document(Map<String, ?> values) {
    Map<String, Object> scalars = new LinkedHashMap<>();
    StringBuilder blocks = new StringBuilder();
    values.forEach(
        (name, value) -> {
          if (value instanceof Map<?, ?> block) {
            blocks.append(YamlScalar.of(name)).append(block.isEmpty() ? ": {}\n" : ":\n");
            append(blocks, "  ", block);
          } else {
            scalars.put(name, value);
          }
        });
    StringBuilder document = new StringBuilder();
    append(document, "", scalars);
    return document.append(blocks).toString();
  }

  /** A list of such documents, none of them empty. Ends with a line break. */
  static String list(List<? extends Map<String, ?>> items) {
    StringBuilder list = new StringBuilder();
    for (Map<String, ?> item : items) {
      list.append("- ").append(document(item).indent(2).substring(2));
    }
    return list.toString();
  }

  private static void append(StringBuilder out, String indent, Map<?, ?> values) {
    Map<String, String> lines = new LinkedHashMap<>();
    values.forEach((name, value) -> lines.put(YamlScalar.of(name), YamlScalar.of(value)));
    int longest = lines.keySet().stream().mapToInt(DisplayWidth::of).max().orElse(0);
    lines.forEach(
        (name, value) ->
            out.append(indent)
                .append(name)
                .append(':')
                .append(" ".repeat(longest - DisplayWidth.of(name) + 1))
                .append(value)
                .append('\n'));
  }
}
