package dev.luthier.config;

import dev.luthier.error.InvalidInputException;
import dev.luthier.error.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Takes the entries of a mapping one by one, and refuses those that nobody took. Errors name the
 * whole path of the field.
 */
final class Fields {
  private final String path;
  private final Map<String, ConfigNode> left;
  private final List<String> known = new ArrayList<>();

  /**
   * @param path of the mapping, empty for the document
   */
  Fields(String path, ConfigNode.Mapping mapping) {
    this.path = path;
    this.left = new LinkedHashMap<>(mapping.entries());
  }

  String path(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  Optional<ConfigNode> find(String name) {
    known.add(name);
    return Optional.ofNullable(left.remove(name));
  }

  ConfigNode require(String name) {
    return find(name)
        .orElseThrow(
            () -> {
              // Most often it is there, misspelt.
              Optional<String> misspelt = Suggestion.nearest(name, left.keySet());
              return misspelt.isPresent()
                  ? unknown(misspelt.get(), "; did you mean " + name + "?")
                  : new InvalidInputException(path(name), "(missing)", "is required");
            });
  }

  Optional<Fields> findFields(String name) {
    return find(name).map(node -> new Fields(path(name), node.asMapping(path(name))));
  }

  Optional<String> findString(String name) {
    return find(name).map(node -> string(node, path(name)));
  }

  String requireString(String name) {
    return string(require(name), path(name));
  }

  double requireDouble(String name) {
    return number(require(name), path(name)).doubleValue();
  }

  OptionalDouble findDouble(String name) {
    Optional<ConfigNode> node = find(name);
    return node.isPresent()
        ? OptionalDouble.of(number(node.get(), path(name)).doubleValue())
        : OptionalDouble.empty();
  }

  long requireLong(String name) {
    return integer(require(name), path(name));
  }

  OptionalLong findLong(String name) {
    Optional<ConfigNode> node = find(name);
    return node.isPresent()
        ? OptionalLong.of(integer(node.get(), path(name)))
        : OptionalLong.empty();
  }

  /** The values of all entries that nobody took, by name. */
  Map<String, Object> takeAll() {
    Map<String, Object> values = new LinkedHashMap<>();
    left.forEach((name, node) -> values.put(name, node.value()));
    left.clear();
    return values;
  }

  /**
   * @throws InvalidInputException naming an entry that nobody took, and the nearest name that
   *     exists
   */
  void requireNoneLeft() {
    for (String name : left.keySet()) {
      String question = Suggestion.question(name, known);
      throw unknown(name, question.isEmpty() ? "; known are " + known : question);
    }
  }

  private InvalidInputException unknown(String name, String hint) {
    Object value = Optional.ofNullable(left.get(name)).map(ConfigNode::value).orElse("");
    return new InvalidInputException(path(name), value, "is not known here" + hint);
  }

  static String string(ConfigNode node, String field) {
    if (node.value() instanceof String text) {
      return text;
    }
    throw new InvalidInputException(field, node.value(), "must be a string");
  }

  private static Number number(ConfigNode node, String field) {
    if (node.value() instanceof Number number) {
      return number;
    }
    throw new InvalidInputException(field, node.value(), "must be a number");
  }

  private static long integer(ConfigNode node, String field) {
    Object value = node.value();
    if (value instanceof Long number) {
      return number;
    }
    // 1e3 and 40.0 are integers too, to everyone but a parser.
    if (value instanceof Double number
        && number == Math.rint(number)
        && Math.abs(number) < 0x1p53) {
      return number.longValue();
    }
    boolean huge = value instanceof Double number && Math.abs(number) >= 0x1p53;
    throw new InvalidInputException(
        field, value, huge ? "is too large for an integer" : "must be an integer");
  }
}
