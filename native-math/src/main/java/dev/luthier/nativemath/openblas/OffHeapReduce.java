package dev.luthier.nativemath.openblas;

import dev.luthier.linalg.Matrix;
import dev.luthier.linalg.ReduceOperations;
import dev.luthier.nativemath.bind.Blas;
import dev.luthier.nativemath.memory.OffHeapMatrix;

/** Sums; those over columns by OpenBLAS, at 8 doubles a step. */
final class OffHeapReduce implements ReduceOperations {

  private final Blas blas;

  OffHeapReduce(Blas blas) {
    this.blas = blas;
  }

  @Override
  public void logDiagSum(Matrix a, Matrix out) {
    OffHeapMatrix matrix = OffHeapMatrix.of(a);
    double sum = 0;
    for (int i = 0; i < matrix.rows(); i++) {
      sum += Math.log(matrix.get(i, i));
    }
    OffHeapMatrix.of(out).set(0, 0, sum);
  }

  @Override
  public void dot(Matrix a, Matrix b, Matrix out) {
    OffHeapMatrix left = OffHeapMatrix.of(a);
    OffHeapMatrix right = OffHeapMatrix.of(b);
    OffHeapMatrix sums = OffHeapMatrix.of(out);
    for (int j = 0; j < left.cols(); j++) {
      double sum =
          left.isEmpty() ? 0 : blas.cblas_ddot(left.rows(), left.column(j), right.column(j));
      sums.set(j, 0, sum);
    }
  }

  @Override
  public void columnSquaredNorms(Matrix a, Matrix out) {
    dot(a, a, out);
  }

  @Override
  public void diagonal(Matrix a, Matrix out) {
    OffHeapMatrix matrix = OffHeapMatrix.of(a);
    OffHeapMatrix vector = OffHeapMatrix.of(out);
    for (int i = 0; i < matrix.rows(); i++) {
      vector.set(i, 0, matrix.get(i, i));
    }
  }
}
