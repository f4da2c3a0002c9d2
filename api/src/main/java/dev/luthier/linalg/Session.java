package dev.luthier.linalg;

/**
 * One ordered queue of linear-algebra operations, and the matrices it works on.
 *
 * <p><b>Order.</b> Operations take effect in program order and may return before they have. {@link
 * #download}, {@link #close} and operations that return an outcome which depends on elements (see
 * {@link FactorOperations}) wait.
 *
 * <p><b>Threads.</b> Used by one thread at a time, not bound to one; entering is a synchronization
 * point, so a session may be handed over by any means. A second thread that enters while an
 * operation runs gets an {@link IllegalStateException} and changes nothing.
 *
 * <p><b>Arguments.</b> Every operation checks shapes, overlap, ownership and liveness before it
 * does anything: {@link IllegalArgumentException} for a wrong shape, an output overlapping an input
 * or another output, or a matrix of another session; {@link IllegalStateException} for a matrix
 * that was released and for a closed session. Conventions of storage: see the package.
 *
 * <p><b>Memory.</b> A matrix lives until the first of: {@link #release}, the end of the scope that
 * was innermost when it was allocated, {@link #close}. It can leave its session by {@link #adopt}.
 *
 * <p><b>Loss.</b> On an accelerator every operation that computes, moves or allocates may throw
 * {@link DeviceLostException}, for itself or for what was queued before it; after one, all of them
 * do. {@link #release}, the end of a scope and {@link #close} never do.
 */
public interface Session
    extends TransferOperations,
        DenseOperations,
        FactorOperations,
        ReduceOperations,
        CovarianceOperations,
        FeatureOperations,
        AutoCloseable {

  /**
   * A new matrix with unspecified contents, released with the innermost open scope. O(1) when the
   * pool has room.
   *
   * @param rows ≥ 0
   * @param cols ≥ 0
   * @throws DeviceOutOfMemoryException if the backend has no room; the session stays usable
   */
  Matrix allocate(int rows, int cols);

  /**
   * Releases a matrix before its scope ends; all views of it end too. Does not wait.
   *
   * @param matrix as returned by {@link #allocate} or {@link #adopt}, not a block of it
   */
  void release(Matrix matrix);

  /** Opens a scope for temporaries inside the current one. The caller closes it. */
  Scope scope();

  /**
   * Takes over a matrix from another session of the same backend, without copying. Whatever that
   * session queued before takes effect before what this one queues afterwards. The result belongs
   * to no scope. The old handle and all its views end. Adopting one's own matrix lifts it out of
   * its scope.
   *
   * @param matrix as returned by {@link #allocate} or this method, not a block of it; the session
   *     that owns it must not be inside an operation
   * @return the new handle, of the same shape
   */
  Matrix adopt(Matrix matrix);

  /** Uploads a dense column-major array: offset 0, leading dimension = rows of the target. */
  default void upload(double[] source, Matrix target) {
    upload(source, 0, Math.max(1, target.rows()), target);
  }

  /** Downloads into a dense column-major array: offset 0, leading dimension = rows. */
  default void download(Matrix source, double[] target) {
    download(source, target, 0, Math.max(1, source.rows()));
  }

  /**
   * Waits for the queue and releases everything. Closing twice does nothing; every other operation
   * throws {@link IllegalStateException} afterwards.
   */
  @Override
  void close();
}
