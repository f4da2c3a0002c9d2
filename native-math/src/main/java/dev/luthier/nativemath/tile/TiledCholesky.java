package dev.luthier.nativemath.tile;

import dev.luthier.linalg.TriangularSystem;

/**
 * A = L Lᵀ by halves: so most of the work is in products with many steps, which tiles share.
 *
 * <pre>
 *   L₁₁ L₁₁ᵀ = A₁₁        L₂₁ = A₂₁ L₁₁⁻ᵀ        L₂₂ L₂₂ᵀ = A₂₂ − L₂₁ L₂₁ᵀ
 * </pre>
 */
final class TiledCholesky {

  /**
   * Factored by one thread. Twice as much loses a tenth of the gain of a second thread at n =
   * 1,000; half as much makes one thread slower at n ≥ 1,500 (OpenBLAS on AMD Zen 3).
   */
  private static final int LEAF = 256;

  private final WorkerPool workers;
  private final SystemTiles systems;
  private final LowerProductTiles products;
  private final Block whole = new Block();

  TiledCholesky(TileScheduler scheduler, WorkerPool workers) {
    this.workers = workers;
    systems = new SystemTiles(scheduler, workers);
    products = new LowerProductTiles(scheduler, workers);
  }

  /** The first pivot that is not positive and finite; their number if all are. */
  int run(Block a) {
    whole.set(a);
    return factor(0, a.rows);
  }

  /** The same from a row on, up to the end of this part. */
  private int factor(int from, int order) {
    if (order <= LEAF) {
      return order == 0 ? from : factorLeaf(from, order);
    }
    int half = Halves.first(order);
    int middle = from + half;
    int rest = order - half;
    int factored = factor(from, half);
    if (factored < middle) {
      return factored;
    }
    systems.l.part(whole, from, from).size(half, half);
    systems.b.part(whole, middle, from).size(rest, half);
    systems.run(TriangularSystem.RIGHT_TRANSPOSED);
    products.a.set(systems.b);
    products.c.part(whole, middle, middle).size(rest, rest);
    products.square(-1, 1);
    return factor(middle, rest);
  }

  private int factorLeaf(int from, int order) {
    Worker worker = workers.take();
    worker.a.part(whole, from, from).size(order, order);
    int factored = worker.kernels.cholesky(worker.a);
    workers.giveBack(worker);
    return from + factored;
  }
}
