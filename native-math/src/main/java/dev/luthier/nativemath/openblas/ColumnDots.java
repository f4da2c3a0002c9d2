package dev.luthier.nativemath.openblas;

import dev.luthier.linalg.Matrix;
import dev.luthier.nativemath.bind.Blas;
import dev.luthier.nativemath.memory.OffHeapMatrix;
import dev.luthier.nativemath.plain.OffHeapReduce;

/** Sums over columns by OpenBLAS, at 8 doubles a step. */
record ColumnDots(Blas blas) implements OffHeapReduce.ColumnProducts {

  @Override
  public void sum(Matrix a, Matrix b, Matrix out) {
    OffHeapMatrix left = OffHeapMatrix.of(a);
    OffHeapMatrix right = OffHeapMatrix.of(b);
    OffHeapMatrix sums = OffHeapMatrix.of(out);
    for (int j = 0; j < left.cols(); j++) {
      double sum =
          left.isEmpty() ? 0 : blas.cblas_ddot(left.rows(), left.column(j), right.column(j));
      sums.set(j, 0, sum);
    }
  }
}
