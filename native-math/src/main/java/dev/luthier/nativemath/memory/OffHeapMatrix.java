package dev.luthier.nativemath.memory;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import dev.luthier.linalg.Matrix;
import java.lang.foreign.MemorySegment;

/**
 * The elements behind a handle. Loops do not run over them one by one: a column, or a part of one,
 * is copied to an array, which the compiler vectorises loops over, and back.
 */
public final class OffHeapMatrix {

  private final MemorySegment elements;
  private final int rows;
  private final int cols;
  private final int leadingDimension;

  OffHeapMatrix(MemorySegment elements, int rows, int cols, int leadingDimension) {
    this.elements = elements;
    this.rows = rows;
    this.cols = cols;
    this.leadingDimension = leadingDimension;
  }

  /** Opens a handle. The offset of an empty block may lie behind the end; nothing is there. */
  public static OffHeapMatrix of(Matrix matrix) {
    OffHeapStorage storage = (OffHeapStorage) matrix.storage();
    boolean empty = matrix.rows() == 0 || matrix.cols() == 0;
    return new OffHeapMatrix(
        empty ? MemorySegment.NULL : storage.segment().asSlice(matrix.offset() * Double.BYTES),
        matrix.rows(),
        matrix.cols(),
        storage.leadingDimension());
  }

  /** The number of rows. */
  public int rows() {
    return rows;
  }

  /** The number of columns. */
  public int cols() {
    return cols;
  }

  /** The distance between columns in elements. */
  public int leadingDimension() {
    return leadingDimension;
  }

  /** Whether there are no elements. */
  public boolean isEmpty() {
    return rows == 0 || cols == 0;
  }

  /** From element (0, 0) on, for native routines; NULL if there are no elements. */
  public MemorySegment elements() {
    return elements;
  }

  /** From element (0, col) on, for native routines. */
  public MemorySegment column(int col) {
    return elements.asSlice(index(0, col) * Double.BYTES);
  }

  /** One element; for scattered access only. */
  public double get(int row, int col) {
    return elements.getAtIndex(JAVA_DOUBLE, index(row, col));
  }

  /** Sets one element; for scattered access only. */
  public void set(int row, int col, double value) {
    elements.setAtIndex(JAVA_DOUBLE, index(row, col), value);
  }

  /** target[i] ← this(i, col) for from ≤ i &lt; to. */
  public void readColumn(int col, int from, int to, double[] target) {
    read(col, from, to, target, from);
  }

  /** target[first + i − from] ← this(i, col) for from ≤ i &lt; to. */
  public void read(int col, int from, int to, double[] target, int first) {
    if (from < to) {
      long offset = index(from, col) * Double.BYTES;
      MemorySegment.copy(elements, JAVA_DOUBLE, offset, target, first, to - from);
    }
  }

  /** this(i, col) ← source[i] for from ≤ i &lt; to. */
  public void writeColumn(int col, int from, int to, double[] source) {
    write(col, from, to, source, from);
  }

  /** this(i, col) ← source[first + i − from] for from ≤ i &lt; to. */
  public void write(int col, int from, int to, double[] source, int first) {
    if (from < to) {
      long offset = index(from, col) * Double.BYTES;
      MemorySegment.copy(source, first, elements, JAVA_DOUBLE, offset, to - from);
    }
  }

  /** this(i, col) ← source(i, col) for from ≤ i &lt; rows. */
  public void copyColumn(OffHeapMatrix source, int col, int from) {
    if (from < rows) {
      MemorySegment.copy(
          source.elements,
          source.index(from, col) * Double.BYTES,
          elements,
          index(from, col) * Double.BYTES,
          (rows - from) * (long) Double.BYTES);
    }
  }

  /** The columns as arrays. */
  public double[][] toColumns() {
    double[][] columns = new double[cols][rows];
    for (int j = 0; j < cols; j++) {
      readColumn(j, 0, rows, columns[j]);
    }
    return columns;
  }

  /** Sets all elements from columns. */
  public void setColumns(double[][] columns) {
    for (int j = 0; j < cols; j++) {
      writeColumn(j, 0, rows, columns[j]);
    }
  }

  /** Where an element is, in elements from the first: more than an int from 46,341² on. */
  long index(int row, int col) {
    return row + (long) col * leadingDimension;
  }
}
