package dev.luthier.nativemath.tile;

import dev.luthier.linalg.DenseOperations;
import dev.luthier.linalg.Matrix;
import dev.luthier.linalg.Transpose;
import dev.luthier.linalg.TriangularSystem;
import dev.luthier.nativemath.memory.OffHeapMatrix;

/** Products and solves, tile by tile. For one session. */
public final class TiledDense implements DenseOperations {

  private final ProductTiles product;
  private final SquareTiles lower;
  private final WorkerPool workers;
  private final SystemTiles systems;

  /** Over a backend's kernels. */
  public TiledDense(TileScheduler scheduler, WorkerPool workers) {
    product = new ProductTiles(scheduler, workers);
    lower = new SquareTiles(scheduler, workers);
    this.workers = workers;
    systems = new SystemTiles(scheduler, workers);
  }

  @Override
  public void gemm(
      double alpha,
      Matrix a,
      Transpose transposeA,
      Matrix b,
      Transpose transposeB,
      double beta,
      Matrix c) {
    setTransposed(product.a, a, transposeA);
    setTransposed(product.b, b, transposeB);
    product.c.set(c);
    if (isProduct(alpha, product.a, beta, product.c, false)) {
      product.run(alpha, beta);
    }
  }

  @Override
  public void syrk(double alpha, Matrix a, Transpose transpose, double beta, Matrix c) {
    setTransposed(lower.a, a, transpose);
    lower.c.set(c);
    if (isProduct(alpha, lower.a, beta, lower.c, true)) {
      lower.run(alpha, beta);
    }
  }

  /** One pass over S: whether and how it is cut is up to the kernels. */
  @Override
  public void symmetricMultiply(double alpha, Matrix s, Matrix b, double beta, Matrix c) {
    Worker worker = workers.take();
    worker.a.set(s);
    worker.b.set(b);
    worker.c.set(c);
    if (isProduct(alpha, worker.a, beta, worker.c, false)) {
      worker.kernels.symmetricMultiply(alpha, worker.a, worker.b, beta, worker.c);
    }
    workers.giveBack(worker);
  }

  @Override
  public void solveTriangular(TriangularSystem system, Matrix l, Matrix b) {
    systems.l.set(l);
    systems.b.set(b);
    if (!systems.b.isEmpty()) {
      systems.run(system);
    }
  }

  @Override
  public void scaleColumns(Matrix a, Matrix scales) {
    OffHeapMatrix matrix = OffHeapMatrix.of(a);
    OffHeapMatrix factors = OffHeapMatrix.of(scales);
    for (int j = 0; j < matrix.cols(); j++) {
      double factor = factors.get(j, 0);
      for (int i = 0; i < matrix.rows(); i++) {
        matrix.set(i, j, matrix.get(i, j) * factor);
      }
    }
  }

  @Override
  public void addToDiagonal(Matrix a, double value) {
    OffHeapMatrix matrix = OffHeapMatrix.of(a);
    for (int i = 0; i < matrix.rows(); i++) {
      matrix.set(i, i, matrix.get(i, i) + value);
    }
  }

  /** Whether there is something to multiply; otherwise C ← β C is done here. */
  private static boolean isProduct(double alpha, Block a, double beta, Block c, boolean lower) {
    if (c.isEmpty()) {
      return false;
    }
    if (alpha == 0 || a.cols == 0) {
      c.scale(beta, lower);
      return false;
    }
    return true;
  }

  private static void setTransposed(Block block, Matrix matrix, Transpose transpose) {
    block.set(matrix);
    switch (transpose) {
      case NONE -> {}
      case TRANSPOSED -> block.transpose();
    }
  }
}
