package dev.luthier.nativemath.openblas;

import dev.luthier.linalg.Matrix;
import dev.luthier.nativemath.bind.Blas;
import dev.luthier.nativemath.plain.OffHeapReduce;
import dev.luthier.nativemath.tile.Block;

/** Sums over columns by OpenBLAS, at 8 doubles a step. For one session. */
final class ColumnDots implements OffHeapReduce.ColumnProducts {

  private final Blas blas;
  private final Block left = new Block();
  private final Block right = new Block();
  private final Block sums = new Block();

  ColumnDots(Blas blas) {
    this.blas = blas;
  }

  @Override
  public void sum(Matrix a, Matrix b, Matrix out) {
    left.set(a);
    right.set(b);
    sums.set(out);
    for (int j = 0; j < left.cols; j++) {
      long x = left.address() + j * left.colStride;
      long y = right.address() + j * right.colStride;
      sums.put(j, 0, left.isEmpty() ? 0 : blas.cblas_ddot(left.rows, x, y));
    }
  }
}
