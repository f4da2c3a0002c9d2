package dev.luthier.linalg;

/**
 * What the author of a backend writes for one session: storage, transfers and the groups of
 * operations. {@link SessionRegistry#open} puts the checks of {@link Session} in front of it.
 *
 * <p>An engine may rely on this: one thread at a time; matrices are live, their storage comes from
 * an engine of the same registry; shapes fit; outputs do not overlap; indices and scalars are in
 * range. It must cope with zero rows or columns everywhere. Groups are separate objects so that a
 * backend can combine implementations; each method returns the same object every time.
 *
 * <p>An engine on an accelerator may throw {@link DeviceLostException} from every operation except
 * {@link #free} and {@link #close}: whoever closes after a loss, or before anybody has noticed it,
 * has nothing to do about it, and the exception on its way must not be replaced.
 */
public interface Engine extends TransferOperations, AutoCloseable {

  /**
   * New memory, contents unspecified.
   *
   * @throws DeviceOutOfMemoryException if there is no room
   */
  Storage allocate(int rows, int cols);

  /**
   * Takes memory back, from this engine or (after adoption) another of the same registry. Called
   * while operations on it may still be queued here. On a lost device it does nothing.
   */
  void free(Storage storage);

  /** Orders everything queued here from now on after everything queued in the other so far. */
  void followAfter(Engine other);

  /** Products and solves. */
  DenseOperations dense();

  /** Factorizations. */
  FactorOperations factor();

  /** Sums. */
  ReduceOperations reduce();

  /** Fused covariances. */
  CovarianceOperations covariance();

  /** Fourier features. */
  FeatureOperations features();

  /**
   * Waits for the queue and ends. All storage has been freed before; called once. On a lost device
   * it frees what the host holds.
   */
  @Override
  void close();
}
