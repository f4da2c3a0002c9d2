package dev.luthier.strategy;

import dev.luthier.error.InvalidInputException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a strategy's options: each is taken once, with its default, and {@link #requireNoneLeft()}
 * refuses the rest. Used by one thread.
 */
public final class Options {
  private static final String FIELD = "strategy.options";

  private final Map<String, Object> left;

  public Options(Map<String, Object> options) {
    this.left = new HashMap<>(options);
  }

  /** An integer in [low, high]. */
  public int takeInt(String name, int defaultValue, int low, int high) {
    Object raw = left.remove(name);
    if (raw == null) {
      return defaultValue;
    }
    if (!(raw instanceof Number number) || number.doubleValue() != number.intValue()) {
      throw new InvalidInputException(FIELD + "." + name, raw, "must be an integer");
    }
    if (number.intValue() < low || number.intValue() > high) {
      throw new InvalidInputException(
          FIELD + "." + name, raw, "must lie in [" + low + ", " + high + "]");
    }
    return number.intValue();
  }

  /** Yes or no. */
  public boolean takeBoolean(String name, boolean defaultValue) {
    Object raw = left.remove(name);
    if (raw == null) {
      return defaultValue;
    }
    if (!(raw instanceof Boolean yes)) {
      throw new InvalidInputException(FIELD + "." + name, raw, "must be true or false");
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
          FIELD + "." + name, raw, "must be one of " + String.join(", ", names));
    }
    return chosen;
  }

  /** Names and what is said of each, for the strategy to check; empty if the option is left out. */
  public Optional<Map<String, Object>> takeMap(String name) {
    Object raw = left.remove(name);
    if (raw == null) {
      return Optional.empty();
    }
    if (!(raw instanceof Map<?, ?> map)) {
      throw new InvalidInputException(FIELD + "." + name, raw, "must be a map");
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
              FIELD + "." + name, value, "this strategy has no such option");
        });
  }
}
