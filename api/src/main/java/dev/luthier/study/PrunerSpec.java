package dev.luthier.study;

import java.util.Map;

/**
 * The pruner a study asks, by name, with its options as they were written; the pruner's provider
 * checks them.
 *
 * @param name as in {@code pruner: {name: median, startup_trials: 5}}
 * @param options names to strings, booleans, numbers, lists or maps of these
 */
public record PrunerSpec(String name, Map<String, Object> options) {
  public PrunerSpec {
    options = Map.copyOf(options);
  }

  public static PrunerSpec named(String name) {
    return new PrunerSpec(name, Map.of());
  }
}
