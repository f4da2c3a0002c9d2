package dev.luthier.linalg;

/**
 * Elementary functions over {@code double[]}: what acquisition functions and density estimators
 * need on the host. Implementations are stateless; any thread.
 *
 * <p><b>One definition, several speeds.</b> {@link #scalar()} defines every result to the last bit,
 * by operations that IEEE 754 defines to the last bit, and every other implementation gives the
 * same. So a study proposes the same whether {@link #best()} found a faster one or not, on whatever
 * processor: speed may depend on the machine and on Java's options, proposals may not. (Any NaN
 * counts as any other.)
 *
 * <p>Elementwise functions read {@code source[i]} and write {@code target[i]} for every i; the two
 * arrays have the same length and may be the same array.
 */
public interface ArrayMath {

  /** The implementation in plain Java. */
  static ArrayMath scalar() {
    return ScalarArrayMath.INSTANCE;
  }

  /**
   * The fastest implementation here: the first that an {@link ArrayMathProvider} has, or {@link
   * #scalar()}. Looked for once.
   */
  static ArrayMath best() {
    return BestArrayMath.INSTANCE;
  }

  /** target ← eˣ; relative error ≤ 4 ulp; 0 and +∞ where the result is beyond the range. */
  void exp(double[] source, double[] target);

  /** target ← log x; relative error ≤ 4 ulp; NaN for negative elements, −∞ for 0. */
  void log(double[] source, double[] target);

  /** target ← Φ(x), the standard normal distribution; relative error ≤ 1e-14, tails included. */
  void normalCdf(double[] source, double[] target);

  /**
   * target ← log Φ(x); relative error ≤ 1e-14. Finite down to x ≈ −1e154, where Φ itself underflows
   * at −38.
   */
  void logNormalCdf(double[] source, double[] target);

  /**
   * log Σ exp(values[i]) for from ≤ i &lt; to, without overflow; the sum in eight parts, by i
   * modulo 8, that are added in pairs. −∞ for an empty range or if all are −∞; +∞ if one is +∞; NaN
   * if one is NaN.
   */
  double logSumExp(double[] values, int from, int to);

  /**
   * target[i] ← Σ_c weights[c] (point[c] − points[i + c · n])² for i &lt; n = {@code
   * target.length}. Costs 3nd flops.
   *
   * @param point d coordinates
   * @param points n points as rows, column-major: n · d elements
   * @param weights d factors
   * @param target overwritten; not the same array as another
   */
  void weightedSquaredDistances(double[] point, double[] points, double[] weights, double[] target);
}
