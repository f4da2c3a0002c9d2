package dev.luthier.nativemath.plain;

import dev.luthier.linalg.Matrix;
import dev.luthier.linalg.ReduceOperations;
import dev.luthier.nativemath.memory.OffHeapMatrix;

/** Sums: those over columns by the backend, others one element after another. */
public final class OffHeapReduce implements ReduceOperations {

  private final ColumnProducts products;

  /** Over a backend's sums. */
  public OffHeapReduce(ColumnProducts products) {
    this.products = products;
  }

  /** How a backend multiplies columns. */
  @FunctionalInterface
  public interface ColumnProducts {
    /** out(j) ← Σᵢ a(i, j) b(i, j); a and b may be the same. */
    void sum(Matrix a, Matrix b, Matrix out);
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
    products.sum(a, b, out);
  }

  @Override
  public void columnSquaredNorms(Matrix a, Matrix out) {
    products.sum(a, a, out);
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
