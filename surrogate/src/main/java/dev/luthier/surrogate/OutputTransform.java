package dev.luthier.surrogate;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

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
 * <p>A loss that spans decades wants a small s, a well-behaved one none; {@link ModelFit} chooses.
 * Immutable; any thread.
 *
 * @param softness s
 */
public record OutputTransform(double softness) implements TargetTransform {
  /** No logarithm. */
  public static final OutputTransform LINEAR = new OutputTransform(Double.POSITIVE_INFINITY);

  /**
   * None, one that bends at the median, and one that tells the best from a value a twentieth of the
   * way to the median. Each costs a fit.
   */
  public static final List<TargetTransform> FAMILY =
      List.of(LINEAR, new OutputTransform(1), new OutputTransform(0.05));

  /** A normal sample has one value in 400,000 beyond three quartile distances above the third. */
  private static final double FARTHEST = 3;

  /** Beyond, squares overflow. */
  private static final double LARGEST = 1e150;

  /** Beyond, the exponential function overflows. */
  private static final double LARGEST_EXPONENT = 700;

  public OutputTransform {
    if (!(softness > 0)) {
      throw new IllegalArgumentException("softness = " + softness + ", must be positive");
    }
  }

  /**
   * The targets of values. A failed one is as bad as the worst, and worse if all others are equal;
   * ±∞ is as bad or as good as the worst or best finite one; if all are equal, all targets are 0.
   * O(n log n).
   *
   * @param values n of them; read, not kept
   */
  @Override
  public double[] apply(double[] values) {
    double[] targets = toUnit(values);
    for (int i = 0; i < targets.length; i++) {
      targets[i] = warp(targets[i]);
    }
    cutOff(targets);
    placeFailures(targets);
    standardise(targets);
    return targets;
  }

  /**
   * dtarget/dvalue at some values, of the transform that has the constants of others: what brings
   * the standard error of a value to one of its target. Below the least of the others it is that at
   * the least, and beyond the cut-off that at the cut-off: the target's own, 0 there, would say
   * that a value is exact which may be an outlier by its noise alone. O((m + n) log m).
   *
   * @param values m of them, whose constants the transform has; read, not kept
   * @param at n values; read, not kept
   * @return n slopes; NaN where a trial failed, or no two of the m values differ, so that targets
   *     have no scale
   */
  public double[] slopes(double[] values, double[] at) {
    Scale scale = Scale.of(values);
    double[] w = values.clone();
    Arrays.setAll(w, i -> warp(scale.toUnit(values[i])));
    Limit limit = cutOff(w);
    placeFailures(w);
    double deviation = standardise(w);
    double[] slopes = at.clone();
    for (int i = 0; i < slopes.length; i++) {
      double bent = Math.min(limit.value, warp(scale.toUnit(at[i])));
      // dw/dt = 1/(1 + t/s), and log(1 + t/s) = w/s.
      slopes[i] = Math.exp(-bent / softness) * scale.slope() / deviation;
    }
    return slopes;
  }

  @Override
  public DoubleUnaryOperator inverse(double[] values) {
    if (Arrays.stream(values).noneMatch(Double::isFinite)) {
      return _ -> Double.NaN;
    }
    Scale scale = Scale.of(values);
    double[] w = values.clone();
    Arrays.setAll(w, i -> warp(scale.toUnit(values[i])));
    cutOff(w);
    placeFailures(w);
    double mean = mean(w, 1);
    double deviation = standardise(w);
    return target -> scale.toValue(unwarp(mean + deviation * target));
  }

  private double unwarp(double w) {
    return softness == Double.POSITIVE_INFINITY
        ? w
        : softness * Math.expm1(Math.min(w / softness, LARGEST_EXPONENT));
  }

  private double warp(double t) {
    return softness == Double.POSITIVE_INFINITY ? t : softness * Math.log1p(t / softness);
  }

