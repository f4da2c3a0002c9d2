package dev.luthier.nativemath.tile;

import dev.luthier.linalg.CholeskyOutcome;
import dev.luthier.linalg.EigenOutcome;
import dev.luthier.linalg.FactorOperations;
import dev.luthier.linalg.Matrix;
import dev.luthier.linalg.PivotedCholeskyOutcome;
import dev.luthier.nativemath.memory.OffHeapMatrix;
import dev.luthier.nativemath.plain.PivotedCholesky;
import dev.luthier.nativemath.plain.RankOneUpdate;

/** Factorizations and inverses by tiles, and in plain Java what is rare. For one session. */
public final class TiledFactor implements FactorOperations {

  private static final CholeskyOutcome DEFINITE = new CholeskyOutcome.Definite();

  private final TiledCholesky cholesky;
  private final TiledInverse inverse;
  private final EigenSolver eigen;
  private final Block first = new Block();
  private final Block second = new Block();

  /** Over a backend's kernels. */
  public TiledFactor(TileScheduler scheduler, WorkerPool workers, EigenSolver eigen) {
    this.cholesky = new TiledCholesky(scheduler, workers);
    this.inverse = new TiledInverse(scheduler, workers);
    this.eigen = eigen;
  }

  /** How a backend finds eigenvalues and eigenvectors. */
  @FunctionalInterface
  public interface EigenSolver {
    /** As {@link FactorOperations#eigenSymmetric}. */
    EigenOutcome solve(Matrix a, Matrix values, Matrix vectors);
  }

  @Override
  public CholeskyOutcome choleskyInPlace(Matrix a) {
    int factored = cholesky.run(first.set(a));
    return factored == a.rows() ? DEFINITE : new CholeskyOutcome.NotDefinite(factored);
  }

  @Override
  public void inverseFromCholesky(Matrix l, Matrix out) {
    inverse.invertProduct(first.set(l), second.set(out));
  }

  @Override
  public void invertTriangular(Matrix l, Matrix out) {
    inverse.invertTriangular(first.set(l), second.set(out));
  }

  /** Not LAPACK's dpstrf: it permutes the rows of A in place; its ties and its end are not ours. */
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
    return eigen.solve(a, values, vectors);
  }
}
