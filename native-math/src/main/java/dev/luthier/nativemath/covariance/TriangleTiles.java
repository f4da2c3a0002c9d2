package dev.luthier.nativemath.covariance;

import dev.luthier.nativemath.memory.OffHeapMatrix;
import java.util.Arrays;

/**
 * Tiles of operations over the pairs i ≥ j of one set of points. Above the diagonal a strip is
 * computed up to a multiple of what a vector holds, and not used.
 *
 * @param cut of the triangle
 */
record TriangleTiles(TriangleCut cut) {

  TriangleTiles(int n) {
    this(new TriangleCut(n));
  }

  /** out(i, j) ← k(xᵢ, xⱼ) + δᵢⱼ noise(i). */
  void covariance(int tile, StripKernel kernel, OffHeapMatrix noise, OffHeapMatrix out) {
    Strip strip = kernel.strip;
    int first = first(tile, strip);
    int last = Math.min(cut.n(), first + Strip.LENGTH);
    int end = end(tile, last);
    for (int j = cut.column(tile); j < end; j += Strip.SINGLES) {
      cover(strip, j, end, last - first);
      double[][] values = kernel.values();
      for (strip.q = 0; strip.q < strip.singles; strip.q++) {
        int col = j + strip.q;
        int from = Math.max(first, col);
        double[] column = values[strip.q];
        if (col >= first) {
          column[col - first] += noise.get(col, 0);
        }
        out.write(col, from, last, column, from - first);
      }
    }
  }

  /** gradient(t) ← Σ W(i, j) ∂k/∂θₜ over i &gt; j, and half of it for i = j. */
  void addGradient(int tile, StripKernel kernel, OffHeapMatrix w, double[] gradient) {
    Strip strip = kernel.strip;
    int first = first(tile, strip);
    int last = Math.min(cut.n(), first + Strip.LENGTH);
    int end = end(tile, last);
    kernel.clear();
    for (int j = cut.column(tile); j < end; j += Strip.SINGLES) {
      cover(strip, j, end, last - first);
      for (strip.q = 0; strip.q < strip.singles; strip.q++) {
        int col = j + strip.q;
        int from = Math.max(first, col);
        double[] weight = kernel.weight[strip.q];
        Arrays.fill(weight, strip.from, from - first, 0);
        w.read(col, from, last, weight, from - first);
        Arrays.fill(weight, last - first, strip.to, 0);
        if (col >= first) {
          weight[col - first] *= 0.5;
        }
      }
      kernel.addHyperparameterGradient();
    }
    kernel.addTo(gradient);
  }

  private int first(int tile, Strip strip) {
    strip.index = cut.strip(tile);
    return strip.index * Strip.LENGTH;
  }

  /** The column behind the last that reaches the strip. */
  private int end(int tile, int last) {
    return Math.min(cut.column(tile) + TriangleCut.COLUMNS, last);
  }

  private static void cover(Strip strip, int j, int end, int points) {
    strip.single = j;
    strip.singles = Math.min(Strip.SINGLES, end - j);
    int above = Math.max(0, j - strip.index * Strip.LENGTH);
    strip.from = above / Strip.PARTS * Strip.PARTS;
    strip.to = Strip.padded(points);
  }
}
