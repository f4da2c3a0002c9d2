package dev.luthier.nativemath.covariance;

import java.util.List;

/**
 * A kernel between strips of one set of points and single points of another, with the buffers and
 * sums of one thread.
 */
final class StripKernel {

  /** Single points whose gradients are summed at the same time: a cache line of a row of W. */
  static final int SLOTS = 8;

  private final TermStrip[] terms;
  private final double[][] sum = new double[Strip.SINGLES][Strip.LENGTH];

  /** What the tile that computes with this covers now. */
  final Strip strip = new Strip();

  /** Weights of pairs; tiles fill it. */
  final double[][] weight = new double[SLOTS][Strip.LENGTH];

  StripKernel(List<TermStrip> terms) {
    this.terms = terms.toArray(TermStrip[]::new);
  }

  /** k(xᵢ, z) for what the strip covers, in an array that is overwritten by the next call. */
  double[][] values() {
    if (terms.length == 1) {
      // The usual kernel has no sum to build.
      return terms[0].values(strip);
    }
    for (int t = 0; t < terms.length; t++) {
      double[][] values = terms[t].values(strip);
      for (strip.q = 0; strip.q < strip.singles; strip.q++) {
        if (t == 0) {
          int from = strip.from;
          System.arraycopy(values[strip.q], from, sum[strip.q], from, strip.to - from);
        } else {
          add(values[strip.q], sum[strip.q], strip.from, strip.to);
        }
      }
    }
    return sum;
  }

  /** Sums ← 0. */
  void clear() {
    for (TermStrip term : terms) {
      term.clear();
    }
  }

  /** Adds weight(q, i) · ∂k(xᵢ, z)/∂θ to the sums. */
  void addHyperparameterGradient() {
    for (TermStrip term : terms) {
      term.addHyperparameterGradient(strip, weight);
    }
  }

  /** Adds weight(slot, i) · ∂k(xᵢ, z)/∂z to the sums of a slot, and of the next. */
  void addPointGradient(int slot) {
    for (TermStrip term : terms) {
      term.addPointGradient(strip, weight, slot);
    }
  }

  /** gradient[t] += the sums. */
  void addTo(double[] gradient) {
    for (TermStrip term : terms) {
      term.addTo(gradient);
    }
  }

  /** gradient[c] += the sums of a slot. */
  void addTo(double[] gradient, int slot) {
    for (TermStrip term : terms) {
      term.addTo(gradient, slot);
    }
  }

  private static void add(double[] values, double[] target, int from, int to) {
    for (int i = from; i < to; i++) {
      target[i] += values[i];
    }
  }
}