  /**
   * The logarithm of the density of values over that of their targets, Σ log dtarget/dt, up to a
   * constant that all transforms of the same values share: what a likelihood of targets needs to be
   * compared with that of other targets (Box, Cox 1964, eq. 4). Beyond the cut-off the slope is
   * that of a logarithm that continues it, not 0. O(n log n).
   */
  @Override
  public double logSlope(double[] values) {
    double[] t = toUnit(values);
    double[] w = new double[t.length];
    Arrays.setAll(w, i -> warp(t[i]));
    double[] cut = w.clone();
    Limit limit = cutOff(cut);
    placeFailures(cut);
    double deviation = standardise(cut);
    double sum = 0;
    for (int i = 0; i < t.length; i++) {
      if (!Double.isNaN(t[i])) {
        sum -= softness == Double.POSITIVE_INFINITY ? 0 : Math.log1p(t[i] / softness);
        sum -= limit.isExceededBy(w[i]) ? Math.log1p((w[i] - limit.value) / limit.unit) : 0;
        sum -= Math.log(deviation);
      }
    }
    return sum;
  }

  /** t; NaN stays. All 0 if no two finite values differ. */
  private static double[] toUnit(double[] values) {
    Scale scale = Scale.of(values);
    return Arrays.stream(values).map(scale::toUnit).toArray();
  }

  /**
   * How y becomes t: the constants of some values.
   *
   * @param unit by which values are divided first, lest differences overflow
   * @param least of the finite values, in units
   * @param most of them, in units
   * @param distance of the median and the least, in units; 0 if no two finite values differ
   */
  private record Scale(double unit, double least, double most, double distance) {
    static Scale of(double[] values) {
      double[] finite = sortedFinite(values);
      if (finite.length == 0) {
        return new Scale(1, 0, 0, 0);
      }
      double unit = Math.max(1, largest(absolute(finite)) / LARGEST);
      double least = finite[0] / unit;
      double most = finite[finite.length - 1] / unit;
      double distance = median(finite) / unit - least;
      if (!(distance > 0)) {
        distance = mean(finite, unit) - least;
      }
      return new Scale(unit, least, most, distance);
    }

    double toUnit(double y) {
      double clipped = Math.min(most, Math.max(least, y / unit));
      return distance > 0 || Double.isNaN(y) ? (clipped - least) / distance : 0;
    }

    /** y; within what numbers can say. */
    double toValue(double t) {
      double y = unit * (least + distance * t);
      return Math.clamp(y, -Double.MAX_VALUE, Double.MAX_VALUE);
    }

    /** dt/dy; NaN if there is no distance. */
    double slope() {
      return distance > 0 ? 1 / distance / unit : Double.NaN;
    }
  }

  /** Where values are cut off, and the distance of the quartiles there. */
  private record Limit(double value, double unit) {
    boolean isExceededBy(double w) {
      return w > value;
    }
  }

  private static Limit cutOff(double[] w) {
    double[] sorted = sortedFinite(w);
    double lower = sorted.length == 0 ? 0 : sorted[sorted.length / 4];
    double upper = sorted.length == 0 ? 0 : sorted[(3 * sorted.length) / 4];
    if (!(upper > lower)) {
      return new Limit(Double.POSITIVE_INFINITY, 1);
    }
    Limit limit = new Limit(upper + FARTHEST * (upper - lower), upper - lower);
    Arrays.setAll(w, i -> limit.isExceededBy(w[i]) ? limit.value : w[i]);
    return limit;
  }

  /** At the worst value; a unit beyond it where that is the best as well. */
  private static void placeFailures(double[] w) {
    double worst = largest(w);
    double best = Arrays.stream(w).filter(v -> !Double.isNaN(v)).min().orElse(worst);
    double place = worst > best ? worst : worst + 1;
    Arrays.setAll(w, i -> Double.isNaN(w[i]) ? place : w[i]);
  }

  /** The deviation by which it divides; 1 where all are equal. */
  private static double standardise(double[] w) {
    double mean = mean(w, 1);
    double squares = 0;
    for (double value : w) {
      squares += (value - mean) * (value - mean);
    }
    double deviation = Math.sqrt(squares / Math.max(1, w.length));
    // A constant comes out of the mean with a rounding error or two.
    boolean isConstant = !(deviation > 1e-12 * Math.abs(mean));
    Arrays.setAll(w, i -> isConstant ? 0 : (w[i] - mean) / deviation);
    return isConstant ? 1 : deviation;
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
