package dev.luthier.nativemath.openblas;

import dev.luthier.linalg.EigenOutcome;
import dev.luthier.linalg.Matrix;
import dev.luthier.nativemath.bind.Lapack;
import dev.luthier.nativemath.memory.MemoryPool;
import dev.luthier.nativemath.memory.OffHeapStorage;
import dev.luthier.nativemath.tile.Block;
import dev.luthier.nativemath.tile.TiledFactor;

/** Eigenvalues and eigenvectors by LAPACK's divide and conquer. For one session. */
final class OpenBlasEigen implements TiledFactor.EigenSolver {

  private final Lapack lapack;
  private final MemoryPool pool;
  private final Block symmetric = new Block();
  private final Block v = new Block();
  private final Block lambda = new Block();

  OpenBlasEigen(Lapack lapack, MemoryPool pool) {
    this.lapack = lapack;
    this.pool = pool;
  }

  /** dsyevd may not return when it meets NaN, so it is kept from it. */
  @Override
  public EigenOutcome solve(Matrix a, Matrix values, Matrix vectors) {
    symmetric.set(a);
    v.set(vectors);
    lambda.set(values);
    if (v.isEmpty()) {
      return EigenOutcome.CONVERGED;
    }
    if (!symmetric.lowerIsFinite()) {
      return EigenOutcome.NOT_CONVERGED;
    }
    v.copyLower(symmetric);
    int n = v.rows;
    OffHeapStorage work = pool.allocate(n, 2 * n + 16);
    OffHeapStorage integers = pool.allocate(n, 4);
    try {
      int info =
          lapack.dsyevd_(
              n,
              v.address(),
              v.leadingDimension(),
              lambda.address(),
              work.segment().address(),
              integers.segment().address());
      return info == 0 ? EigenOutcome.CONVERGED : EigenOutcome.NOT_CONVERGED;
    } finally {
      pool.free(integers);
      pool.free(work);
    }
  }
}
