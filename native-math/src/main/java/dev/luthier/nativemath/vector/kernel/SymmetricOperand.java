package dev.luthier.nativemath.vector.kernel;

import dev.luthier.nativemath.tile.Block;
import java.util.Arrays;

/**
 * Some columns of B or of the product, cut into slices: fives and fours, or single columns if there
 * are no more than two.
 *
 * <pre>
 *   columns    1      2        3, 4   5   6 … 8   9      10     11, 12    13        …
 *   slices     1      1, 1     4      5   4, 4    5, 4   5, 5   4, 4, 4   5, 4, 4
 * </pre>
 *
 * <p>Slice after slice has {@link #rows} rows; rows and columns behind the end are 0. Read by
 * several threads at a time, and written by none meanwhile.
 */
final class SymmetricOperand {

  /** With so few columns the product takes as long as reading S does. */
  static final int FEW = 2;

  private static final int WIDEST = 5;

  private int columns;
  private boolean few;
  private int fives;

  /** Rows of a slice. */
  int rows;

  /** The number of slices. */
  int slices;

  /** By rows. */
  double[] byRows = new double[0];

  /** By panels of eight rows, of which the columns are contiguous. */
  double[] byPanels = new double[0];

  /**
   * The slices for this many columns; single ones only where S can be read down its columns, as
   * that is what they are for.
   */
  void shape(Block s, int count) {
    int order = s.rows;
    columns = count;
    few = count <= FEW && s.columnsAreContiguous();
    rows = (order + SymmetricTile.GROUP - 1) / SymmetricTile.GROUP * SymmetricTile.GROUP;
    slices = few ? count : (count + WIDEST - 1) / WIDEST;
    fives = few ? 0 : Math.max(0, count - 4 * slices);
  }

  /** Whether slices are single columns. */
  boolean few() {
    return few;
  }

  /** The number of columns of a slice. */
  int width(int slice) {
    if (few) {
      return 1;
    }
    return slice < fives ? WIDEST : 4;
  }

  /** The number of columns before a slice. */
  int before(int slice) {
    if (few) {
      return slice;
    }
    return 4 * slice + Math.min(slice, fives);
  }

  /** Where a row of a slice begins, if it begins a tile. */
  int at(int slice, int row) {
    return before(slice) * rows + row * width(slice);
  }

  /** The number of elements. */
  int size() {
    return before(slices) * rows;
  }

  /** Reads all of them. */
  void read(Block b) {
    int size = size();
    byRows = cleared(byRows, size);
    if (!few) {
      byPanels = cleared(byPanels, size);
    }
    for (int slice = 0; slice < slices; slice++) {
      int width = width(slice);
      int first = before(slice);
      for (int c = 0; c < Math.min(width, columns - first); c++) {
        int at = first * rows + c;
        for (int i = 0; i < b.rows; i++) {
          byRows[at + i * width] = b.get(i, first + c);
        }
        if (!few) {
          readPanels(b, first + c, first * rows + c * SymmetricTile.PARTS, width);
        }
      }
    }
  }

  private void readPanels(Block b, int col, int at, int width) {
    int parts = SymmetricTile.PARTS;
    for (int i = 0; i < b.rows; i++) {
      byPanels[at + i / parts * parts * width + i % parts] = b.get(i, col);
    }
  }

  /** C ← α sums + β C. */
  void write(double alpha, double[] sums, double beta, Block c) {
    for (int slice = 0; slice < slices; slice++) {
      int width = width(slice);
      int first = before(slice);
      int height = few ? 1 : SymmetricTile.HEIGHT;
      for (int j = 0; j < Math.min(width, columns - first); j++) {
        int at = first * rows + j * height;
        for (int i = 0; i < c.rows; i++) {
          double product = alpha * sums[at + i / height * height * width + i % height];
          int col = first + j;
          c.put(i, col, beta == 0 ? product : Math.fma(beta, c.get(i, col), product));
        }
      }
    }
  }

  /** Zeros; the array if it is large enough, or a new one. */
  static double[] cleared(double[] array, int size) {
    if (array.length < size) {
      return new double[size];
    }
    Arrays.fill(array, 0, size, 0);
    return array;
  }
}
