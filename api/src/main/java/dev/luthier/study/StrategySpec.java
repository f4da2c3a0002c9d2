package dev.luthier.study;

import java.util.Map;

/**
 * The strategy a study asks, by name, with its options as they were written; the strategy's
 * provider checks them.
 *
 * @param name as in {@code strategy: {name: sobol}}
 * @param options names to strings, booleans, numbers, lists or maps of these
 */
public record StrategySpec(String name, Map<String, Object> options) {
  public StrategySpec {
    options = Map.copyOf(options);
  }

  public static StrategySpec named(String name) {
    return new StrategySpec(name, Map.of());
  }
}
