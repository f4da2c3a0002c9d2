package dev.luthier.surrogate;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * Brings the values of a constraint, feasible at 0 and below, to targets: both sides of 0 are
 * compressed, because how far beyond it a value lies matters little, and where it changes sign
 * matters most (the bilog of Eriksson, Poloczek 2021, arXiv:2002.08526, §3.4). Indifferent to the
 * values' unit.
 *
 * <pre>
 *   name     meaning                                                   range
 *   c        value; ≤ 0 is feasible                                    any; NaN: the trial failed
 *   s        median of |c|, the scale of a crossing                    &gt; 0
 *   w        sign(c) log(1 + |c|/s)
 *   target   (w − mean) / deviation
 * </pre>
 */
public record ConstraintTransform() implements TargetTransform {

  /** Beyond, a finite number of any unit; ±∞ counts as that. */
  private static final double FARTHEST = 1e150;

  /** Beyond, the exponential function overflows. */
  private static final double LARGEST_EXPONENT = 700;

  @Override
  public double[] apply(double[] values) {
    double[] w = compressed(values);
    Standard standard = Standard.of(w);
    Arrays.setAll(w, i -> standard.apply(w[i]));
    return w;
  }

  @Override
  public DoubleUnaryOperator inverse(double[] values) {
    if (Arrays.stream(values).allMatch(Double::isNaN)) {
      return _ -> Double.NaN;
    }
    Standard standard = Standard.of(compressed(values));
    double unit = unit(values);
    return target -> {
      double w = standard.mean() + standard.deviation() * target;
      double c = unit * Math.expm1(Math.min(Math.abs(w), LARGEST_EXPONENT));
      return Math.signum(w) * Math.min(c, Double.MAX_VALUE);
    };
  }

  /** The target of 0, among those of the same values: feasible targets are not above it. */
  public double threshold(double[] values) {
    return Standard.of(compressed(values)).apply(0);
  }

  /** 0: there is no other transform to compare with. */
  @Override
  public double logSlope(double[] values) {
    return 0;
  }

  /** w; a failed trial is as infeasible as the worst, and infeasible if no other is. */
  private static double[] compressed(double[] values) {
    double unit = unit(values);
    double[] w = new double[values.length];
    double worst = 0;
    for (int i = 0; i < w.length; i++) {
      double size = Math.min(FARTHEST, Math.abs(values[i]) / unit);
      w[i] = Math.signum(values[i]) * Math.log1p(size);
      worst = w[i] > worst ? w[i] : worst;
    }
    double failed = worst > 0 ? worst : 1;
    for (int i = 0; i < w.length; i++) {
      w[i] = Double.isNaN(values[i]) ? failed : w[i];
    }
    return w;
  }

  /** s. */
  private static double unit(double[] values) {
    double[] sizes =
        Arrays.stream(values)
            .filter(Double::isFinite)
            .map(Math::abs)
            .filter(size -> size > 0)
            .sorted()
            .toArray();
    return sizes.length == 0 ? 1 : sizes[sizes.length / 2];
  }

  private record Standard(double mean, double deviation) {
    static Standard of(double[] w) {
      double mean = Arrays.stream(w).average().orElse(0);
      double squares = Arrays.stream(w).map(v -> (v - mean) * (v - mean)).sum();
      double deviation = Math.sqrt(squares / Math.max(1, w.length));
      // Where all are equal the sign is all there is to know: 1 keeps it.
      boolean isConstant = !(deviation > 1e-12 * Math.abs(mean));
      return new Standard(isConstant ? 0 : mean, isConstant ? 1 : deviation);
    }

    double apply(double w) {
      return (w - mean) / deviation;
    }
  }
}
