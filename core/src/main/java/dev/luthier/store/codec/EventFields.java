package dev.luthier.store.codec;

import dev.luthier.json.JsonReader;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A written object's fields by name and type. What is missing or of another type is an {@link
 * IllegalArgumentException} that names it.
 */
record EventFields(Map<String, Object> fields) {

  static EventFields parse(String text) {
    return new EventFields(JsonReader.readObject(text));
  }

  boolean has(String name) {
    return fields.containsKey(name);
  }

  Object require(String name) {
    Object value = fields.get(name);
    if (value == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return value;
  }

  String text(String name) {
    return switch (require(name)) {
      case String text -> text;
      default -> throw wrong(name);
    };
  }

  Optional<String> findText(String name) {
    return has(name) ? Optional.of(text(name)) : Optional.empty();
  }

  long whole(String name) {
    return switch (require(name)) {
      case Long number -> number;
      default -> throw wrong(name);
    };
  }

  OptionalLong findWhole(String name) {
    return has(name) ? OptionalLong.of(whole(name)) : OptionalLong.empty();
  }

  OptionalDouble findNumber(String name) {
    return has(name) ? OptionalDouble.of(number(name, require(name))) : OptionalDouble.empty();
  }

  Instant instant(String name) {
    List<?> pair = pair(name);
    return Instant.ofEpochSecond((Long) pair.getFirst(), (Long) pair.getLast());
  }

  Optional<Duration> findDuration(String name) {
    if (!has(name)) {
      return Optional.empty();
    }
    List<?> pair = pair(name);
    return Optional.of(Duration.ofSeconds((Long) pair.getFirst(), (Long) pair.getLast()));
  }

  EventFields object(String name) {
    return new EventFields(map(name));
  }

  Map<String, Object> map(String name) {
    return asMap(name, require(name));
  }

  List<?> list(String name) {
    return switch (require(name)) {
      case List<?> list -> list;
      default -> throw wrong(name);
    };
  }

  /** Names to numbers; empty where the field is missing. */
  Map<String, Double> findNumbers(String name) {
    if (!has(name)) {
      return Map.of();
    }
    Map<String, Double> numbers = new LinkedHashMap<>();
    map(name).forEach((key, value) -> numbers.put(key, number(name, value)));
    return numbers;
  }

  @SuppressWarnings("unchecked") // JsonReader's maps have strings for keys.
  Map<String, Object> asMap(String name, Object value) {
    if (value instanceof Map<?, ?> map) {
      return (Map<String, Object>) map;
    }
    throw wrong(name);
  }

  private List<?> pair(String name) {
    List<?> pair = list(name);
    boolean isPair =
        pair.size() == 2 && pair.getFirst() instanceof Long && pair.getLast() instanceof Long;
    if (isPair) {
      return pair;
    }
    throw wrong(name);
  }

  private double number(String name, Object value) {
    return switch (value) {
      case Double number -> number;
      case Long number -> number;
      // As JsonWriter writes what JSON has no number for.
      case String text when text.equals("NaN") -> Double.NaN;
      case String text when text.equals("Infinity") -> Double.POSITIVE_INFINITY;
      case String text when text.equals("-Infinity") -> Double.NEGATIVE_INFINITY;
      default -> throw wrong(name);
    };
  }

  private IllegalArgumentException wrong(String name) {
    return new IllegalArgumentException(name + " = " + fields.get(name) + " makes no sense");
  }
}
