package dev.luthier.nativemath.vector;

import dev.luthier.linalg.Matrix;
import dev.luthier.linalg.ReduceOperations;
import dev.luthier.nativemath.memory.OffHeapMatrix;
import dev.luthier.nativemath.vector.kernel.Sums;

/** Sums over columns with vectors, others one by one. */
final class VectorReduce implements ReduceOperations {

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
    Sums.dot(a, b, out);
  }

  @Override
  public void columnSquaredNorms(Matrix a, Matrix out) {
    Sums.dot(a, a, out);
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
