package dev.luthier.surrogate;

import java.util.Arrays;

/**
 * Brings objective values, which are to be minimized, to targets that a Gaussian process with unit
 * variance expects: a logarithm against heavy tails among the bad ones, outliers cut off, then mean
 * 0 and variance 1. Monotone; indifferent to the values' unit and zero.
 *
 * <pre>
 *   name     meaning                                                        range
 *   y        value                                                          any; NaN: failed
 *   t        (y − min) / (median − min): the best is 0, the median 1        ≥ 0
 *   s        softness                                                       (0, ∞]
 *   w        s log(1 + t/s), t itself for s = ∞                             ≥ 0
 *   target   (w − mean) / deviation, w cut off far above the quartiles
 * </pre>
 *
 * <p>The softness is the one under which the targets look most like a normal sample (the profile
 * likelihood of Box, Cox 1964, with this family in place of powers): a loss that spans decades gets
 * a logarithm, a well-behaved one stays as it is. Immutable; any thread.
 *
 * @param softness s
 */
public record OutputTransform(double softness) {
  /** No logarithm. */
  public static final OutputTransform LINEAR = new OutputTransform(Double.POSITIVE_INFINITY);

  /**
   * From none to a logarithm that tells the best from a value a hundredth of the way to the median.
   */
  private static final double[] SOFTNESSES = {Double.POSITIVE_INFINITY, 10, 3, 1, 0.3, 0.1, 0.03};

  /** A normal sample has one value in 400,000 beyond three quartile distances above the third. */
  private static final double FARTHEST = 3;

  /** Beyond, squares overflow. */
  private static final double LARGEST = 1e150;

  public OutputTransform {
    if (!(softness > 0)) {
      throw new IllegalArgumentException("softness = " + softness + ", must be positive");
    }
  }

  /** The transform that suits values best; O(n log n). */
  public static OutputTransform suiting(double[] values) {
    double[] t = toUnit(values);
    OutputTransform best = LINEAR;
    double greatest = Double.NEGATIVE_INFINITY;
    for (double softness : SOFTNESSES) {
      OutputTransform transform = new OutputTransform(softness);
      double likelihood = transform.logLikelihood(t);
      if (likelihood > greatest) {
        greatest = likelihood;
        best = transform;
      }
    }
    return best;
  }

  /**
   * The targets of values. A failed one is as bad as the worst; ±∞ is as bad or as good as the
   * worst or best finite one; if all are equal, all targets are 0. O(n log n).
   *
   * @param values n of them; read, not kept
   */
  public double[] apply(double[] values) {
    double[] targets = toUnit(values);
    for (int i = 0; i < targets.length; i++) {
      targets[i] = warp(targets[i]);
    }
    cutOff(targets);
    double worst = largest(targets);
    Arrays.setAll(targets, i -> Double.isNaN(targets[i]) ? worst : targets[i]);
    standardise(targets);
    return targets;
  }

  private double warp(double t) {
    return softness == Double.POSITIVE_INFINITY ? t : softness * Math.log1p(t / softness);
  }

  /** Of the unit values under the hypothesis that their images are normal. */
  private double logLikelihood(double[] t) {
    double sum = 0;
    double squares = 0;
    double logSlope = 0;
    int n = 0;
    for (double value : t) {
      if (!Double.isNaN(value)) {
        double w = warp(value);
        n++;
        sum += w;
        squares += w * w;
        logSlope -= softness == Double.POSITIVE_INFINITY ? 0 : Math.log1p(value / softness);
      }
    }
    double variance = n == 0 ? 0 : squares / n - sum / n * (sum / n);
    return variance > 0 ? -0.5 * n * Math.log(variance) + logSlope : 0;
  }

  /** t; NaN stays. All 0 if no two finite values differ. */
  private static double[] toUnit(double[] values) {
    double[] finite = sortedFinite(values);
    double[] t = values.clone();
    if (finite.length == 0) {
      Arrays.setAll(t, i -> Double.isNaN(values[i]) ? Double.NaN : 0);
      return t;
    }
    double unit = Math.max(1, largest(absolute(finite)) / LARGEST);
    double least = finite[0] / unit;
    double most = finite[finite.length - 1] / unit;
    double distance = median(finite) / unit - least;
    if (!(distance > 0)) {
      distance = mean(finite, unit) - least;
    }
    for (int i = 0; i < t.length; i++) {
      if (!Double.isNaN(t[i])) {
        double clipped = Math.min(most, Math.max(least, t[i] / unit));
        t[i] = distance > 0 ? (clipped - least) / distance : 0;
      }
    }
    return t;
  }

  private static void cutOff(double[] w) {
    double[] sorted = sortedFinite(w);
    if (sorted.length > 0) {
      double lower = sorted[sorted.length / 4];
      double upper = sorted[(3 * sorted.length) / 4];
      if (upper > lower) {
        double limit = upper + FARTHEST * (upper - lower);
        Arrays.setAll(w, i -> w[i] > limit ? limit : w[i]);
      }
    }
  }

  private static void standardise(double[] w) {
    double mean = mean(w, 1);
    double squares = 0;
    for (double value : w) {
      squares += (value - mean) * (value - mean);
    }
    double deviation = Math.sqrt(squares / Math.max(1, w.length));
    // A constant comes out of the mean with a rounding error or two.
    boolean isConstant = !(deviation > 1e-12 * Math.abs(mean));
    Arrays.setAll(w, i -> isConstant ? 0 : (w[i] - mean) / deviation);
  }

  private static double[] sortedFinite(double[] values) {
    return Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
  }

  private static double[] absolute(double[] values) {
    return Arrays.stream(values).map(Math::abs).toArray();
  }

  private static double largest(double[] values) {
    return Arrays.stream(values).filter(v -> !Double.isNaN(v)).max().orElse(0);
  }

  private static double mean(double[] values, double unit) {
    return Arrays.stream(values).map(v -> v / unit / values.length).sum();
  }

  private static double median(double[] sorted) {
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : sorted[half - 1] / 2 + sorted[half] / 2;
  }
}
