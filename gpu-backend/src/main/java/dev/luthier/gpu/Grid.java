package dev.luthier.gpu;

/**
 * How a kernel is cut: blocks in two directions, threads of a block. Depends only on the shapes of
 * an operation, so that results do not depend on the device's size.
 */
record Grid(int x, int y, int threads) {

  /** Of most kernels, which have little to share within a block. */
  private static final int THREADS = 256;

  /** The most blocks of the second direction. */
  private static final int LARGEST_Y = 65_535;

  /** Columns side by side: enough to fill a device, and not a block for each of 50,000 × 200. */
  private static final int MOST_COLUMNS = 1024;

  /** A thread for each of n things. */
  static Grid of(long n) {
    return new Grid(ceiling(n, THREADS), 1, THREADS);
  }

  /**
   * A thread for each element; kernels go on to the next column that is this grid's height away.
   */
  static Grid of(int rows, int cols) {
    return new Grid(ceiling(rows, THREADS), Math.min(cols, MOST_COLUMNS), THREADS);
  }

  /**
   * Of kernels over pairs of points: blocks of points, and strips of others, of which a block goes
   * on to the next that is this grid's height away.
   */
  static Grid ofPairs(int blocks, int strips) {
    return new Grid(blocks, Math.min(strips, LARGEST_Y), PackedPoints.THREADS);
  }

  /** One block. */
  static Grid ofOne(int threads) {
    return new Grid(1, 1, threads);
  }

  static int ceiling(long n, int size) {
    return Math.toIntExact((n + size - 1) / size);
  }
}
