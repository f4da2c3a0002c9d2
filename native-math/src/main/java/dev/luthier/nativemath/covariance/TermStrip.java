package dev.luthier.nativemath.covariance;

import java.util.Arrays;

/**
 * One term v Π_f φ_f between the points of a strip and single points. For one thread at a time.
 *
 * <pre>
 *   name        meaning                                                     shape
 *   before[f]   Π_{g&lt;f} φ_g                                                2 × LENGTH, for f ≥ 1
 *   product     the product so far; after {@link #weigh}, weight · v Π φ    2 × LENGTH
 *   sums        partial sums of it                                          parts
 * </pre>
 */
final class TermStrip {

  private final double variance;
  private final int theta;
  private final FactorStrip[] factors;
  private final StripLoops loops;
  private final double[][][] before;
  private final double[][] product = new double[Strip.SINGLES][Strip.LENGTH];
  private final double[] sums;

  /**
   * Allocates buffers.
   *
   * @param theta index in θ of log v
   */
  TermStrip(double variance, int theta, FactorStrip[] factors, StripLoops loops) {
    this.variance = variance;
    this.theta = theta;
    this.factors = factors;
    this.loops = loops;
    this.sums = new double[loops.parts()];
    this.before = new double[factors.length][][];
    for (int f = 1; f < factors.length; f++) {
      // Before the second factor there is the first alone.
      before[f] = f == 1 ? factors[0].value : new double[Strip.SINGLES][Strip.LENGTH];
    }
  }

  /** v Π_f φ_f, in an array that is overwritten by the next call. */
  double[][] values(Strip strip) {
    if (factors.length == 1) {
      // The usual term has no product to build.
      factors[0].evaluate(strip, variance);
      return factors[0].value;
    }
    for (strip.q = 0; strip.q < strip.singles; strip.q++) {
      Arrays.fill(product[strip.q], strip.from, strip.to, variance);
    }
    for (FactorStrip factor : factors) {
      factor.evaluate(strip, 1);
      for (strip.q = 0; strip.q < strip.singles; strip.q++) {
        multiply(product[strip.q], factor.value[strip.q], strip);
      }
    }
    return product;
  }

  /** Sums ← 0. */
  void clear() {
    Arrays.fill(sums, 0);
    for (FactorStrip factor : factors) {
      factor.clear();
    }
  }

  /** Adds weight(i) · ∂/∂θ_t to the sums. */
  void addHyperparameterGradient(Strip strip, double[][] weight) {
    weigh(strip, weight, 0);
    for (strip.q = 0; strip.q < strip.singles; strip.q++) {
      for (FactorStrip factor : factors) {
        factor.addContributions(strip);
      }
      loops.addSum(product[strip.q], strip, sums);
    }
  }

  /**
   * Adds weight(slot, i) · ∂/∂w_c to the sums of a slot, w being the single point; and the next.
   */
  void addPointGradient(Strip strip, double[][] weight, int slot) {
    weigh(strip, weight, slot);
    for (strip.q = 0; strip.q < strip.singles; strip.q++) {
      for (FactorStrip factor : factors) {
        factor.addDifferences(strip, slot + strip.q);
      }
    }
  }

  /** gradient[t] += the sums. */
  void addTo(double[] gradient) {
    gradient[theta] += FactorStrip.total(sums);
    for (FactorStrip factor : factors) {
      factor.addTo(gradient);
    }
  }

  /** gradient[c] += the sums of a slot. */
  void addTo(double[] gradient, int slot) {
    for (FactorStrip factor : factors) {
      factor.addTo(gradient, slot);
    }
  }

  /** Makes each slope weight · v · dφ_f/ds′ · Π_{g≠f} φ_g: products from the left and the right. */
  private void weigh(Strip strip, double[][] weight, int slot) {
    for (FactorStrip factor : factors) {
      factor.evaluateWithSlope(strip);
    }
    for (strip.q = 0; strip.q < strip.singles; strip.q++) {
      double[] left = product[strip.q];
      setProduct(strip, weight[slot + strip.q], left);
      for (int f = 2; f < factors.length; f++) {
        double[] upTo = before[f][strip.q];
        int from = strip.from;
        System.arraycopy(before[f - 1][strip.q], from, upTo, from, strip.to - from);
        multiply(upTo, factors[f - 1].value[strip.q], strip);
      }
      for (int f = factors.length - 1; f >= 0; f--) {
        multiply(factors[f].slope[strip.q], left, strip);
        if (f > 0) {
          multiply(factors[f].slope[strip.q], before[f][strip.q], strip);
        }
        multiply(left, factors[f].value[strip.q], strip);
      }
    }
  }

  private void setProduct(Strip strip, double[] weight, double[] target) {
    double v = variance;
    int to = strip.to;
    for (int i = strip.from; i < to; i++) {
      target[i] = v * weight[i];
    }
  }

  private static void multiply(double[] target, double[] by, Strip strip) {
    int to = strip.to;
    for (int i = strip.from; i < to; i++) {
      target[i] *= by[i];
    }
  }
}
