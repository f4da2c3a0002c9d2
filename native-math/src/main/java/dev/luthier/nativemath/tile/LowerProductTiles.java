package dev.luthier.nativemath.tile;

/**
 * C ← α A B + β C on and below the diagonal, by strips of C's columns; what is above the diagonal
 * but in a block on it is unspecified afterwards. Either B is Aᵀ, or the product is known to be
 * symmetric. The caller sets {@link #a}, {@link #b} and {@link #c}, which stay so.
 */
final class LowerProductTiles extends Tiles {

  final Block a = new Block();
  final Block b = new Block();
  final Block c = new Block();

  private final TileScheduler scheduler;
  private final WorkerPool workers;
  private double alpha;
  private double beta;
  private boolean square;
  private int width;

  LowerProductTiles(TileScheduler scheduler, WorkerPool workers) {
    this.scheduler = scheduler;
    this.workers = workers;
  }

  /** C ← α A Aᵀ + β C; sets B. */
  void square(double factor, double ofOld) {
    b.set(a).transpose();
    square = true;
    run(factor, ofOld);
  }

  /** C ← α A B + β C. */
  void product(double factor, double ofOld) {
    square = false;
    run(factor, ofOld);
  }

  private void run(double factor, double ofOld) {
    alpha = factor;
    beta = ofOld;
    width = Strips.width(c.rows, (long) c.rows * c.rows / 2 * a.cols);
    scheduler.run(this, Strips.count(c.rows, width));
  }

  @Override
  protected void compute(int tile) {
    int at = tile * width;
    int cols = Math.min(width, c.rows - at);
    Worker worker = workers.take();
    worker.a.part(a, at, 0).size(cols, a.cols);
    worker.b.part(b, 0, at).size(b.rows, cols);
    worker.c.part(c, at, at).size(cols, cols);
    if (square) {
      worker.kernels.syrk(alpha, worker.a, beta, worker.c);
    } else {
      worker.kernels.gemm(alpha, worker.a, worker.b, beta, worker.c);
    }
    int below = at + cols;
    if (below < c.rows) {
      worker.a.part(a, below, 0);
      worker.c.part(c, below, at).size(c.rows - below, cols);
      worker.kernels.gemm(alpha, worker.a, worker.b, beta, worker.c);
    }
    workers.giveBack(worker);
  }
}
