package dev.luthier.nativemath.tile;

/**
 * C ← α A Aᵀ + β C on and below the diagonal, by strips of C's columns of about equal area. The
 * caller sets {@link #a} and {@link #c}, which stay so.
 */
final class SquareTiles extends Tiles {

  final Block a = new Block();
  final Block c = new Block();

  private final TileScheduler scheduler;
  private final WorkerPool workers;
  private double alpha;
  private double beta;
  private int strips;

  SquareTiles(TileScheduler scheduler, WorkerPool workers) {
    this.scheduler = scheduler;
    this.workers = workers;
  }

  /** Computes the product; there is at least one element of A and of C. */
  void run(double factor, double ofOld) {
    alpha = factor;
    beta = ofOld;
    strips = Strips.ofProduct(c.rows, (long) c.rows * c.rows / 2 * a.cols);
    scheduler.run(this, strips);
  }

  @Override
  protected void compute(int tile) {
    int at = Strips.ofTriangle(c.rows, tile, strips);
    int below = Strips.ofTriangle(c.rows, tile + 1, strips);
    int cols = below - at;
    Worker worker = workers.take();
    worker.a.part(a, at, 0).size(cols, a.cols);
    worker.c.part(c, at, at).size(cols, cols);
    worker.kernels.syrk(alpha, worker.a, beta, worker.c);
    if (below < c.rows) {
      worker.b.set(worker.a).transpose();
      worker.a.part(a, below, 0);
      worker.c.part(c, below, at).size(c.rows - below, cols);
      worker.kernels.gemm(alpha, worker.a, worker.b, beta, worker.c);
    }
    workers.giveBack(worker);
  }
}
