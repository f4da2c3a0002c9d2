package dev.luthier.gpu;

import dev.luthier.linalg.Matrix;

/**
 * Where the elements behind a handle are.
 *
 * @param address of element (0, 0), on the device
 * @param stride elements between neighbours in a row
 * @param rows of the matrix
 * @param cols of the matrix
 */
record DeviceMatrix(long address, int stride, int rows, int cols) {

  static DeviceMatrix of(Matrix matrix) {
    DeviceStorage storage = (DeviceStorage) matrix.storage();
    return new DeviceMatrix(
        storage.address() + Double.BYTES * matrix.offset(),
        storage.leadingDimension(),
        matrix.rows(),
        matrix.cols());
  }

  boolean isEmpty() {
    return rows == 0 || cols == 0;
  }

  /** The address of an element. */
  long at(int row, int col) {
    return address + Double.BYTES * (row + (long) col * stride);
  }

  /** A view of so many elements from (row, col). */
  DeviceMatrix block(int row, int col, int blockRows, int blockCols) {
    return new DeviceMatrix(at(row, col), stride, blockRows, blockCols);
  }
}
