package dev.luthier.strategy;

import dev.luthier.error.InvalidInputException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Reads the options of a strategy or a pruner: each is taken once, with its default, and {@link
 * #requireNoneLeft()} refuses the rest. Used by one thread.
 */
public final class Options {
  private final String owner;
  private final String field;
  private final Map<String, Object> left;

  /** Of a strategy. */
  public Options(Map<String, Object> options) {
    this("strategy", "strategy.options", options);
  }

  /**
   * Of what stands in a field.
   *
   * @param owner whose options they are, in a word
   * @param field its name, which begins that of an option in a message
   */
  public Options(String owner, String field, Map<String, Object> options) {
    this.owner = owner;
    this.field = field;
    this.left = new HashMap<>(options);
  }

  /** An integer in [low, high]. */
  public int takeInt(String name, int defaultValue, int low, int high) {
    Object raw = left.remove(name);
    if (raw == null) {
      return defaultValue;
    }
    if (!(raw instanceof Number number) || number.doubleValue() != number.intValue()) {
      throw new InvalidInputException(path(name), raw, "must be an integer");
    }
    if (number.intValue() < low || number.intValue() > high) {
      throw new InvalidInputException(path(name), raw, "must lie in [" + low + ", " + high + "]");
    }
    return number.intValue();
  }

  /** A number, NaN excepted; empty if the option is left out. */
  public OptionalDouble takeDouble(String name) {
    Object raw = left.remove(name);
    if (raw == null) {
      return OptionalDouble.empty();
    }
    if (!(raw instanceof Number number) || Double.isNaN(number.doubleValue())) {
      throw new InvalidInputException(path(name), raw, "must be a number");
    }
    return OptionalDouble.of(number.doubleValue());
  }

  /** A number in [low, high]. */
  public double takeDouble(String name, double defaultValue, double low, double high) {
    double number = takeDouble(name).orElse(defaultValue);
    if (number < low || number > high) {
      throw new InvalidInputException(
          path(name), number, "must lie in [" + low + ", " + high + "]");
    }
    return number;
  }

  /** Yes or no. */
  public boolean takeBoolean(String name, boolean defaultValue) {
    Object raw = left.remove(name);
    if (raw == null) {
      return defaultValue;
    }
    if (!(raw instanceof Boolean yes)) {
      throw new InvalidInputException(path(name), raw, "must be true or false");
    }
    return yes;
  }

  /**
   * One of some names.
   *
   * @throws InvalidInputException if it is none of them
   */
  public String takeOneOf(String name, String defaultValue, List<String> names) {
    Object raw = left.remove(name);
    if (raw == null) {
      return defaultValue;
    }
    if (!(raw instanceof String chosen && names.contains(chosen))) {
      throw new InvalidInputException(
          path(name), raw, "must be one of " + String.join(", ", names));
    }
    return chosen;
  }

  /** Names and what is said of each, for the caller to check; empty if the option is left out. */
  public Optional<Map<String, Object>> takeMap(String name) {
    Object raw = left.remove(name);
    if (raw == null) {
      return Optional.empty();
    }
    if (!(raw instanceof Map<?, ?> map)) {
      throw new InvalidInputException(path(name), raw, "must be a map");
    }
    Map<String, Object> taken = new LinkedHashMap<>();
    map.forEach((key, value) -> taken.put(String.valueOf(key), value));
    return Optional.of(taken);
  }

  /**
   * Refuses what is left.
   *
   * @throws InvalidInputException naming an option that nobody took
   */
  public void requireNoneLeft() {
    left.forEach(
        (name, value) -> {
          throw new InvalidInputException(
              path(name), value, "this " + owner + " has no such option");
        });
  }

  /** The whole name of an option, for messages. */
  public String path(String name) {
    return field + "." + name;
  }
}
