package dev.luthier.gpu;

/**
 * Products by kernels of ours, where a library would be slower: a symmetric matrix times few
 * columns, which is bound by reading the matrix; and few elements that are long sums, for which it
 * may leave the device idle but for one block.
 */
final class OwnProducts {

  /**
   * Columns that one pass of our kernel takes; beyond a second pass it is dsymm's turn. Not
   * measured.
   */
  static final int FEW = 16;

  /** Rows of the product that one block makes; as in dense.cu. */
  static final int PANEL = 64;

  /** Columns of S that a block takes at once; as in dense.cu. */
  static final int TILE = 32;

  static final int PANEL_THREADS = 128;

  /** Elements of a product that are too few to fill a device, so that each has a block. */
  private static final int FEWEST = 256;

  /** From where a sum is long: each thread of a block has eight terms. */
  private static final int LONG = 1024;

  /** Blocks that fill a large device several times over (132 multiprocessors, 8 blocks on each). */
  private static final int PLENTY = 2048;

  private final Queue queue;

  OwnProducts(Queue queue) {
    this.queue = queue;
  }

  /** The elements that one element of a product sums over: step apart; across to the next sum. */
  record Along(long address, long step, long across) {
    static Along of(DeviceMatrix matrix, boolean downColumns) {
      return downColumns
          ? new Along(matrix.address(), 1, matrix.stride())
          : new Along(matrix.address(), matrix.stride(), 1);
    }
  }

  /** Means at a few candidates, a corner of a factor: few elements, each a long sum. */
  static boolean isLong(DeviceMatrix out, int k) {
    return !out.isEmpty() && (long) out.rows() * out.cols() <= FEWEST && k >= LONG;
  }

  void multiplyLong(
      double alpha, Along a, Along b, int k, double beta, DeviceMatrix c, boolean lower) {
    queue.launch(
        KernelName.LONG_PRODUCTS,
        new Grid(c.rows(), c.cols(), PANEL_THREADS),
        alpha,
        a.address(),
        a.step(),
        a.across(),
        b.address(),
        b.step(),
        b.across(),
        k,
        beta,
        c,
        lower ? 1 : 0);
  }

  /** The candidates of a search. */
  static boolean isNarrow(DeviceMatrix out) {
    return out.cols() <= 2 * FEW;
  }

  /** C ← α S B + β C, for narrow B. */
  void multiplySymmetric(
      double alpha, DeviceMatrix s, DeviceMatrix b, double beta, DeviceMatrix c) {
    for (int col = 0; col < c.cols(); col += FEW) {
      int width = Math.min(FEW, c.cols() - col);
      multiplyFew(
          alpha, s, b.block(0, col, b.rows(), width), beta, c.block(0, col, c.rows(), width));
    }
  }

  /** A pass over S in which shares of its columns are summed by different blocks. */
  private void multiplyFew(
      double alpha, DeviceMatrix s, DeviceMatrix b, double beta, DeviceMatrix c) {
    int n = s.rows();
    int panels = Grid.ceiling(n, PANEL);
    int shares = Math.clamp(PLENTY / panels, 1, Grid.ceiling(n, TILE));
    long padded = (long) panels * PANEL;
    try (Queue.Workspace parts = queue.workspace(padded * FEW * shares * Double.BYTES)) {
      queue.launch(
          KernelName.SYMMETRIC_MULTIPLY,
          new Grid(panels, shares, PANEL_THREADS),
          s,
          n,
          b,
          b.cols(),
          parts.address(),
          padded);
      queue.launch(
          KernelName.SUM_SHARES,
          Grid.of(n, c.cols()),
          alpha,
          parts.address(),
          padded,
          shares,
          beta,
          c,
          n,
          c.cols());
    }
  }
}
