package dev.luthier.linalg.reference;

import dev.luthier.linalg.Matrix;
import dev.luthier.linalg.ReduceOperations;

/** Sums from the first element to the last. */
final class ReferenceReduce implements ReduceOperations {

  @Override
  public void logDiagSum(Matrix a, Matrix out) {
    HeapMatrix matrix = HeapMatrix.of(a);
    double sum = 0;
    for (int i = 0; i < matrix.rows; i++) {
      sum += Math.log(matrix.get(i, i));
    }
    HeapMatrix.of(out).set(0, 0, sum);
  }

  @Override
  public void dot(Matrix a, Matrix b, Matrix out) {
    HeapMatrix left = HeapMatrix.of(a);
    HeapMatrix right = HeapMatrix.of(b);
    HeapMatrix sums = HeapMatrix.of(out);
    for (int j = 0; j < left.cols; j++) {
      double sum = 0;
      for (int i = 0; i < left.rows; i++) {
        sum += left.get(i, j) * right.get(i, j);
      }
      sums.set(j, 0, sum);
    }
  }

  @Override
  public void columnSquaredNorms(Matrix a, Matrix out) {
    dot(a, a, out);
  }

  @Override
  public void diagonal(Matrix a, Matrix out) {
    HeapMatrix matrix = HeapMatrix.of(a);
    HeapMatrix vector = HeapMatrix.of(out);
    for (int i = 0; i < matrix.rows; i++) {
      vector.set(i, 0, matrix.get(i, i));
    }
  }
}
