package dev.luthier.nativemath.covariance;

import java.util.Arrays;

/**
 * One factor between the points of a strip and single points, φ = a a′ ρ + c (1 − a)(1 − a′). What
 * is rare, masks and categories, is done in passes of its own. For one thread at a time.
 */
final class FactorStrip {

  private final CompiledFactor factor;
  private final FactorPoints points;
  private final StripLoops loops;
  private final FactorArrays arrays;
  final double[][] value;
  final double[][] slope;

  /** Allocates buffers; slots are sets of sums. */
  FactorStrip(CompiledFactor factor, FactorPoints points, StripLoops loops, int slots) {
    this.factor = factor;
    this.points = points;
    this.loops = loops;
    this.arrays = new FactorArrays(factor, points, slots, loops.parts());
    this.value = arrays.value;
    this.slope = arrays.slope;
  }

  boolean masked() {
    return factor.masked();
  }

  /** value ← amplitude · φ; slope is unspecified. */
  void evaluate(Strip strip, double amplitude) {
    setSquaredDistances(strip);
    loops.values(arrays, strip, amplitude);
    if (factor.masked()) {
      for (strip.q = 0; strip.q < strip.singles; strip.q++) {
        mask(strip, value[strip.q], amplitude * factor.inactivePair);
      }
    }
  }

  /** value ← φ, slope ← dφ/ds′. */
  void evaluateWithSlope(Strip strip) {
    setSquaredDistances(strip);
    loops.valuesAndSlopes(arrays, strip);
    if (factor.masked()) {
      for (strip.q = 0; strip.q < strip.singles; strip.q++) {
        mask(strip, value[strip.q], factor.inactivePair);
        mask(strip, slope[strip.q], 0);
      }
    }
  }

  /** Sums ← 0. */
  void clear() {
    for (double[] sums : arrays.sums) {
      Arrays.fill(sums, 0);
    }
  }

  /** Adds slope(i) · contribution_c(i) to the sums of every column, for single point q. */
  void addContributions(Strip strip) {
    loops.addSquares(arrays, strip, 0);
    for (int c = factor.numeric; c < factor.columns.length; c++) {
      weightMismatches(strip, c);
      loops.addSum(arrays.scratch, strip, arrays.sums(0, c));
    }
  }

  /** Adds slope(i) · (w_c − x_c(i)) to the sums of every numeric column, for single point q. */
  void addDifferences(Strip strip, int slot) {
    loops.addDifferences(arrays, strip, slot);
  }

  /** gradient[θ of c] += −2 · contributions of c: s is divided by ℓ². */
  void addTo(double[] gradient) {
    for (int c = 0; c < factor.columns.length; c++) {
      gradient[factor.theta[c]] -= 2 * total(arrays.sums(0, c));
    }
  }

  /** gradient[c] += what belongs to a slot: ∂s′/∂w_c is twice the scaled difference. */
  void addTo(double[] gradient, int slot) {
    for (int c = 0; c < factor.numeric; c++) {
      double sum = total(arrays.sums(slot, c));
      gradient[factor.columns[c]] += 2 * factor.weight[c] * sum;
    }
  }

  /** The sum of partial sums. */
  static double total(double[] sums) {
    double total = 0;
    for (double sum : sums) {
      total += sum;
    }
    return total;
  }

  private void setSquaredDistances(Strip strip) {
    loops.squares(arrays, strip);
    for (int c = factor.numeric; c < factor.columns.length; c++) {
      for (strip.q = 0; strip.q < strip.singles; strip.q++) {
        addMismatches(strip, c);
      }
    }
  }

  private void mask(Strip strip, double[] target, double bothInactive) {
    double[] active = points.stripActive;
    int at = strip.index * points.length;
    int to = strip.to;
    if (points.singleActive[strip.single + strip.q] == 1) {
      for (int i = strip.from; i < to; i++) {
        target[i] *= active[at + i];
      }
    } else {
      for (int i = strip.from; i < to; i++) {
        target[i] = bothInactive * (1 - active[at + i]);
      }
    }
  }

  private void addMismatches(Strip strip, int c) {
    double[] x = arrays.x(strip, c);
    double[] s = value[strip.q];
    double w = arrays.w(strip, strip.q, c);
    double weight = factor.weight[c];
    int to = strip.to;
    for (int i = strip.from; i < to; i++) {
      s[i] += weight * mismatch(x[i], w);
    }
  }

  private void weightMismatches(Strip strip, int c) {
    double[] x = arrays.x(strip, c);
    double[] product = arrays.scratch;
    double[] h = slope[strip.q];
    double w = arrays.w(strip, strip.q, c);
    double weight = factor.weight[c];
    int to = strip.to;
    for (int i = strip.from; i < to; i++) {
      product[i] = h[i] * (weight * mismatch(x[i], w));
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
