package dev.luthier.nativemath.plain;

import dev.luthier.linalg.PivotedCholeskyOutcome;
import dev.luthier.nativemath.memory.OffHeapMatrix;
import java.util.ArrayList;
import java.util.List;

/**
 * Greedy low-rank factorization (Harbrecht, Peters, Schneider 2012, algorithm 1).
 *
 * <pre>
 *   name       meaning                                   shape
 *   a          symmetric, lower triangle stored          n × n
 *   l          factor, rows in the order of a            n × r
 *   columns    the columns of l found so far             r × n
 *   residual   diagonal of A − L Lᵀ                      n
 *   chosen     whether a row is a pivot                  n
 * </pre>
 */
public final class PivotedCholesky {

  private final OffHeapMatrix a;
  private final OffHeapMatrix l;
  private final double[][] columns;
  private final double[] residual;
  private final boolean[] chosen;
  private final List<Integer> pivots = new ArrayList<>();

  /** Of A, into L. */
  public PivotedCholesky(OffHeapMatrix a, OffHeapMatrix l) {
    this.a = a;
    this.l = l;
    columns = new double[l.cols()][a.rows()];
    residual = new double[a.rows()];
    chosen = new boolean[a.rows()];
    for (int i = 0; i < residual.length; i++) {
      residual[i] = a.get(i, i);
    }
  }

  /** Runs to the tolerance or the last column of L; once. */
  public PivotedCholeskyOutcome run(double tolerance) {
    double threshold = tolerance * Math.max(0, largestResidual());
    while (pivots.size() < columns.length) {
      double largest = largestResidual();
      if (!(largest > Math.max(0, threshold))) {
        break;
      }
      eliminate(firstWith(largest));
    }
    l.setColumns(columns);
    return new PivotedCholeskyOutcome(pivots, largestResidual());
  }

  /** The column of A − L Lᵀ at the pivot over the root of its diagonal; 0 at earlier pivots. */
  private void eliminate(int pivot) {
    int k = pivots.size();
    double[] column = columns[k];
    for (int j = 0; j < pivot; j++) {
      column[j] = a.get(pivot, j);
    }
    a.readColumn(pivot, pivot, column.length, column);
    for (int q = 0; q < k; q++) {
      subtract(columns[q][pivot], columns[q], column);
    }
    double root = Math.sqrt(residual[pivot]);
    for (int i = 0; i < column.length; i++) {
      column[i] = chosen[i] ? 0 : column[i] / root;
      residual[i] -= column[i] * column[i];
    }
    column[pivot] = root;
    chosen[pivot] = true;
    pivots.add(pivot);
  }

  private static void subtract(double multiple, double[] of, double[] from) {
    for (int i = 0; i < from.length; i++) {
      from[i] -= multiple * of[i];
    }
  }

  /** NaN if any is NaN, by the rule of {@link Math#max}; 0 when nothing is left. */
  private double largestResidual() {
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < residual.length; i++) {
      if (!chosen[i]) {
        largest = Math.max(largest, residual[i]);
      }
    }
    return pivots.size() == residual.length ? 0 : largest;
  }

  private int firstWith(double value) {
    int i = 0;
    while (chosen[i] || residual[i] != value) {
      i++;
    }
    return i;
  }
}
