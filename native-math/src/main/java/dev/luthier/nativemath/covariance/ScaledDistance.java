package dev.luthier.nativemath.covariance;

import java.util.Arrays;

/**
 * Squared distances between the points of a strip and one other, and what their derivatives need.
 *
 * <pre>
 *   name      meaning                                         shape
 *   x         coordinates of the strip, by columns            columns × n
 *   w         coordinates of the single points                columns × m
 *   s(i)      Σ_c ((x_c(i) − w_c) / ℓ_c)², categories by 0 or 1/ℓ²
 *   h(i)      weight of point i, with dφ/ds in it             n
 *   sums      one accumulator a point, so that nothing is reduced in the loop
 * </pre>
 */
final class ScaledDistance {

  private final CompiledFactor factor;
  private final double[][] x;
  private final double[][] w;

  ScaledDistance(CompiledFactor factor, FactorPoints strip, FactorPoints singles) {
    this.factor = factor;
    this.x = strip.columns;
    this.w = singles.columns;
  }

  /** s(i) for the points of a strip. Four columns a pass, which halves the time. */
  void squared(Strip strip, double[] s) {
    Arrays.fill(s, strip.from(), strip.to(), 0);
    int c = 0;
    for (; c + 4 <= factor.numeric; c += 4) {
      addFourSquares(c, strip, s);
    }
    for (; c < factor.numeric; c++) {
      addSquares(c, strip, s);
    }
    for (; c < x.length; c++) {
      addMismatches(c, strip, s);
    }
  }

  /** sums[θ of c](i) += h(i) · contribution_c(i), for every column c. */
  void addContributions(Strip strip, double[] h, double[][] sums) {
    for (int c = 0; c < factor.numeric; c++) {
      addWeightedSquares(c, strip, h, sums[factor.theta[c]]);
    }
    for (int c = factor.numeric; c < x.length; c++) {
      addWeightedMismatches(c, strip, h, sums[factor.theta[c]]);
    }
  }

  /** sums[column](i) += h(i) · ∂s/∂x_c(i), for every numeric column. */
  void addSlopes(Strip strip, double[] h, double[][] sums) {
    for (int c = 0; c < factor.numeric; c++) {
      addWeightedDifferences(c, strip, h, sums[factor.columns[c]]);
    }
  }

  private void addFourSquares(int c, Strip strip, double[] s) {
    double[] x0 = x[c];
    double[] x1 = x[c + 1];
    double[] x2 = x[c + 2];
    double[] x3 = x[c + 3];
    double w0 = w[c][strip.single()];
    double w1 = w[c + 1][strip.single()];
    double w2 = w[c + 2][strip.single()];
    double w3 = w[c + 3][strip.single()];
    double v0 = factor.weight[c];
    double v1 = factor.weight[c + 1];
    double v2 = factor.weight[c + 2];
    double v3 = factor.weight[c + 3];
    int to = strip.to();
    for (int i = strip.from(); i < to; i++) {
      double d0 = (x0[i] - w0) * v0;
      double d1 = (x1[i] - w1) * v1;
      double d2 = (x2[i] - w2) * v2;
      double d3 = (x3[i] - w3) * v3;
      s[i] += (d0 * d0 + d1 * d1) + (d2 * d2 + d3 * d3);
    }
  }

  private void addSquares(int c, Strip strip, double[] s) {
    double[] xc = x[c];
    double wc = w[c][strip.single()];
    double weight = factor.weight[c];
    int to = strip.to();
    for (int i = strip.from(); i < to; i++) {
      double d = (xc[i] - wc) * weight;
      s[i] += d * d;
    }
  }

  private void addMismatches(int c, Strip strip, double[] s) {
    double[] xc = x[c];
    double wc = w[c][strip.single()];
    double weight = factor.weight[c];
    int to = strip.to();
    for (int i = strip.from(); i < to; i++) {
      s[i] += weight * mismatch(xc[i], wc);
    }
  }

  private void addWeightedSquares(int c, Strip strip, double[] h, double[] sum) {
    double[] xc = x[c];
    double wc = w[c][strip.single()];
    double weight = factor.weight[c];
    int to = strip.to();
    for (int i = strip.from(); i < to; i++) {
      double d = (xc[i] - wc) * weight;
      sum[i] += h[i] * (d * d);
    }
  }

  private void addWeightedMismatches(int c, Strip strip, double[] h, double[] sum) {
    double[] xc = x[c];
    double wc = w[c][strip.single()];
    double weight = factor.weight[c];
    int to = strip.to();
    for (int i = strip.from(); i < to; i++) {
      sum[i] += h[i] * (weight * mismatch(xc[i], wc));
    }
  }

  private void addWeightedDifferences(int c, Strip strip, double[] h, double[] sum) {
    double[] xc = x[c];
    double wc = w[c][strip.single()];
    double scale = 2 * factor.weight[c] * factor.weight[c];
    int to = strip.to();
    for (int i = strip.from(); i < to; i++) {
      sum[i] += h[i] * ((xc[i] - wc) * scale);
    }
  }

  /**
   * 0 where u == w, else 1, without a branch: unequal doubles differ by at least 2⁻¹⁰⁷⁴ (gradual
   * underflow), and codes are bounded so that no difference is NaN.
   */
  private static double mismatch(double u, double w) {
    return Math.min(1, Math.abs(u - w) * 0x1p600 * 0x1p600);
  }
}
