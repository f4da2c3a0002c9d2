package dev.luthier.nativemath.covariance;

import dev.luthier.nativemath.memory.OffHeapMatrix;
import java.util.Arrays;

/**
 * Rows of weights as arrays. Memory holds columns, so rows are fetched by blocks: one of 32 × 256
 * is 64 KiB, and each piece of a column that is read is four cache lines.
 */
final class WeightRows {

  /** Rows in a block. */
  static final int BLOCK = 32;

  /** What the matrix stands for. */
  enum Form {
    /** All elements are stored. */
    FULL,
    /** One column, used for all. */
    BROADCAST,
    /** Twice a symmetric matrix of which the lower triangle is stored, and 0 on the diagonal. */
    OFF_DIAGONAL_TWICE
  }

  private final OffHeapMatrix w;
  private final Form form;
  private final double[] piece = new double[BLOCK];
  private final double[][] rows;

  /**
   * Allocates a block.
   *
   * @param cols length of a row
   */
  WeightRows(OffHeapMatrix w, Form form, int cols) {
    this.w = w;
    this.form = form;
    rows = new double[BLOCK][cols];
  }

  /** The number of rows of the matrix. */
  int count() {
    return w.rows();
  }

  /** Row first + r of the block that was fetched last. */
  double[] row(int r) {
    return rows[r];
  }

  /** Fetches rows [first, last), at most {@link #BLOCK}, of columns [from, to). */
  void fetch(int first, int last, int from, int to) {
    switch (form) {
      case FULL -> fetchFull(first, last, from, to);
      case BROADCAST -> broadcast(first, last, from, to);
      case OFF_DIAGONAL_TWICE -> {
        fetchLeftOfDiagonal(first, last, from, to);
        fetchRightOfDiagonal(first, last, from, to);
      }
    }
  }

  private void fetchFull(int first, int last, int from, int to) {
    for (int j = from; j < to; j++) {
      w.read(j, first, last, piece, 0);
      for (int r = 0; r < last - first; r++) {
        rows[r][j] = piece[r];
      }
    }
  }

  private void broadcast(int first, int last, int from, int to) {
    w.read(0, first, last, piece, 0);
    for (int r = 0; r < last - first; r++) {
      Arrays.fill(rows[r], from, to, piece[r]);
    }
  }

  private void fetchLeftOfDiagonal(int first, int last, int from, int to) {
    for (int j = from; j < Math.min(to, last - 1); j++) {
      int below = Math.max(first, j + 1);
      w.read(j, below, last, piece, 0);
      for (int i = below; i < last; i++) {
        rows[i - first][j] = 2 * piece[i - below];
      }
    }
  }

  /** Row i right of the diagonal is column i below it, which lies in memory as it is needed. */
  private void fetchRightOfDiagonal(int first, int last, int from, int to) {
    for (int i = first; i < last; i++) {
      double[] row = rows[i - first];
      if (i >= from && i < to) {
        row[i] = 0;
      }
      int after = Math.max(from, i + 1);
      w.readColumn(i, after, to, row);
      for (int j = after; j < to; j++) {
        row[j] *= 2;
      }
    }
  }
}
