package dev.luthier.nativemath.vector.kernel;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import dev.luthier.linalg.Matrix;
import dev.luthier.nativemath.memory.OffHeapStorage;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A matrix in memory with a stride for each direction. Transposing swaps the strides and reversing
 * negates them, and so one algorithm serves all sides and directions. Mutable and used again,
 * because an operation allocates nothing; confined to the thread that works with its {@link
 * DenseKernels}.
 *
 * <pre>
 *   name                  meaning                                    unit
 *   first                 where element (0, 0) is in the memory      bytes
 *   rowStride, colStride  from (i, j) to (i + 1, j), to (i, j + 1)   bytes
 * </pre>
 */
final class Block {

  private static final long WIDTH = Double.BYTES;

  MemorySegment memory = MemorySegment.NULL;
  long first;
  int rows;
  int cols;
  long rowStride;
  long colStride;

  /** A square of its own, which lives as long as it is referred to. */
  static Block allocate(int order) {
    Block block = new Block();
    block.memory = Arena.ofAuto().allocate(JAVA_DOUBLE, (long) order * order);
    block.rowStride = WIDTH;
    block.colStride = order * WIDTH;
    return block.size(order, order);
  }

  /** Becomes the whole of a matrix. */
  Block set(Matrix matrix) {
    OffHeapStorage storage = (OffHeapStorage) matrix.storage();
    memory = storage.segment();
    first = matrix.offset() * WIDTH;
    rows = matrix.rows();
    cols = matrix.cols();
    rowStride = WIDTH;
    colStride = storage.leadingDimension() * WIDTH;
    return this;
  }

  /** Becomes the same as another. */
  Block set(Block other) {
    return part(other, 0, 0).size(other.rows, other.cols);
  }

  /** Becomes what is at and behind (row, col) of another. */
  Block part(Block whole, int row, int col) {
    memory = whole.memory;
    first = whole.first + row * whole.rowStride + col * whole.colStride;
    rowStride = whole.rowStride;
    colStride = whole.colStride;
    return size(whole.rows - row, whole.cols - col);
  }

  /** Keeps only the first rows and columns. */
  Block size(int keptRows, int keptCols) {
    rows = keptRows;
    cols = keptCols;
    return this;
  }

  /** Becomes its transpose. */
  Block transpose() {
    int formerRows = rows;
    long formerStride = rowStride;
    rows = cols;
    rowStride = colStride;
    cols = formerRows;
    colStride = formerStride;
    return this;
  }

  /** Puts the last row first. */
  Block reverseRows() {
    first += (rows - 1) * rowStride;
    rowStride = -rowStride;
    return this;
  }

  /** Puts the last column first. */
  Block reverseCols() {
    first += (cols - 1) * colStride;
    colStride = -colStride;
    return this;
  }

  /** Whether neighbours in a column are neighbours in memory, in the same order. */
  boolean columnsAreContiguous() {
    return rowStride == WIDTH;
  }

  boolean isEmpty() {
    return rows == 0 || cols == 0;
  }

  long at(int row, int col) {
    return first + row * rowStride + col * colStride;
  }

  double get(int row, int col) {
    return memory.get(JAVA_DOUBLE, at(row, col));
  }

  void put(int row, int col, double value) {
    memory.set(JAVA_DOUBLE, at(row, col), value);
  }

  /** this ← β this, or only what is on and below the diagonal; for β = 0 nothing is read. */
  void scale(double beta, boolean lower) {
    for (int j = 0; j < cols; j++) {
      for (int i = lower ? j : 0; i < rows; i++) {
        put(i, j, beta == 0 ? 0 : beta * get(i, j));
      }
    }
  }
}
