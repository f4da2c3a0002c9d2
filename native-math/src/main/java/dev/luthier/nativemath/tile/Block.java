package dev.luthier.nativemath.tile;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import dev.luthier.linalg.Matrix;
import dev.luthier.nativemath.memory.OffHeapStorage;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A matrix in memory with a stride for each direction. Transposing swaps the strides and reversing
 * negates them, and so one algorithm serves all sides and directions. Mutable and used again,
 * because an operation allocates nothing; for one thread at a time, but read by several while the
 * tiles of an operation are computed.
 *
 * <pre>
 *   name                  meaning                                    unit
 *   first                 where element (0, 0) is in the memory      bytes
 *   rowStride, colStride  from (i, j) to (i + 1, j), to (i, j + 1)   bytes
 * </pre>
 */
public final class Block {

  private static final long WIDTH = Double.BYTES;

  /**
   * The order of what is transposed at once: a line of either side is used as long as it is in the
   * first-level cache.
   */
  private static final int SQUARE = 32;

  /** All of the memory that it is in. */
  public MemorySegment memory = MemorySegment.NULL;

  /** Where element (0, 0) is, in bytes. */
  public long first;

  /** The number of rows. */
  public int rows;

  /** The number of columns. */
  public int cols;

  /** From row to row, in bytes. */
  public long rowStride;

  /** From column to column, in bytes. */
  public long colStride;

  /** An empty one, to be set. */
  public Block() {}

  /** A square of its own, which lives as long as it is referred to. */
  public static Block allocate(int order) {
    Block block = new Block();
    block.memory = Arena.ofAuto().allocate(JAVA_DOUBLE, (long) order * order);
    block.rowStride = WIDTH;
    block.colStride = order * WIDTH;
    return block.size(order, order);
  }

  /** Becomes the whole of a matrix. */
  public Block set(Matrix matrix) {
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
  public Block set(Block other) {
    return part(other, 0, 0).size(other.rows, other.cols);
  }

  /** Becomes what is at and behind (row, col) of another. */
  public Block part(Block whole, int row, int col) {
    memory = whole.memory;
    first = whole.first + row * whole.rowStride + col * whole.colStride;
    rowStride = whole.rowStride;
    colStride = whole.colStride;
    return size(whole.rows - row, whole.cols - col);
  }

  /** Keeps only the first rows and columns. */
  public Block size(int keptRows, int keptCols) {
    rows = keptRows;
    cols = keptCols;
    return this;
  }

  /** Becomes its transpose. */
  public Block transpose() {
    int formerRows = rows;
    long formerStride = rowStride;
    rows = cols;
    rowStride = colStride;
    cols = formerRows;
    colStride = formerStride;
    return this;
  }

  /** Puts the last row first. */
  public Block reverseRows() {
    first += (rows - 1) * rowStride;
    rowStride = -rowStride;
    return this;
  }

  /** Puts the last column first. */
  public Block reverseCols() {
    first += (cols - 1) * colStride;
    colStride = -colStride;
    return this;
  }

  /** Whether neighbours in a column are neighbours in memory, in the same order. */
  public boolean columnsAreContiguous() {
    return rowStride == WIDTH;
  }

  /** Whether there are no elements. */
  public boolean isEmpty() {
    return rows == 0 || cols == 0;
  }

  /** Where an element is, in bytes. */
  public long at(int row, int col) {
    return first + row * rowStride + col * colStride;
  }

  /** An element. */
  public double get(int row, int col) {
    return memory.get(JAVA_DOUBLE, at(row, col));
  }

  /** Sets an element. */
  public void put(int row, int col, double value) {
    memory.set(JAVA_DOUBLE, at(row, col), value);
  }

  /** this ← β this, or only what is on and below the diagonal; for β = 0 nothing is read. */
  public void scale(double beta, boolean lower) {
    for (int j = 0; j < cols; j++) {
      for (int i = lower ? j : 0; i < rows; i++) {
        put(i, j, beta == 0 ? 0 : beta * get(i, j));
      }
    }
  }

  /** this ← α source, columns from … to − 1; the shapes are the same. */
  void setScaled(double alpha, Block source, int from, int to) {
    for (int col = from; col < to; col += SQUARE) {
      for (int row = 0; row < rows; row += SQUARE) {
        setSquare(
            row, Math.min(rows, row + SQUARE), col, Math.min(to, col + SQUARE), alpha, source);
      }
    }
  }

  private void setSquare(int row, int end, int col, int to, double alpha, Block source) {
    MemorySegment target = memory;
    MemorySegment origin = source.memory;
    for (int j = col; j < to; j++) {
      long write = at(row, j);
      long read = source.at(row, j);
      for (int i = row; i < end; i++) {
        target.set(JAVA_DOUBLE, write, alpha * origin.get(JAVA_DOUBLE, read));
        write += rowStride;
        read += source.rowStride;
      }
    }
  }

  /** Sets what is above the diagonal to what is below it in columns from … to − 1. */
  void mirror(int from, int to) {
    for (int row = from; row < rows; row += SQUARE) {
      int end = Math.min(rows, row + SQUARE);
      for (int j = from; j < Math.min(to, end); j++) {
        long read = at(Math.max(row, j + 1), j);
        long write = at(j, Math.max(row, j + 1));
        for (int i = Math.max(row, j + 1); i < end; i++) {
          memory.set(JAVA_DOUBLE, write, memory.get(JAVA_DOUBLE, read));
          read += rowStride;
          write += colStride;
        }
      }
    }
  }

  /** Sets what is on and below the diagonal; columns of both are contiguous. */
  public void copyLower(Block source) {
    for (int j = 0; j < cols; j++) {
      long bytes = (rows - j) * WIDTH;
      MemorySegment.copy(source.memory, source.at(j, j), memory, at(j, j), bytes);
    }
  }

  /** Whether what is on and below the diagonal is neither infinite nor NaN. */
  public boolean lowerIsFinite() {
    for (int j = 0; j < cols; j++) {
      for (int i = j; i < rows; i++) {
        if (!Double.isFinite(get(i, j))) {
          return false;
        }
      }
    }
    return true;
  }

  /** The address of the first element, for native routines. */
  public long address() {
    return memory.address() + first;
  }

  /**
   * From column to column, or from row to row if these are contiguous, in elements. Where there is
   * only one of them, as large as routines want it that check.
   */
  public int leadingDimension() {
    boolean byColumns = columnsAreContiguous();
    int length = byColumns ? rows : cols;
    int stride = Math.toIntExact((byColumns ? colStride : rowStride) / WIDTH);
    return (byColumns ? cols : rows) == 1 ? Math.max(1, length) : stride;
  }
}
