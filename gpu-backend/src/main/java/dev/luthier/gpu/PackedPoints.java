package dev.luthier.gpu;

/**
 * The points of one operation as the kernel sees them, scaled and side by side: (E + F) rows of n,
 * padded. In a workspace of the queue.
 *
 * @param workspace whose first element is the first row's
 * @param padded length of a row
 * @param n points
 */
record PackedPoints(Queue.Workspace workspace, long padded, int n) implements AutoCloseable {

  /** As THREADS in algebra.cu: a block of a kernel over pairs, and so the padding. */
  static final int THREADS = 128;

  static PackedPoints of(Queue queue, ResidentKernel.Loaded kernel, DeviceMatrix points) {
    long padded = (long) Grid.ceiling(points.rows(), THREADS) * THREADS;
    int rows = kernel.encoded().entries() + kernel.encoded().factors();
    Queue.Workspace workspace = queue.workspace(padded * rows * Double.BYTES);
    queue.launch(
        KernelName.PACK_POINTS,
        new Grid(Grid.ceiling(padded, THREADS), rows, THREADS),
        kernel.shape(),
        kernel.value(),
        points,
        points.rows(),
        workspace.address(),
        padded);
    return new PackedPoints(workspace, padded, points.rows());
  }

  long address() {
    return workspace.address();
  }

  /** Blocks that have a thread for each point. */
  int blocks() {
    return Grid.ceiling(n, THREADS);
  }

  @Override
  public void close() {
    workspace.close();
  }
}
