package dev.luthier.nativemath.vector.kernel;

import dev.luthier.nativemath.tile.Block;

/**
 * What some columns of S contribute to a product, by block columns J:
 *
 * <pre>
 *   sums(J) += S(J,J) B(J)                                           made symmetric
 *   sums(I) += S(I,J) B(J),   sums(J) += S(I,J)ᵀ B(I)                for strips below
 * </pre>
 *
 * <p>For one thread at a time.
 */
final class SymmetricPart {

  /** Columns of a strip, of which the copies are squares. */
  static final int COLS = 32;

  /**
   * Rows of a strip, which has 128 KB of a second-level cache of 512 KB. Long columns, so that the
   * processor sees where the next element of S will be. Strips of other shapes, 192 × 96 to 1,024 ×
   * 48, could not be told from this one on a busy machine (n = 4,000, ten columns).
   */
  private static final int ROWS = 512;

  private static final int PARTS = SymmetricTile.PARTS;
  private static final int GROUP = SymmetricTile.GROUP;

  private final Block s = new Block();
  private final Block copy = Block.allocate(COLS + 8);
  private final SymmetricTile tile = new SymmetricTile();
  private final SymmetricTile.Shape shape = new SymmetricTile.Shape();
  private final SymmetricColumns columns = new SymmetricColumns(s);

  /** The sums, in the form of the operand. */
  double[] sums = new double[0];

  /** Columns from … to − 1 of S, whole block columns but for the last. */
  void multiply(Block matrix, SymmetricOperand b, int from, int to) {
    sums = SymmetricOperand.cleared(sums, b.size());
    s.set(matrix);
    if (b.few()) {
      columns.multiply(b, sums, from, to);
      return;
    }
    tile.rightRows = b.byRows;
    tile.rightPanels = b.byPanels;
    tile.sums = sums;
    for (int col = from; col < to; col += COLS) {
      multiplyDiagonal(b, col, Math.min(COLS, to - col));
      if (col + COLS < s.rows) {
        multiplyBelow(b, col);
      }
    }
  }

  /** The copy is symmetric; rows behind the end are 0. */
  private void multiplyDiagonal(SymmetricOperand b, int col, int order) {
    for (int j = 0; j < order; j++) {
      for (int i = j; i < order; i++) {
        double element = s.get(col + i, col + j);
        copy.put(i, j, element);
        copy.put(j, i, element);
      }
      clearBehind(order, j);
    }
    tile.in(copy.memory, copy.colStride);
    shape.rows = padded(order);
    shape.cols = order;
    for (int slice = 0; slice < b.slices; slice++) {
      int at = b.at(slice, col);
      shape.width = b.width(slice);
      tile.multiply(copy.first, shape, at, at);
    }
  }

  private void multiplyBelow(SymmetricOperand b, int col) {
    tile.clearParts(b.before(b.slices) * COLS * PARTS);
    int last = s.columnsAreContiguous() ? col + (s.rows - col) / GROUP * GROUP : col + COLS;
    tile.in(s.memory, s.colStride);
    for (int row = col + COLS; row < last; row += ROWS) {
      multiplyStrip(b, row, col, Math.min(ROWS, last - row), s.at(row, col));
    }
    tile.in(copy.memory, copy.colStride);
    for (int row = last; row < s.rows; row += COLS) {
      int rows = Math.min(COLS, s.rows - row);
      copy(row, rows, col);
      multiplyStrip(b, row, col, padded(rows), copy.first);
    }
    for (int slice = 0; slice < b.slices; slice++) {
      addParts(b.width(slice), b.before(slice) * COLS * PARTS, b.at(slice, col));
    }
  }

  /** Down the columns first: so the processor knows what will be read next. */
  private void multiplyStrip(SymmetricOperand b, int row, int col, int rows, long at) {
    shape.rows = rows;
    shape.cols = COLS;
    for (int slice = 0; slice < b.slices; slice++) {
      shape.width = b.width(slice);
      tile.multiplyTransposed(at, shape, b.at(slice, row), b.before(slice) * COLS * PARTS);
    }
    for (int slice = 0; slice < b.slices; slice++) {
      shape.width = b.width(slice);
      tile.multiply(at, shape, b.at(slice, col), b.at(slice, row));
    }
  }

  /** Parts are by tiles of some columns of S, sums by tiles of two vectors of rows. */
  private void addParts(int width, int partsAt, int sumsAt) {
    int tall = SymmetricTile.COLUMNS;
    int height = SymmetricTile.HEIGHT;
    for (int j = 0; j < COLS; j++) {
      for (int c = 0; c < width; c++) {
        int p = partsAt + (j / tall * tall * width + c * tall + j % tall) * PARTS;
        int to = sumsAt + j / height * height * width + c * height + j % height;
        sums[to] += Sums.ofEight(tile.parts, p);
      }
    }
  }

  private static int padded(int rows) {
    return (rows + GROUP - 1) / GROUP * GROUP;
  }

  private void copy(int row, int rows, int col) {
    for (int j = 0; j < COLS; j++) {
      for (int i = 0; i < rows; i++) {
        copy.put(i, j, s.get(row + i, col + j));
      }
      clearBehind(rows, j);
    }
  }

  private void clearBehind(int rows, int col) {
    for (int i = rows; i < padded(rows); i++) {
      copy.put(i, col, 0);
    }
  }
}
