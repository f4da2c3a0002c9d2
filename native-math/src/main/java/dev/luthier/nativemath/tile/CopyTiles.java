package dev.luthier.nativemath.tile;

/**
 * Copies by strips of columns: of a rectangle, or of what is below a diagonal to what is above it.
 * The caller sets {@link #source} and {@link #target}, which stay so.
 */
final class CopyTiles extends Tiles {

  /** 0.1 ms or more a strip, at 1,000 rows. */
  private static final int WIDTH = 128;

  final Block source = new Block();
  final Block target = new Block();

  private final TileScheduler scheduler;
  private double alpha;
  private boolean mirror;

  CopyTiles(TileScheduler scheduler) {
    this.scheduler = scheduler;
  }

  /** target ← α source. */
  void scaled(double factor) {
    alpha = factor;
    mirror = false;
    scheduler.run(this, Strips.count(target.cols, WIDTH));
  }

  /** Sets what is above the target's diagonal to what is below it. */
  void mirror() {
    mirror = true;
    scheduler.run(this, Strips.count(target.cols, WIDTH));
  }

  @Override
  protected void compute(int tile) {
    int from = tile * WIDTH;
    int to = Math.min(target.cols, from + WIDTH);
    if (mirror) {
      target.mirror(from, to);
    } else {
      target.setScaled(alpha, source, from, to);
    }
  }
}
