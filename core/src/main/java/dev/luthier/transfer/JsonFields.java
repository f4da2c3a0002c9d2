package dev.luthier.transfer;

import dev.luthier.error.InvalidInputException;
import dev.luthier.error.Suggestion;
import dev.luthier.json.JsonNull;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The entries of one JSON object, taken one by one under their path, so that every mistake names
 * its field and what nobody took is an error. Confined to one thread.
 */
final class JsonFields {
  private final String path;
  private final Map<String, Object> left;
  private final List<String> known = new ArrayList<>();

  /**
   * @param path of the object, empty for the whole text
   */
  JsonFields(String path, Map<String, ?> object) {
    this.path = path;
    this.left = new LinkedHashMap<>(object);
  }

  static JsonFields of(String path, Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> object = new LinkedHashMap<>();
      map.forEach((key, entry) -> object.put((String) key, entry));
      return new JsonFields(path, object);
    }
    throw new InvalidInputException(path, value, "must be an object {…}");
  }

  String path(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  Optional<Object> find(String name) {
    known.add(name);
    return Optional.ofNullable(left.remove(name));
  }

  /** As {@link #find}, taking {@code null} for a missing entry, as Python writes it. */
  Optional<Object> findValue(String name) {
    return find(name).filter(value -> value != JsonNull.NULL);
  }

  Object require(String name) {
    return find(name)
        .orElseThrow(() -> new InvalidInputException(path(name), "(missing)", "is required"));
  }

  String requireString(String name) {
    return string(path(name), require(name));
  }

  Optional<String> findString(String name) {
    return find(name).map(value -> string(path(name), value));
  }

  long requireLong(String name) {
    return integer(path(name), require(name));
  }

  double requireNumber(String name) {
    return number(path(name), require(name));
  }

  OptionalDouble findNumber(String name) {
    Optional<Object> value = find(name);
    return value.isPresent()
        ? OptionalDouble.of(number(path(name), value.get()))
        : OptionalDouble.empty();
  }

  JsonFields requireObject(String name) {
    return of(path(name), require(name));
  }

  Optional<JsonFields> findObject(String name) {
    return find(name).map(value -> of(path(name), value));
  }

  List<Object> requireList(String name) {
    return list(path(name), require(name));
  }

  /** All entries that are left, as numbers. */
  Map<String, Double> takeNumbers() {
    Map<String, Double> numbers = new LinkedHashMap<>();
    left.forEach((name, value) -> numbers.put(name, number(path(name), value)));
    left.clear();
    return numbers;
  }

  /** All entries that are left, as they are. */
  Map<String, Object> takeAll() {
    Map<String, Object> all = new LinkedHashMap<>(left);
    left.clear();
    return all;
  }

  /**
   * @throws InvalidInputException naming an entry that nobody took, and the nearest name that
   *     exists
   */
  void requireNoneLeft(String where) {
    for (Map.Entry<String, Object> entry : left.entrySet()) {
      String question = Suggestion.question(entry.getKey(), known);
      throw new InvalidInputException(
          path(entry.getKey()),
          entry.getValue(),
          "is not known " + where + (question.isEmpty() ? "; known are " + known : question));
    }
  }

  static String string(String field, Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw new InvalidInputException(field, value, "must be a string");
  }

  static long integer(String field, Object value) {
    if (value instanceof Long number) {
      return number;
    }
    throw new InvalidInputException(field, value, "must be an integer");
  }

  static double number(String field, Object value) {
    return switch (value) {
      case Number number -> number.doubleValue();
      case String text when Numbers.nonFinite(text).isPresent() ->
          Numbers.nonFinite(text).orElseThrow();
      default -> throw new InvalidInputException(field, value, "must be a number");
    };
  }

  static List<Object> list(String field, Object value) {
    if (value instanceof List<?> items) {
      return List.copyOf(items);
    }
    throw new InvalidInputException(field, value, "must be a list […]");
  }
}
