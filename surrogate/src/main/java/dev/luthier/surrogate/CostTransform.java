package dev.luthier.surrogate;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * Brings the logarithms of what evaluations cost to targets of mean 0 and variance 1. A cost that
 * is not known is believed to be the middle one.
 *
 * <pre>
 *   name     meaning                          range
 *   c        logarithm of a cost              any; NaN: not known
 *   target   (c − mean) / deviation           0 where not known
 * </pre>
 */
public record CostTransform() implements TargetTransform {

  @Override
  public double[] apply(double[] values) {
    double mean = mean(values);
    double deviation = deviation(values);
    double[] targets = new double[values.length];
    Arrays.setAll(targets, i -> Double.isNaN(values[i]) ? 0 : (values[i] - mean) / deviation);
    return targets;
  }

  @Override
  public DoubleUnaryOperator inverse(double[] values) {
    if (Arrays.stream(values).allMatch(Double::isNaN)) {
      return _ -> Double.NaN;
    }
    double mean = mean(values);
    double deviation = deviation(values);
    return target -> Math.clamp(mean + deviation * target, -Double.MAX_VALUE, Double.MAX_VALUE);
  }

  /** What a target of 1 is in logarithms of cost; 1 where all known costs are the same. */
  public double deviation(double[] values) {
    double mean = mean(values);
    double variance =
        Arrays.stream(values)
            .filter(c -> !Double.isNaN(c))
            .map(c -> (c - mean) * (c - mean))
            .average()
            .orElse(0);
    // A constant comes out of the mean with a rounding error or two.
    return Math.sqrt(variance) > 1e-12 * Math.abs(mean) ? Math.sqrt(variance) : 1;
  }

  /** 0: there is no other transform to compare with. */
  @Override
  public double logSlope(double[] values) {
    return 0;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).filter(c -> !Double.isNaN(c)).average().orElse(0);
  }
}
