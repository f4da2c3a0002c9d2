package dev.luthier.nativemath.vector.kernel;

import dev.luthier.nativemath.tile.Block;
import java.util.Arrays;

/**
 * What some columns of S contribute to its product with one or two columns: S is read once, in
 * strips of eight columns from the diagonal down, and not copied. For one thread at a time.
 */
final class SymmetricColumns {

  private static final int COUNT = EightColumns.COUNT;

  /** Rows of eight columns that stay in the first-level cache between their uses: 16 KB. */
  private static final int ROWS = 256;

  private final Block s;
  private final EightColumns columns = new EightColumns();
  private final double[] dots = new double[SymmetricOperand.FEW * COUNT * COUNT];
  private int order;

  /** Of this matrix, which is set before each product. */
  SymmetricColumns(Block s) {
    this.s = s;
  }

  /** Adds what columns from … to − 1 contribute; the sums are by columns as the operand is. */
  void multiply(SymmetricOperand b, double[] sums, int from, int to) {
    columns.of(s);
    for (int col = from; col < to; col += COUNT) {
      order = Math.min(COUNT, to - col);
      for (int side = 0; side < b.slices; side++) {
        multiplyDiagonal(b.byRows, sums, side * b.rows + col, col);
      }
      if (col + COUNT < s.rows) {
        multiplyBelow(b, sums, col);
      }
    }
  }

  private void multiplyDiagonal(double[] x, double[] sums, int at, int col) {
    for (int j = 0; j < order; j++) {
      sums[at + j] = Math.fma(s.get(col + j, col + j), x[at + j], sums[at + j]);
      for (int i = j + 1; i < order; i++) {
        double element = s.get(col + i, col + j);
        sums[at + i] = Math.fma(element, x[at + j], sums[at + i]);
        sums[at + j] = Math.fma(element, x[at + i], sums[at + j]);
      }
    }
  }

  private void multiplyBelow(SymmetricOperand b, double[] sums, int col) {
    int count = columns.parts.length;
    Arrays.fill(dots, 0);
    for (int row = col + COUNT; row < s.rows; row += ROWS) {
      int rows = Math.min(ROWS, s.rows - row);
      for (int side = 0; side < b.slices; side++) {
        int at = side * b.rows;
        System.arraycopy(b.byRows, at + col, columns.factors, 0, COUNT);
        columns.add(s.at(row, col), sums, at + row, rows);
        System.arraycopy(dots, side * count, columns.parts, 0, count);
        columns.dots(s.at(row, col), b.byRows, at + row, rows);
        System.arraycopy(columns.parts, 0, dots, side * count, count);
      }
    }
    for (int side = 0; side < b.slices; side++) {
      System.arraycopy(dots, side * count, columns.parts, 0, count);
      for (int j = 0; j < COUNT; j++) {
        sums[side * b.rows + col + j] += columns.sum(j);
      }
    }
  }
}
