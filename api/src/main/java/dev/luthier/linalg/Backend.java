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
   * Returns the memory and shuts down. Closing twice does nothing.
   *
   * @throws IllegalStateException if sessions are still open; the backend then stays open. (Native
   *     memory must not disappear under a running operation.)
   */
  @Override
  void close();
}
