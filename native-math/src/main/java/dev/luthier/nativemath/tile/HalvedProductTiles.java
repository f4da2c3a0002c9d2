package dev.luthier.nativemath.tile;

/**
 * C ← α A B + β C on and below the diagonal, where the product is known to be symmetric, by halves:
 *
 * <pre>
 *   C₁₁          tile 0 is C₂₁; C₁₁ and C₂₂ are halved in turn, until their order is a leaf's:
 *   C₂₁  C₂₂     these are computed as squares
 * </pre>
 *
 * What is above the diagonal in a leaf is unspecified afterwards. By strips of columns instead
 * either much is computed above the diagonal, or A is packed again and again. The caller sets
 * {@link #a}, {@link #b} and {@link #c}, which stay so.
 */
final class HalvedProductTiles extends Tiles {

  /**
   * Half of a leaf's products are for nothing, while small ones are slower. An inverse of order
   * 1,000 took 8.4 / 8.8 / 9.8 ms with 64 / 128 / 256 on two threads, 15.0 / 15.2 / 15.5 on one.
   */
  private static final int LEAF = 64;

  final Block a = new Block();
  final Block b = new Block();
  final Block c = new Block();

  private final TileScheduler scheduler;
  private final WorkerPool workers;
  private double alpha;
  private double beta;
  private int leaves;

  HalvedProductTiles(TileScheduler scheduler, WorkerPool workers) {
    this.scheduler = scheduler;
    this.workers = workers;
  }

  /** Computes the product. */
  void run(double factor, double ofOld) {
    alpha = factor;
    beta = ofOld;
    leaves = 1;
    while (c.rows > (long) LEAF * leaves) {
      leaves *= 2;
    }
    scheduler.run(this, 2 * leaves - 1);
  }

  /** Tiles 2ᵏ − 1 … 2ᵏ⁺¹ − 2 are those of 2ᵏ diagonal blocks: large ones are begun first. */
  @Override
  protected void compute(int tile) {
    int blocks = Integer.highestOneBit(tile + 1);
    int block = tile + 1 - blocks;
    int begin = bound(block, blocks);
    int end = bound(block + 1, blocks);
    if (blocks == leaves) {
      multiply(begin, end, begin, end);
    } else {
      int middle = bound(2 * block + 1, 2 * blocks);
      multiply(middle, end, begin, middle);
    }
  }

  private int bound(int block, int blocks) {
    return block == blocks
        ? c.rows
        : (int) ((long) c.rows * block / blocks) / Strips.STEP * Strips.STEP;
  }

  private void multiply(int row, int rowEnd, int col, int colEnd) {
    Worker worker = workers.take();
    worker.a.part(a, row, 0).size(rowEnd - row, a.cols);
    worker.b.part(b, 0, col).size(b.rows, colEnd - col);
    worker.c.part(c, row, col).size(rowEnd - row, colEnd - col);
    worker.kernels.gemm(alpha, worker.a, worker.b, beta, worker.c);
    workers.giveBack(worker);
  }
}
