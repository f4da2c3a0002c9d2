package dev.luthier.nativemath.vector;

import dev.luthier.linalg.CholeskyOutcome;
import dev.luthier.linalg.EigenOutcome;
import dev.luthier.linalg.FactorOperations;
import dev.luthier.linalg.Matrix;
import dev.luthier.linalg.PivotedCholeskyOutcome;
import dev.luthier.nativemath.memory.OffHeapMatrix;
import dev.luthier.nativemath.plain.PivotedCholesky;
import dev.luthier.nativemath.plain.RankOneUpdate;
import dev.luthier.nativemath.plain.SymmetricEigen;
import dev.luthier.nativemath.vector.kernel.DenseKernels;

/** Factorizations with borrowed kernels, and in plain Java those that are rare. */
final class VectorFactor implements FactorOperations {

  private final KernelPool pool;

  VectorFactor(KernelPool pool) {
    this.pool = pool;
  }

  @Override
  public CholeskyOutcome choleskyInPlace(Matrix a) {
    DenseKernels kernels = pool.take();
    try {
      return kernels.choleskyInPlace(a);
    } finally {
      pool.giveBack(kernels);
    }
  }

  @Override
  public void inverseFromCholesky(Matrix l, Matrix out) {
    DenseKernels kernels = pool.take();
    try {
      kernels.inverseFromCholesky(l, out);
    } finally {
      pool.giveBack(kernels);
    }
  }

  @Override
  public void invertTriangular(Matrix l, Matrix out) {
    DenseKernels kernels = pool.take();
    try {
      kernels.invertTriangular(l, out);
    } finally {
      pool.giveBack(kernels);
    }
  }

  @Override
  public PivotedCholeskyOutcome pivotedCholesky(Matrix a, double tolerance, Matrix l) {
    return new PivotedCholesky(OffHeapMatrix.of(a), OffHeapMatrix.of(l)).run(tolerance);
  }

  @Override
  public CholeskyOutcome rankOneUpdate(Matrix l, double alpha, Matrix v) {
    return new RankOneUpdate(OffHeapMatrix.of(l), alpha, OffHeapMatrix.of(v)).run();
  }

  @Override
  public EigenOutcome eigenSymmetric(Matrix a, Matrix values, Matrix vectors) {
    return new SymmetricEigen(OffHeapMatrix.of(a))
        .run(OffHeapMatrix.of(values), OffHeapMatrix.of(vectors));
  }
}
