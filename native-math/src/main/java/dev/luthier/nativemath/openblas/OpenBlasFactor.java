package dev.luthier.nativemath.openblas;

import dev.luthier.linalg.CholeskyOutcome;
import dev.luthier.linalg.EigenOutcome;
import dev.luthier.linalg.FactorOperations;
import dev.luthier.linalg.Matrix;
import dev.luthier.linalg.PivotedCholeskyOutcome;
import dev.luthier.nativemath.bind.Lapack;
import dev.luthier.nativemath.memory.MemoryPool;
import dev.luthier.nativemath.memory.OffHeapMatrix;
import dev.luthier.nativemath.memory.OffHeapStorage;
import dev.luthier.nativemath.plain.PivotedCholesky;
import dev.luthier.nativemath.plain.RankOneUpdate;

/**
 * Factorizations by the LAPACK in OpenBLAS, and two that it lacks or does otherwise.
 *
 * <pre>
 *   name    meaning                                           shape
 *   a       symmetric, lower triangle stored                  n × n
 *   l       lower triangular factor, A = L Lᵀ                 n × n
 *   info    LAPACK's answer: 0, or the step from 1 that failed
 * </pre>
 */
final class OpenBlasFactor implements FactorOperations {

  private static final CholeskyOutcome DEFINITE = new CholeskyOutcome.Definite();

  private final Lapack lapack;
  private final MemoryPool pool;

  OpenBlasFactor(Lapack lapack, MemoryPool pool) {
    this.lapack = lapack;
    this.pool = pool;
  }

  /**
   * OpenBLAS stops at a pivot that is ≤ 0, but not at NaN or infinity (its test is false for them);
   * they stay on the diagonal of the factor, so it is looked through afterwards.
   */
  @Override
  public CholeskyOutcome choleskyInPlace(Matrix a) {
    OffHeapMatrix l = OffHeapMatrix.of(a);
    if (l.isEmpty()) {
      return DEFINITE;
    }
    int info = lapack.dpotrf_(l.rows(), l.elements(), l.leadingDimension());
    int factored = info > 0 ? info - 1 : l.rows();
    for (int i = 0; i < factored; i++) {
      if (!(l.get(i, i) > 0 && l.get(i, i) < Double.POSITIVE_INFINITY)) {
        return new CholeskyOutcome.NotDefinite(i);
      }
    }
    return info > 0 ? new CholeskyOutcome.NotDefinite(factored) : DEFINITE;
  }

  @Override
  public void inverseFromCholesky(Matrix l, Matrix out) {
    OffHeapMatrix inverse = OffHeapMatrix.of(out);
    if (!inverse.isEmpty()) {
      copyLower(OffHeapMatrix.of(l), inverse);
      lapack.dpotri_(inverse.rows(), inverse.elements(), inverse.leadingDimension());
    }
  }

  @Override
  public void invertTriangular(Matrix l, Matrix out) {
    OffHeapMatrix inverse = OffHeapMatrix.of(out);
    if (!inverse.isEmpty()) {
      copyLower(OffHeapMatrix.of(l), inverse);
      lapack.dtrtri_(inverse.rows(), inverse.elements(), inverse.leadingDimension());
    }
  }

  /** Not dpstrf: it permutes the rows of A in place, and its ties and its end are not ours. */
  @Override
  public PivotedCholeskyOutcome pivotedCholesky(Matrix a, double tolerance, Matrix l) {
    return new PivotedCholesky(OffHeapMatrix.of(a), OffHeapMatrix.of(l)).run(tolerance);
  }

  @Override
  public CholeskyOutcome rankOneUpdate(Matrix l, double alpha, Matrix v) {
    return new RankOneUpdate(OffHeapMatrix.of(l), alpha, OffHeapMatrix.of(v)).run();
  }

  /** dsyevd may not return when it meets NaN, so it is kept from it. */
  @Override
  public EigenOutcome eigenSymmetric(Matrix a, Matrix values, Matrix vectors) {
    OffHeapMatrix symmetric = OffHeapMatrix.of(a);
    OffHeapMatrix v = OffHeapMatrix.of(vectors);
    if (v.isEmpty()) {
      return EigenOutcome.CONVERGED;
    }
    if (!isFinite(symmetric)) {
      return EigenOutcome.NOT_CONVERGED;
    }
    copyLower(symmetric, v);
    int n = v.rows();
    OffHeapStorage work = pool.allocate(n, 2 * n + 16);
    OffHeapStorage integers = pool.allocate(n, 4);
    try {
      int info =
          lapack.dsyevd_(
              n,
              v.elements(),
              v.leadingDimension(),
              OffHeapMatrix.of(values).elements(),
              work.segment(),
              integers.segment());
      return info == 0 ? EigenOutcome.CONVERGED : EigenOutcome.NOT_CONVERGED;
    } finally {
      pool.free(integers);
      pool.free(work);
    }
  }

  private static boolean isFinite(OffHeapMatrix lower) {
    double[] column = new double[lower.rows()];
    for (int j = 0; j < column.length; j++) {
      lower.readColumn(j, j, column.length, column);
      for (int i = j; i < column.length; i++) {
        if (!Double.isFinite(column[i])) {
          return false;
        }
      }
    }
    return true;
  }

  private static void copyLower(OffHeapMatrix source, OffHeapMatrix target) {
    for (int j = 0; j < target.cols(); j++) {
      target.copyColumn(source, j, j);
    }
  }
}
