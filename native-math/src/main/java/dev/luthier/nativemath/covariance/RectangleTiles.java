package dev.luthier.nativemath.covariance;

import dev.luthier.nativemath.memory.OffHeapMatrix;
import java.util.Arrays;

/**
 * Tiles of operations over all pairs of two sets of points.
 *
 * @param n points that strips are made of
 * @param m single points
 */
record RectangleTiles(int n, int m) {

  private static final int COLUMNS = TriangleCut.COLUMNS;

  /** One for every strip and group of columns. */
  int valueTiles() {
    return Math.multiplyExact(Strip.count(n), groups());
  }

  /** One for every eight single points, with all strips. */
  int gradientTiles() {
    return (m + StripKernel.SLOTS - 1) / StripKernel.SLOTS;
  }

  private int groups() {
    return (m + COLUMNS - 1) / COLUMNS;
  }

  /** out(i, j) ← k(xᵢ, zⱼ). */
  void covariance(int tile, StripKernel kernel, OffHeapMatrix out) {
    Strip strip = kernel.strip;
    int first = cover(strip, tile / groups());
    int last = Math.min(n, first + Strip.LENGTH);
    int column = tile % groups() * COLUMNS;
    int end = Math.min(m, column + COLUMNS);
    for (int j = column; j < end; j += Strip.SINGLES) {
      strip.single = j;
      strip.singles = Math.min(Strip.SINGLES, end - j);
      double[][] values = kernel.values();
      for (strip.q = 0; strip.q < strip.singles; strip.q++) {
        out.write(j + strip.q, first, last, values[strip.q], 0);
      }
    }
  }

  /** out(j, c) ← Σᵢ weight(i, j) ∂k(xᵢ, zⱼ)/∂z(j, c). */
  void setGradient(int tile, StripKernel kernel, PairWeights weights, OffHeapMatrix out) {
    Strip strip = kernel.strip;
    int single = tile * StripKernel.SLOTS;
    int end = Math.min(m, single + StripKernel.SLOTS);
    kernel.clear();
    for (int s = 0; s < Strip.count(n); s++) {
      int first = cover(strip, s);
      weights.fetch(
          new PairWeights.Pairs(first, Math.min(n, first + Strip.LENGTH), single, end),
          kernel.weight);
      for (int j = single; j < end; j += Strip.SINGLES) {
        strip.single = j;
        strip.singles = Math.min(Strip.SINGLES, end - j);
        kernel.addPointGradient(j - single);
      }
    }
    double[] gradient = new double[out.cols()];
    for (int j = single; j < end; j++) {
      Arrays.fill(gradient, 0);
      kernel.addTo(gradient, j - single);
      for (int c = 0; c < gradient.length; c++) {
        out.set(j, c, gradient[c]);
      }
    }
  }

  private int cover(Strip strip, int index) {
    int first = index * Strip.LENGTH;
    strip.index = index;
    strip.from = 0;
    strip.to = Strip.padded(Math.min(Strip.LENGTH, n - first));
    return first;
  }
}
