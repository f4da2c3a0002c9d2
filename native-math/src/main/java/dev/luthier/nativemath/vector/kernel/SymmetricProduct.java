package dev.luthier.nativemath.vector.kernel;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import dev.luthier.nativemath.tile.Block;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * C ← α S B + β C, where S is symmetric and stored by its lower triangle, in one pass over S: a
 * strip below the diagonal is copied to an array, which stays in the first-level cache, and
 * multiplied with B in both places that it stands for. For one thread at a time.
 *
 * <pre>
 *   name    meaning                                                        shape
 *   right   B by rows, in slices of two or three vectors                n × m, padded with 0
 *   sums    S B in the same form                                           n × m, padded
 *   strip   ROWS × WIDTH elements of S, by columns; or a diagonal block    ROWS × ROWS
 *
 *   sums(I) += S(I,J) right(J)      sums(J) += S(I,J)ᵀ right(I)      for strips below the diagonal
 *   sums(I) += S(I,I) right(I)                                       for blocks made symmetric
 * </pre>
 *
 * <p>Vectors lie across the columns of B, so no sum runs across lanes: its order is the same for
 * every species.
 */
public final class SymmetricProduct {

  private static final int LANES = Species.LANES;

  /** Columns of a strip. */
  private static final int WIDTH = 2 * RowTile.GROUP;

  /** A strip has 37 KB, of which a part stays in a first-level cache of 32 KB. */
  private static final int ROWS = RowTile.ROWS;

  /** Columns of B in one pass over S; more would not stay in the second-level cache. */
  private static final int COLS = 64;

  private final Block s = new Block();
  private final Block b = new Block();
  private final Block c = new Block();
  private final RowTile tile = new RowTile();
  private int vectors;
  private int paddedRows;

  /** For an engine, or several that take turns. */
  public SymmetricProduct() {}

  /** C ← α S B + β C; where β = 0 the old C is not read. */
  public void multiply(double alpha, Block symmetric, Block factor, double beta, Block out) {
    s.set(symmetric);
    paddedRows = (s.rows + ROWS - 1) / ROWS * ROWS;
    for (int col = 0; col < factor.cols; col += COLS) {
      int cols = Math.min(COLS, factor.cols - col);
      b.part(factor, 0, col).size(s.rows, cols);
      c.part(out, 0, col).size(s.rows, cols);
      vectors = Math.max(2, (cols + LANES - 1) / LANES);
      tile.clear(Math.multiplyExact(paddedRows, vectors * LANES));
      read();
      for (int row = 0; row < s.rows; row += ROWS) {
        multiplyRows(row, Math.min(ROWS, s.rows - row));
      }
      write(alpha, beta);
    }
  }

  /** Rows that the strip has and S has not are 0. */
  private void multiplyRows(int row, int rows) {
    for (int col = 0; col < row; col += WIDTH) {
      for (int j = 0; j < WIDTH; j++) {
        copy(row, rows, col + j, j * ROWS);
        Arrays.fill(tile.strip, j * ROWS + rows, j * ROWS + padded(rows), 0);
      }
      multiplyStrip(row, rows, col);
    }
    copyDiagonal(row, rows);
    int wide;
    for (int first = 0; first < vectors; first += wide) {
      wide = sliceVectors(first);
      int at = (first * paddedRows + row * wide) * LANES;
      tile.multiply(wide, padded(rows), rows, at, at);
    }
  }

  private void multiplyStrip(int row, int rows, int col) {
    int wide;
    for (int first = 0; first < vectors; first += wide) {
      wide = sliceVectors(first);
      int atRow = (first * paddedRows + row * wide) * LANES;
      int atCol = (first * paddedRows + col * wide) * LANES;
      tile.multiply(wide, padded(rows), WIDTH, atCol, atRow);
      tile.multiplyTransposed(wide, WIDTH, rows, atRow, atCol);
    }
  }

  /** Up to the next multiple of what a tile takes at once. */
  private static int padded(int rows) {
    return (rows + RowTile.GROUP - 1) / RowTile.GROUP * RowTile.GROUP;
  }

  private void copy(int row, int rows, int col, int at) {
    if (s.columnsAreContiguous()) {
      MemorySegment.copy(s.memory, JAVA_DOUBLE, s.at(row, col), tile.strip, at, rows);
    } else {
      for (int i = 0; i < rows; i++) {
        tile.strip[at + i] = s.get(row + i, col);
      }
    }
  }

  private void copyDiagonal(int first, int order) {
    for (int j = 0; j < order; j++) {
      copy(first + j, order - j, first + j, j * ROWS + j);
      Arrays.fill(tile.strip, j * ROWS + order, j * ROWS + padded(order), 0);
    }
    for (int j = 0; j < order; j++) {
      for (int i = j + 1; i < order; i++) {
        tile.strip[j + i * ROWS] = tile.strip[i + j * ROWS];
      }
    }
  }

  /** Two or three vectors, so that no single one is left over. */
  private int sliceVectors(int first) {
    return (vectors - first) % 3 == 0 ? 3 : 2;
  }

  private void read() {
    int wide;
    for (int first = 0; first < vectors; first += wide) {
      wide = sliceVectors(first);
      int width = wide * LANES;
      int slice = first * LANES;
      for (int j = 0; j < Math.min(width, b.cols - slice); j++) {
        int at = slice * paddedRows + j;
        for (int i = 0; i < b.rows; i++) {
          tile.right[at + i * width] = b.get(i, slice + j);
        }
      }
    }
  }

  private void write(double alpha, double beta) {
    int wide;
    for (int first = 0; first < vectors; first += wide) {
      wide = sliceVectors(first);
      int width = wide * LANES;
      int slice = first * LANES;
      for (int j = 0; j < Math.min(width, c.cols - slice); j++) {
        int at = slice * paddedRows + j;
        for (int i = 0; i < c.rows; i++) {
          double product = alpha * tile.sums[at + i * width];
          c.put(i, slice + j, beta == 0 ? product : Math.fma(beta, c.get(i, slice + j), product));
        }
      }
    }
  }
}
