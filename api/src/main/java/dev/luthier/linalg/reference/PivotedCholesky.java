package dev.luthier.linalg.reference;

import dev.luthier.linalg.PivotedCholeskyOutcome;
import java.util.ArrayList;
import java.util.List;

/**
 * Greedy low-rank factorization (Harbrecht, Peters, Schneider 2012, algorithm 1).
 *
 * <pre>
 *   name       meaning                                   shape
 *   a          symmetric, lower triangle stored          n × n
 *   l          factor, rows in the order of a            n × r
 *   residual   diagonal of A − L Lᵀ; 0 for pivots        n
 *   pivots     rows chosen so far
 * </pre>
 */
final class PivotedCholesky {

  private final HeapMatrix a;
  private final HeapMatrix l;
  private final double[] residual;
  private final List<Integer> pivots = new ArrayList<>();

  PivotedCholesky(HeapMatrix a, HeapMatrix l) {
    this.a = a;
    this.l = l;
    residual = new double[a.rows];
    for (int i = 0; i < residual.length; i++) {
      residual[i] = a.get(i, i);
    }
  }

  PivotedCholeskyOutcome run(double tolerance) {
    l.fill(0);
    double threshold = tolerance * Math.max(0, largestResidual());
    while (pivots.size() < l.cols) {
      double largest = largestResidual();
      if (!(largest > Math.max(0, threshold))) {
        break;
      }
      eliminate(firstWith(largest));
    }
    return new PivotedCholeskyOutcome(pivots, largestResidual());
  }

  private void eliminate(int pivot) {
    int k = pivots.size();
    double root = Math.sqrt(residual[pivot]);
    for (int i = 0; i < a.rows; i++) {
      if (i == pivot || pivots.contains(i)) {
        continue;
      }
      double sum = i > pivot ? a.get(i, pivot) : a.get(pivot, i);
      for (int q = 0; q < k; q++) {
        sum -= l.get(i, q) * l.get(pivot, q);
      }
      l.set(i, k, sum / root);
      residual[i] -= l.get(i, k) * l.get(i, k);
    }
    l.set(pivot, k, root);
    residual[pivot] = 0;
    pivots.add(pivot);
  }

  /** NaN if any is NaN, by the rule of {@link Math#max}; 0 when nothing is left. */
  private double largestResidual() {
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < residual.length; i++) {
      if (!pivots.contains(i)) {
        largest = Math.max(largest, residual[i]);
      }
    }
    return pivots.size() == residual.length ? 0 : largest;
  }

  private int firstWith(double value) {
    int i = 0;
    while (pivots.contains(i) || residual[i] != value) {
      i++;
    }
    return i;
  }
}
