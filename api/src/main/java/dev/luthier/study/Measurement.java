package dev.luthier.study;

import java.util.Map;

/**
 * What a running trial reported at one step: an epoch, a boosting round, a fold. Values may be NaN
 * or infinite; they are kept as they came.
 */
public record Measurement(long step, Map<String, Double> values) {
  public Measurement {
    values = Map.copyOf(values);
  }

  public static Measurement of(long step, String name, double value) {
    return new Measurement(step, Map.of(name, value));
  }
}
