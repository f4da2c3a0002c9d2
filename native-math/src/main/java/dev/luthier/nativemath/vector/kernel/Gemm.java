package dev.luthier.nativemath.vector.kernel;

import dev.luthier.nativemath.tile.Block;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;

/**
 * Products by packed panels (Goto, van de Geijn 2008), of which the loops are:
 *
 * <pre>
 *   columns of the output by ≤ 1,024      right factor: packed, 2 MB, in the last-level cache
 *     steps k by 256
 *       rows of the output by 128        left factor: packed, 256 KB, in the second-level cache
 *         tiles, column of tiles by column of tiles
 * </pre>
 *
 * <p>An element of the output is a sum over blocks of 256 steps, each a chain in ascending order,
 * then scaled by α and added with one rounding. So its bits depend neither on the species nor on
 * where in the output it is.
 */
final class Gemm {

  /** What becomes of the output. */
  enum Output {
    /** C ← α A B; C is not read. */
    SET,
    /** C ← α A B + C. */
    ADD
  }

  /** Which elements of the output are computed. */
  enum Region {
    /** All. */
    FULL,
    /** Those on and below the diagonal; the others are not touched. */
    LOWER
  }

  static final int DEPTH = 256;
  private static final int LEFT_ROWS = 128;
  private static final int RIGHT_COLS = 1024 / Tile.WIDTH * Tile.WIDTH;
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();
  private static final long VECTOR_BYTES = Species.LANES * (long) Double.BYTES;

  /** The factors and the output; the caller sets them, and a run leaves them unspecified. */
  final Block left = new Block();

  final Block right = new Block();
  final Block out = new Block();

  private final double[] leftPanels = new double[LEFT_ROWS * DEPTH];
  private final double[] rightPanels = new double[RIGHT_COLS * DEPTH];
  private final Tile tile = new Tile(leftPanels, rightPanels);
  private final Block part = new Block();
  private double alpha;
  private boolean set;
  private Region region = Region.FULL;

  /**
   * The output's columns or rows are contiguous, in either direction. The output may be the right
   * factor if there are at most {@link #DEPTH} steps, and SET: panels are packed before a part of
   * the output is written.
   */
  void run(double factor, Output output, Region wanted) {
    if (out.isEmpty()) {
      return;
    }
    alpha = factor;
    region = wanted;
    makeColumnsContiguous();
    for (int col = 0; col < out.cols; col += RIGHT_COLS) {
      int cols = Math.min(RIGHT_COLS, out.cols - col);
      for (int step = 0; step < left.cols; step += DEPTH) {
        int depth = Math.min(DEPTH, left.cols - step);
        set = output == Output.SET && step == 0;
        Packing.pack(
            part.part(right, step, col).size(depth, cols).transpose(), Tile.WIDTH, rightPanels);
        multiplyRows(step, depth, col, cols);
      }
    }
  }

  /** An output by rows is the transpose of one by columns; a reversed one reverses a factor. */
  private void makeColumnsContiguous() {
    if (Math.abs(out.rowStride) != Double.BYTES) {
      part.set(left);
      left.set(right).transpose();
      right.set(part).transpose();
      out.transpose();
    }
    if (out.rowStride < 0) {
      out.reverseRows();
      left.reverseRows();
    }
  }

  private void multiplyRows(int step, int depth, int col, int cols) {
    int firstRow = region == Region.LOWER ? col / LEFT_ROWS * LEFT_ROWS : 0;
    for (int row = firstRow; row < out.rows; row += LEFT_ROWS) {
      int rows = Math.min(LEFT_ROWS, out.rows - row);
      Packing.pack(part.part(left, row, step).size(rows, depth), Tile.HEIGHT, leftPanels);
      part.part(out, row, col).size(rows, cols);
      multiplyTiles(depth, col - row);
    }
  }

  /** The element (i, j) of the part is above the diagonal if i &lt; j + shift. */
  private void multiplyTiles(int depth, int shift) {
    for (int j = 0; j < part.cols; j += Tile.WIDTH) {
      int width = Math.min(Tile.WIDTH, part.cols - j);
      int first = region == Region.LOWER ? Math.max(0, j + shift) : 0;
      for (int i = first / Tile.HEIGHT * Tile.HEIGHT; i < part.rows; i += Tile.HEIGHT) {
        tile.multiply(i * depth, j * depth, depth, width);
        boolean crossed = region == Region.LOWER && i < j + shift + width - 1;
        if (width == Tile.WIDTH && i + Tile.HEIGHT <= part.rows && !crossed) {
          writeWhole(part.at(i, j));
        } else {
          writePartly(i, j, width, shift);
        }
      }
    }
  }

  private void writeWhole(long at) {
    MemorySegment memory = part.memory;
    double[] sums = tile.sums;
    double factor = alpha;
    int from = 0;
    for (int j = 0; j < Tile.WIDTH; j++) {
      long column = at + j * part.colStride;
      for (int i = 0; i < Tile.HEIGHT; i += Species.LANES) {
        DoubleVector sum = DoubleVector.fromArray(Species.DOUBLES, sums, from);
        DoubleVector scaled =
            set
                ? sum.mul(factor)
                : sum.fma(
                    DoubleVector.broadcast(Species.DOUBLES, factor),
                    DoubleVector.fromMemorySegment(Species.DOUBLES, memory, column, ORDER));
        scaled.intoMemorySegment(memory, column, ORDER);
        column += VECTOR_BYTES;
        from += Species.LANES;
      }
    }
  }

  private void writePartly(int row, int col, int width, int shift) {
    int height = Math.min(Tile.HEIGHT, part.rows - row);
    for (int j = 0; j < width; j++) {
      int first = region == Region.LOWER ? Math.max(0, col + j + shift - row) : 0;
      for (int i = first; i < height; i++) {
        double sum = tile.sums[i + j * Tile.HEIGHT];
        double value = set ? alpha * sum : Math.fma(alpha, sum, part.get(row + i, col + j));
        part.put(row + i, col + j, value);
      }
    }
  }
}
