package dev.luthier.nativemath.tile;

/**
 * C ← α S B + β C with S symmetric, of which the lower triangle is read, by strips of columns. The
 * caller sets {@link #s}, {@link #b} and {@link #c}, which stay so.
 */
final class SymmetricTiles extends Tiles {

  final Block s = new Block();
  final Block b = new Block();
  final Block c = new Block();

  private final TileScheduler scheduler;
  private final WorkerPool workers;
  private double alpha;
  private double beta;
  private int width;

  SymmetricTiles(TileScheduler scheduler, WorkerPool workers) {
    this.scheduler = scheduler;
    this.workers = workers;
  }

  /** Computes the product; nothing is empty. */
  void run(double factor, double ofOld) {
    alpha = factor;
    beta = ofOld;
    width = Strips.width(c.cols);
    scheduler.run(this, Strips.count(c.cols, width));
  }

  @Override
  protected void compute(int tile) {
    int at = tile * width;
    int cols = Math.min(width, c.cols - at);
    Worker worker = workers.take();
    worker.b.part(b, 0, at).size(b.rows, cols);
    worker.c.part(c, 0, at).size(c.rows, cols);
    worker.kernels.symmetricMultiply(alpha, s, worker.b, beta, worker.c);
    workers.giveBack(worker);
  }
}
