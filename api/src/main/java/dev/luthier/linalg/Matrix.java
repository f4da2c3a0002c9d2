package dev.luthier.linalg;

/**
 * A handle to a matrix in a backend's memory, or to a rectangular block of one. There is no {@code
 * get(i, j)}: elements come to the host by {@link Session#download}, all at once.
 *
 * <p>A handle made by {@link Session#allocate} or {@link Session#adopt} <i>owns</i> its memory; a
 * block is a view that lives as long as the whole. Handles are immutable; that their memory is gone
 * is detected where they are used.
 */
public final class Matrix {

  private final Allocation allocation;
  private final boolean whole;
  private final int firstRow;
  private final int firstCol;
  private final int rows;
  private final int cols;

  Matrix(Allocation allocation, int rows, int cols) {
    this(allocation, true, 0, 0, rows, cols);
  }

  private Matrix(
      Allocation allocation, boolean whole, int firstRow, int firstCol, int rows, int cols) {
    this.allocation = allocation;
    this.whole = whole;
    this.firstRow = firstRow;
    this.firstCol = firstCol;
    this.rows = rows;
    this.cols = cols;
  }

  /** The number of rows, ≥ 0. */
  public int rows() {
    return rows;
  }

  /** The number of columns, ≥ 0. */
  public int cols() {
    return cols;
  }

  /**
   * A view of {@code blockRows × blockCols} elements whose first is ({@code row}, {@code col}) of
   * this matrix. Costs nothing; shares memory with this matrix. Any thread.
   *
   * @throws IllegalArgumentException if the block is not inside this matrix
   */
  public Matrix block(int row, int col, int blockRows, int blockCols) {
    requireInside("row", row, blockRows, rows);
    requireInside("col", col, blockCols, cols);
    return new Matrix(allocation, false, firstRow + row, firstCol + col, blockRows, blockCols);
  }

  /** The memory, for the backend that allocated it. */
  public Storage storage() {
    return allocation.storage();
  }

  /** The index in {@link #storage()} of element (0, 0). */
  public long offset() {
    return firstRow + (long) firstCol * leadingDimension();
  }

  /** The distance, in elements, between neighbours in a row; ≥ 1 and ≥ {@link #rows()}. */
  public int leadingDimension() {
    return allocation.storage().leadingDimension();
  }

  Allocation allocation() {
    return allocation;
  }

  /** Whether this handle owns its memory. */
  boolean isWhole() {
    return whole;
  }

  /** Whether some element belongs to both. */
  boolean overlaps(Matrix other) {
    return allocation == other.allocation
        && intersect(firstRow, rows, other.firstRow, other.rows)
        && intersect(firstCol, cols, other.firstCol, other.cols);
  }

  /** Shape and place, for messages. */
  @Override
  public String toString() {
    return rows + " × " + cols + " at (" + firstRow + ", " + firstCol + ")";
  }

  private static boolean intersect(int firstA, int lengthA, int firstB, int lengthB) {
    return Math.max(firstA, firstB) < Math.min(firstA + lengthA, firstB + lengthB);
  }

  private static void requireInside(String name, int first, int length, int bound) {
    if (first < 0 || length < 0 || first > bound - length) {
      throw new IllegalArgumentException(
          "block of "
              + length
              + " from "
              + name
              + " "
              + first
              + " is not inside [0, "
              + bound
              + "]");
    }
  }
}
