package dev.luthier.json;

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
 * The entries of one JSON object, taken one by one under their path, so that every mistake names
 * its field and what nobody took is an error. Confined to one thread.
 */
public final class JsonFields {
  private final String path;
  private final Map<String, Object> left;
  private final List<String> known = new ArrayList<>();

  /**
   * The entries of an object.
   *
   * @param path of the object, empty for the whole text
   */
  public JsonFields(String path, Map<String, ?> object) {
    this.path = path;
    this.left = new LinkedHashMap<>(object);
  }

  /**
   * The entries of a value that must be an object.
   *
   * @throws InvalidInputException when it is none
   */
  public static JsonFields of(String path, Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> object = new LinkedHashMap<>();
      map.forEach((key, entry) -> object.put((String) key, entry));
      return new JsonFields(path, object);
    }
    throw new InvalidInputException(path, value, "must be an object {…}");
  }

  /** The whole path of an entry, for messages. */
  public String path(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  /** Takes an entry, if it is there: {@code null} says that it is not, as Python writes it. */
  public Optional<Object> find(String name) {
    known.add(name);
    return Optional.ofNullable(left.remove(name)).filter(value -> value != JsonNull.NULL);
  }

  public Object require(String name) {
    return find(name)
        .orElseThrow(() -> new InvalidInputException(path(name), "(missing)", "is required"));
  }

  public String requireString(String name) {
    return string(path(name), require(name));
  }

  public Optional<String> findString(String name) {
    return find(name).map(value -> string(path(name), value));
  }

  public long requireLong(String name) {
    return integer(path(name), require(name));
  }

  public OptionalLong findLong(String name) {
    Optional<Object> value = find(name);
    return value.isPresent()
        ? OptionalLong.of(integer(path(name), value.get()))
        : OptionalLong.empty();
  }

  public double requireNumber(String name) {
    return number(path(name), require(name));
  }

  public OptionalDouble findNumber(String name) {
    Optional<Object> value = find(name);
    return value.isPresent()
        ? OptionalDouble.of(number(path(name), value.get()))
        : OptionalDouble.empty();
  }

  public JsonFields requireObject(String name) {
    return of(path(name), require(name));
  }

  public Optional<JsonFields> findObject(String name) {
    return find(name).map(value -> of(path(name), value));
  }

  public List<Object> requireList(String name) {
    return list(path(name), require(name));
  }

  /** All entries that are left, as numbers. */
  public Map<String, Double> takeNumbers() {
    Map<String, Double> numbers = new LinkedHashMap<>();
    left.forEach((name, value) -> numbers.put(name, number(path(name), value)));
    left.clear();
    return numbers;
  }

  /** All entries that are left, as they are. */
  public Map<String, Object> takeAll() {
    Map<String, Object> all = new LinkedHashMap<>(left);
    left.clear();
    return all;
  }

  /**
   * Ends the taking.
   *
   * @param where the entries stand, such as {@code in a trial}
   * @throws InvalidInputException naming an entry that nobody took, and the nearest name that
   *     exists
   */
  public void requireNoneLeft(String where) {
    for (Map.Entry<String, Object> entry : left.entrySet()) {
      String question = Suggestion.question(entry.getKey(), known);
      throw new InvalidInputException(
          path(entry.getKey()),
          entry.getValue(),
          "is not known "
              + where
              + (question.isEmpty() && !known.isEmpty() ? "; known are " + known : question));
    }
  }

  public static String string(String field, Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw new InvalidInputException(field, value, "must be a string");
  }

  public static long integer(String field, Object value) {
    return switch (value) {
      case Long number -> number;
      // 3.0 is an integer to everyone but a parser.
      case Double number when number == Math.rint(number) && Math.abs(number) < 0x1p53 ->
          number.longValue();
      default -> throw new InvalidInputException(field, value, "must be an integer of 64 bits");
    };
  }

  public static double number(String field, Object value) {
    OptionalDouble number = JsonReader.number(value);
    if (number.isEmpty()) {
      throw new InvalidInputException(field, value, "must be a number");
    }
    return number.getAsDouble();
  }

  public static List<Object> list(String field, Object value) {
    if (value instanceof List<?> items) {
      return List.copyOf(items);
    }
    throw new InvalidInputException(field, value, "must be a list […]");
  }
}
