package dev.luthier.nativemath.plain;

import dev.luthier.linalg.Matrix;
import dev.luthier.linalg.TransferOperations;
import dev.luthier.nativemath.memory.OffHeapMatrix;
import java.util.Arrays;

/** Transfers by columns, done when they return. Stateless. */
final class OffHeapTransfers implements TransferOperations {

  @Override
  public void upload(double[] source, int offset, int leadingDimension, Matrix target) {
    OffHeapMatrix matrix = OffHeapMatrix.of(target);
    for (int j = 0; j < matrix.cols(); j++) {
      matrix.write(j, 0, matrix.rows(), source, offset + j * leadingDimension);
    }
  }

  @Override
  public void download(Matrix source, double[] target, int offset, int leadingDimension) {
    OffHeapMatrix matrix = OffHeapMatrix.of(source);
    for (int j = 0; j < matrix.cols(); j++) {
      matrix.read(j, 0, matrix.rows(), target, offset + j * leadingDimension);
    }
  }

  @Override
  public void copy(Matrix source, Matrix target) {
    OffHeapMatrix from = OffHeapMatrix.of(source);
    OffHeapMatrix to = OffHeapMatrix.of(target);
    for (int j = 0; j < to.cols(); j++) {
      to.copyColumn(from, j, 0);
    }
  }

  @Override
  public void fill(Matrix target, double value) {
    OffHeapMatrix matrix = OffHeapMatrix.of(target);
    double[] column = new double[matrix.rows()];
    Arrays.fill(column, value);
    for (int j = 0; j < matrix.cols(); j++) {
      matrix.writeColumn(j, 0, column.length, column);
    }
  }
}
