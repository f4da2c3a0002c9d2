package dev.luthier.nativemath.covariance;

import java.util.Arrays;

/**
 * One term v Π_f φ_f between the points of a strip and single points.
 *
 * <pre>
 *   name        meaning                                                     shape
 *   before[f]   Π_{g&lt;f} φ_g                                                n, for f ≥ 1
 *   product     the product so far; after {@link #weigh}, weight · v Π φ    n
 * </pre>
 */
final class TermStrip {

  private final double variance;
  private final int theta;
  private final FactorStrip[] factors;
  private final double[][] before;
  private final double[] product;

  /**
   * Allocates workspace.
   *
   * @param theta index in θ of log v
   * @param length of the arrays
   */
  TermStrip(double variance, int theta, FactorStrip[] factors, int length) {
    this.variance = variance;
    this.theta = theta;
    this.factors = factors;
    this.product = new double[length];
    this.before = new double[factors.length][];
    for (int f = 1; f < factors.length; f++) {
      // Before the second factor there is the first alone.
      before[f] = f == 1 ? factors[0].value : new double[length];
    }
  }

  /** k(i) += v Π_f φ_f(i). */
  void addValue(Strip strip, double[] k) {
    if (factors.length == 1) {
      // The usual kernel has no product to build.
      factors[0].evaluate(strip);
      addMultiple(factors[0].value, strip, k);
      return;
    }
    Arrays.fill(product, strip.from(), strip.to(), 1);
    for (FactorStrip factor : factors) {
      factor.evaluate(strip);
      multiply(product, factor.value, strip);
    }
    addMultiple(product, strip, k);
  }

  /** sums[t](i) += weight(i) · ∂/∂θ_t, but for the factor −2 of a length scale. */
  void addHyperparameterGradient(Strip strip, double[] weight, double[][] sums) {
    weigh(strip, weight);
    for (FactorStrip factor : factors) {
      factor.distance().addContributions(strip, factor.slope, sums);
    }
    double[] sum = sums[theta];
    int to = strip.to();
    for (int i = strip.from(); i < to; i++) {
      sum[i] += product[i];
    }
  }

  /** sums[c](i) += weight(i) · ∂/∂x_c(i), x being the points of the strip. */
  void addPointGradient(Strip strip, double[] weight, double[][] sums) {
    weigh(strip, weight);
    for (FactorStrip factor : factors) {
      factor.distance().addSlopes(strip, factor.slope, sums);
    }
  }

  /** Makes each slope weight · v · dφ_f/ds · Π_{g≠f} φ_g: products from the left and the right. */
  private void weigh(Strip strip, double[] weight) {
    int from = strip.from();
    int to = strip.to();
    for (FactorStrip factor : factors) {
      factor.evaluateWithSlope(strip);
    }
    for (int f = 2; f < factors.length; f++) {
      System.arraycopy(before[f - 1], from, before[f], from, to - from);
      multiply(before[f], factors[f - 1].value, strip);
    }
    for (int i = from; i < to; i++) {
      product[i] = variance * weight[i];
    }
    for (int f = factors.length - 1; f >= 0; f--) {
      multiply(factors[f].slope, product, strip);
      if (f > 0) {
        multiply(factors[f].slope, before[f], strip);
      }
      multiply(product, factors[f].value, strip);
    }
  }

  private static void multiply(double[] target, double[] by, Strip strip) {
    int to = strip.to();
    for (int i = strip.from(); i < to; i++) {
      target[i] *= by[i];
    }
  }

  private void addMultiple(double[] correlation, Strip strip, double[] k) {
    double v = variance;
    int to = strip.to();
    for (int i = strip.from(); i < to; i++) {
      k[i] += v * correlation[i];
    }
  }
}
