package dev.luthier.nativemath.covariance;

import dev.luthier.nativemath.memory.OffHeapMatrix;
import java.util.Arrays;

/** Weights of pairs of points, of which a part is brought to an array. Immutable. */
sealed interface PairWeights {

  /**
   * Which pairs: points first ≤ i &lt; last of a strip with some single points.
   *
   * @param single first of at most {@link StripKernel#SLOTS}
   * @param end behind the last
   */
  record Pairs(int first, int last, int single, int end) {

    /** Behind the last point the weights are 0, up to what a vector may read. */
    void pad(double[][] target) {
      int points = last - first;
      for (int j = single; j < end; j++) {
        Arrays.fill(target[j - single], points, Strip.padded(points), 0);
      }
    }
  }

  /** target[j − single][i − first] ← weight(i, j). */
  void fetch(Pairs pairs, double[][] target);

  /**
   * All weights are stored.
   *
   * @param w n × m
   */
  record Full(OffHeapMatrix w) implements PairWeights {
    @Override
    public void fetch(Pairs pairs, double[][] target) {
      for (int j = pairs.single; j < pairs.end; j++) {
        w.read(j, pairs.first, pairs.last, target[j - pairs.single], 0);
      }
      pairs.pad(target);
    }
  }

  /**
   * One column, used for all.
   *
   * @param w n × 1
   */
  record Broadcast(OffHeapMatrix w) implements PairWeights {
    @Override
    public void fetch(Pairs pairs, double[][] target) {
      for (int j = pairs.single; j < pairs.end; j++) {
        w.read(0, pairs.first, pairs.last, target[j - pairs.single], 0);
      }
      pairs.pad(target);
    }
  }

  /**
   * Twice a symmetric matrix, and 0 on the diagonal.
   *
   * @param w n × n, lower triangle stored
   */
  record Symmetric(OffHeapMatrix w) implements PairWeights {
    @Override
    public void fetch(Pairs pairs, double[][] target) {
      for (int j = pairs.single; j < pairs.end; j++) {
        fetchBelowDiagonal(pairs, j, target);
      }
      double[] piece = new double[StripKernel.SLOTS];
      for (int i = pairs.first; i < Math.min(pairs.last, pairs.end); i++) {
        fetchRow(pairs, i, piece, target);
      }
      pairs.pad(target);
    }

    private void fetchBelowDiagonal(Pairs pairs, int j, double[][] target) {
      int from = Math.max(pairs.first, j + 1);
      double[] column = target[j - pairs.single];
      w.read(j, from, pairs.last, column, from - pairs.first);
      for (int i = from - pairs.first; i < pairs.last - pairs.first; i++) {
        column[i] *= 2;
      }
    }

    /** W(j, i) for all j at once: a column of W, of which one cache line is read. */
    private void fetchRow(Pairs pairs, int i, double[] piece, double[][] target) {
      if (i >= pairs.single) {
        target[i - pairs.single][i - pairs.first] = 0;
      }
      int from = Math.max(pairs.single, i + 1);
      w.read(i, from, pairs.end, piece, 0);
      for (int j = from; j < pairs.end; j++) {
        target[j - pairs.single][i - pairs.first] = 2 * piece[j - from];
      }
    }
  }
}
