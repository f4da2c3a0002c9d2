package dev.luthier.linalg.reference;

import dev.luthier.linalg.Matrix;

/** The elements behind a handle, by row and column. */
final class HeapMatrix {

  final int rows;
  final int cols;
  private final double[] elements;
  private final int offset;
  private final int leadingDimension;

  private HeapMatrix(double[] elements, int offset, int leadingDimension, int rows, int cols) {
    this.elements = elements;
    this.offset = offset;
    this.leadingDimension = leadingDimension;
    this.rows = rows;
    this.cols = cols;
  }

  static HeapMatrix of(Matrix matrix) {
    HeapStorage storage = (HeapStorage) matrix.storage();
    return new HeapMatrix(
        storage.elements(),
        Math.toIntExact(matrix.offset()),
        storage.leadingDimension(),
        matrix.rows(),
        matrix.cols());
  }

  /** New elements, all zero. */
  static HeapMatrix zeros(int rows, int cols) {
    return new HeapMatrix(new double[rows * cols], 0, rows, rows, cols);
  }

  /** A full copy of a symmetric matrix of which only the lower triangle is read. */
  static HeapMatrix symmetricCopy(HeapMatrix lower) {
    HeapMatrix full = zeros(lower.rows, lower.rows);
    for (int j = 0; j < lower.rows; j++) {
      for (int i = j; i < lower.rows; i++) {
        full.set(i, j, lower.get(i, j));
        full.set(j, i, lower.get(i, j));
      }
    }
    return full;
  }

  double get(int row, int col) {
    return elements[offset + row + col * leadingDimension];
  }

  void set(int row, int col, double value) {
    elements[offset + row + col * leadingDimension] = value;
  }

  void add(int row, int col, double value) {
    elements[offset + row + col * leadingDimension] += value;
  }

  void fill(double value) {
    for (int j = 0; j < cols; j++) {
      for (int i = 0; i < rows; i++) {
        set(i, j, value);
      }
    }
  }
}
