package dev.luthier.nativemath.tile;

/**
 * Inverts the diagonal blocks of a factor, which do not depend on one another. The caller sets
 * {@link #l} and {@link #out}, which stay so.
 */
final class LeafTiles extends Tiles {

  /** One thread's; larger ones would leave threads without any at n = 500. */
  static final int ORDER = 128;

  final Block l = new Block();
  final Block out = new Block();

  private final TileScheduler scheduler;
  private final WorkerPool workers;
  private boolean product;

  LeafTiles(TileScheduler scheduler, WorkerPool workers) {
    this.scheduler = scheduler;
    this.workers = workers;
  }

  /** Each block of the output becomes L⁻¹ of its own block of L, or (L Lᵀ)⁻¹. */
  void run(boolean ofProduct) {
    product = ofProduct;
    scheduler.run(this, Strips.count(l.rows, ORDER));
  }

  @Override
  protected void compute(int tile) {
    int from = tile * ORDER;
    int order = Math.min(ORDER, l.rows - from);
    Worker worker = workers.take();
    worker.b.part(l, from, from).size(order, order);
    worker.a.part(out, from, from).size(order, order).copyLower(worker.b);
    if (product) {
      worker.kernels.invertProduct(worker.a);
    } else {
      worker.kernels.invertTriangular(worker.a);
    }
    workers.giveBack(worker);
  }
}
