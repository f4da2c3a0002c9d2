package dev.luthier.surrogate;

import java.util.Arrays;

/**
 * What a Gaussian process is to follow, and what is known of its noise. The arrays are neither
 * copied nor changed.
 *
 * <pre>
 *   name    meaning                                                        shape
 *   y       targets, of a size near 1                                      n
 *   noise   variance of each one's noise; NaN: the model's σ², inferred    n
 * </pre>
 */
public record Targets(double[] y, double[] noise) {
  public Targets {
    if (noise.length != y.length) {
      throw new IllegalArgumentException(noise.length + " variances for " + y.length + " targets");
    }
  }

  /** Of whose noise nothing is known. */
  public static Targets of(double[] y) {
    double[] unknown = new double[y.length];
    Arrays.fill(unknown, Double.NaN);
    return new Targets(y, unknown);
  }

  /** The first target and every {@code step}-th after it. */
  Targets every(int step) {
    return new Targets(ModelFit.every(y, step), ModelFit.every(noise, step));
  }
}
