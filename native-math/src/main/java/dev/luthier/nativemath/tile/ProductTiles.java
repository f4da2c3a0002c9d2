package dev.luthier.nativemath.tile;

/**
 * C ← α A B + β C by strips of C: of its columns or, if it is higher than wide, of its rows.
 *
 * <p>Sets the blocks' parts for each tile; the caller sets {@link #a}, {@link #b} and {@link #c},
 * which stay so.
 */
final class ProductTiles extends Tiles {

  final Block a = new Block();
  final Block b = new Block();
  final Block c = new Block();

  private final TileScheduler scheduler;
  private final WorkerPool workers;
  private double alpha;
  private double beta;
  private boolean byRows;
  private int width;

  ProductTiles(TileScheduler scheduler, WorkerPool workers) {
    this.scheduler = scheduler;
    this.workers = workers;
  }

  /** Computes the product; there is at least one element of each factor and of C. */
  void run(double factor, double ofOld) {
    alpha = factor;
    beta = ofOld;
    byRows = c.rows > c.cols;
    int extent = byRows ? c.rows : c.cols;
    width = Strips.width(extent, Strips.ofProduct(extent, (long) c.rows * c.cols * a.cols));
    scheduler.run(this, Strips.count(extent, width));
  }

  @Override
  protected void compute(int tile) {
    int at = tile * width;
    Worker worker = workers.take();
    if (byRows) {
      int rows = Math.min(width, c.rows - at);
      worker.a.part(a, at, 0).size(rows, a.cols);
      worker.b.set(b);
      worker.c.part(c, at, 0).size(rows, c.cols);
    } else {
      int cols = Math.min(width, c.cols - at);
      worker.a.set(a);
      worker.b.part(b, 0, at).size(b.rows, cols);
      worker.c.part(c, 0, at).size(c.rows, cols);
    }
    worker.kernels.gemm(alpha, worker.a, worker.b, beta, worker.c);
    workers.giveBack(worker);
  }
}
