package dev.luthier.linalg;

/**
 * A working implementation of the linear algebra: one per process and device. Owns the memory pool
 * that its sessions share. Thread-safe.
 */
public interface Backend extends AutoCloseable {

  /** What this backend is. */
  BackendInfo info();

  /**
   * Opens a queue of operations. The caller closes it. Parallelism means several sessions.
   *
   * @throws IllegalStateException if the backend is closed
   * @throws DeviceOutOfMemoryException if there is no room for what a session itself needs
   * @throws DeviceLostException if the accelerator it computes on does not work any more
   */
  Session openSession();

  /**
   * Opens a batch of small studies, whose likelihoods are wanted again and again. The caller closes
   * it; it counts as a session.
   *
   * <p>This default computes with the operations of a session, one study after another. A backend
   * overrides it where all at once is faster, and may leave to it what it does not hold: its own
   * documentation says which sizes and kernels. One study beyond them sends the whole batch here,
   * so larger studies belong in a batch of their own.
   *
   * @throws IllegalStateException if the backend is closed
   * @throws DeviceOutOfMemoryException if there is no room
   * @throws DeviceLostException if the accelerator it computes on does not work any more
   */
  default LikelihoodBatch openLikelihoods(StudyBatch studies) {
    return LikelihoodBatch.of(studies, SessionLikelihoods.open(openSession(), studies));
  }

  /**
   * Returns the memory and shuts down. Closing twice does nothing.
   *
   * @throws IllegalStateException if sessions are still open; the backend then stays open. (Native
   *     memory must not disappear under a running operation.)
   */
  @Override
  void close();
}
