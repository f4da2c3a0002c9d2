package dev.luthier.nativemath.tile;

import dev.luthier.linalg.TriangularSystem;

/**
 * Triangular systems by strips of the right-hand sides, which are columns of B if L is at its left,
 * else rows. The caller sets {@link #l} and {@link #b}, which stay so.
 */
final class SystemTiles extends Tiles {

  final Block l = new Block();
  final Block b = new Block();

  private final TileScheduler scheduler;
  private final WorkerPool workers;
  private TriangularSystem system = TriangularSystem.LEFT;
  private boolean byRows;
  private int width;

  SystemTiles(TileScheduler scheduler, WorkerPool workers) {
    this.scheduler = scheduler;
    this.workers = workers;
  }

  /** Solves the system; B is not empty. */
  void run(TriangularSystem which) {
    system = which;
    byRows =
        switch (which) {
          case LEFT, LEFT_TRANSPOSED -> false;
          case RIGHT, RIGHT_TRANSPOSED -> true;
        };
    int extent = byRows ? b.rows : b.cols;
    width = Strips.width(extent, Strips.ofSides(extent, (long) l.rows * l.rows / 2 * extent));
    scheduler.run(this, Strips.count(extent, width));
  }

  @Override
  protected void compute(int tile) {
    int at = tile * width;
    Worker worker = workers.take();
    if (byRows) {
      worker.b.part(b, at, 0).size(Math.min(width, b.rows - at), b.cols);
    } else {
      worker.b.part(b, 0, at).size(b.rows, Math.min(width, b.cols - at));
    }
    worker.kernels.solveTriangular(system, l, worker.b);
    workers.giveBack(worker);
  }
}
