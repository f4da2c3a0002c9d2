package dev.luthier.nativemath.covariance;

import dev.luthier.linalg.CovarianceOperations;
import dev.luthier.linalg.CovarianceOutcome;
import dev.luthier.linalg.Kernel;
import dev.luthier.linalg.Matrix;
import dev.luthier.nativemath.memory.OffHeapMatrix;
import dev.luthier.nativemath.tile.TileScheduler;

/**
 * Covariances by tiles, each a part of a strip and some single points. Knows every factor.
 * Stateless; how an operation is cut depends only on its shapes, and sums of tiles are added in
 * their order, so results do not depend on the number of threads.
 */
public final class OffHeapCovariance implements CovarianceOperations {

  private static final CovarianceOutcome COMPUTED = new CovarianceOutcome.Computed();

  private final TileScheduler scheduler;
  private final StripLoops loops;

  /** For an engine that computes in the thread that calls. */
  public OffHeapCovariance() {
    this(new TileScheduler(1));
  }

  /**
   * Pairs that are worth a second thread: one takes some 2 ns, and a thread 50 µs to wake up. If
   * the other processors are busy it takes far longer, and the caller waits for what it has begun.
   */
  private static final long LEAST_PAIRS = 1 << 15;

  /** For an engine; the scheduler belongs to the backend. */
  public OffHeapCovariance(TileScheduler scheduler) {
    this(scheduler, StripLoops.best());
  }

  OffHeapCovariance(TileScheduler scheduler, StripLoops loops) {
    this.scheduler = scheduler;
    this.loops = loops;
  }

  @Override
  public CovarianceOutcome covariance(Kernel kernel, Matrix x, Matrix diagonal, Matrix out) {
    OffHeapMatrix points = OffHeapMatrix.of(x);
    CompiledKernel compiled = new CompiledKernel(kernel, points, points, loops);
    TriangleTiles tiles = new TriangleTiles(points.rows());
    OffHeapMatrix noise = OffHeapMatrix.of(diagonal);
    OffHeapMatrix k = OffHeapMatrix.of(out);
    run(
        compiled,
        pairs(x, x) / 2,
        tiles.cut().count(),
        (tile, own) -> tiles.covariance(tile, own, noise, k));
    return COMPUTED;
  }

  @Override
  public CovarianceOutcome crossCovariance(Kernel kernel, Matrix x, Matrix z, Matrix out) {
    OffHeapMatrix points = OffHeapMatrix.of(x);
    CompiledKernel compiled = new CompiledKernel(kernel, points, OffHeapMatrix.of(z), loops);
    RectangleTiles tiles = new RectangleTiles(points.rows(), z.rows());
    OffHeapMatrix k = OffHeapMatrix.of(out);
    run(compiled, pairs(x, z), tiles.valueTiles(), (tile, own) -> tiles.covariance(tile, own, k));
    return COMPUTED;
  }

  @Override
  public CovarianceOutcome covarianceGradDot(Kernel kernel, Matrix x, Matrix w, Matrix gradient) {
    OffHeapMatrix points = OffHeapMatrix.of(x);
    CompiledKernel compiled = new CompiledKernel(kernel, points, points, loops);
    TriangleTiles tiles = new TriangleTiles(points.rows());
    OffHeapMatrix weights = OffHeapMatrix.of(w);
    double[][] partial = new double[tiles.cut().count()][compiled.hyperparameters()];
    run(
        compiled,
        pairs(x, x) / 2,
        partial.length,
        (tile, own) -> tiles.addGradient(tile, own, weights, partial[tile]));
    OffHeapMatrix out = OffHeapMatrix.of(gradient);
    for (int t = 0; t < compiled.hyperparameters(); t++) {
      double sum = 0;
      for (double[] part : partial) {
        sum += part[t];
      }
      out.set(t, 0, 2 * sum);
    }
    return COMPUTED;
  }

  /** Each unordered pair is in the sum twice; k(x, x) does not change with x. */
  @Override
  public CovarianceOutcome covarianceGradInputs(Kernel kernel, Matrix x, Matrix w, Matrix gradX) {
    OffHeapMatrix points = OffHeapMatrix.of(x);
    CompiledKernel compiled = new CompiledKernel(kernel, points, points, loops);
    setGradients(compiled, points.rows(), new PairWeights.Symmetric(OffHeapMatrix.of(w)), gradX);
    return COMPUTED;
  }

  @Override
  public CovarianceOutcome crossCovarianceGradDot(
      Kernel kernel, Matrix x, Matrix z, Matrix w, Matrix gradZ) {
    OffHeapMatrix points = OffHeapMatrix.of(x);
    CompiledKernel compiled = new CompiledKernel(kernel, points, OffHeapMatrix.of(z), loops);
    OffHeapMatrix weights = OffHeapMatrix.of(w);
    setGradients(
        compiled,
        points.rows(),
        w.cols() == 1 ? new PairWeights.Broadcast(weights) : new PairWeights.Full(weights),
        gradZ);
    return COMPUTED;
  }

  private void setGradients(CompiledKernel compiled, int n, PairWeights weights, Matrix out) {
    OffHeapMatrix gradient = OffHeapMatrix.of(out);
    RectangleTiles tiles = new RectangleTiles(n, out.rows());
    KernelTiles work =
        new KernelTiles(
            compiled,
            StripKernel.SLOTS,
            (tile, own) -> tiles.setGradient(tile, own, weights, gradient));
    run(work, (long) n * out.rows(), tiles.gradientTiles());
  }

  private void run(CompiledKernel compiled, long pairs, int count, KernelTiles.Work work) {
    run(new KernelTiles(compiled, 1, work), pairs, count);
  }

  private void run(KernelTiles tiles, long pairs, int count) {
    if (pairs < LEAST_PAIRS) {
      TileScheduler.runHere(tiles, count);
    } else {
      scheduler.run(tiles, count);
    }
  }

  private static long pairs(Matrix x, Matrix z) {
    return (long) x.rows() * z.rows();
  }
}
