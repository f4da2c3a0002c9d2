package dev.luthier.nativemath.tile;

import dev.luthier.linalg.TriangularSystem;

/**
 * A = L Lᵀ by block columns, from left to right; tiles share all but the diagonal blocks.
 *
 * <pre>
 *   L₁₁ L₁₁ᵀ = A₁₁        L₂₁ = A₂₁ L₁₁⁻ᵀ        A₂₂ ← A₂₂ − L₂₁ L₂₁ᵀ, and so on with A₂₂
 * </pre>
 *
 * By halves instead, half of the work is in the solve, which is slower than a product: up to a
 * tenth slower in all at n ≥ 1,500 (OpenBLAS on AMD Zen 3, one thread).
 */
final class TiledCholesky {

  /** Columns of a block, which one thread factors. */
  private static final int BLOCK = 256;

  /** What a second thread gains by smaller ones outweighs what products of fewer steps lose. */
  private static final int SMALL_BLOCK = 128;

  private static final int SMALL_ORDER = 1_024;

  private final WorkerPool workers;
  private final SystemTiles systems;
  private final SquareTiles products;
  private final Block whole = new Block();

  TiledCholesky(TileScheduler scheduler, WorkerPool workers) {
    this.workers = workers;
    systems = new SystemTiles(scheduler, workers);
    products = new SquareTiles(scheduler, workers);
  }

  /** The first pivot that is not positive and finite; their number if all are. */
  int run(Block a) {
    whole.set(a);
    int block = a.rows <= SMALL_ORDER ? SMALL_BLOCK : BLOCK;
    for (int from = 0; from < a.rows; from += block) {
      int order = Math.min(block, a.rows - from);
      int factored = factorDiagonal(from, order);
      if (factored < from + order) {
        return factored;
      }
      if (from + order < a.rows) {
        eliminate(from, order);
      }
    }
    return a.rows;
  }

  private void eliminate(int from, int order) {
    int next = from + order;
    int rest = whole.rows - next;
    systems.l.part(whole, from, from).size(order, order);
    systems.b.part(whole, next, from).size(rest, order);
    systems.run(TriangularSystem.RIGHT_TRANSPOSED);
    products.a.set(systems.b);
    products.c.part(whole, next, next).size(rest, rest);
    products.run(-1, 1);
  }

  private int factorDiagonal(int from, int order) {
    Worker worker = workers.take();
    worker.a.part(whole, from, from).size(order, order);
    int factored = worker.kernels.cholesky(worker.a);
    workers.giveBack(worker);
    return from + factored;
  }
}
