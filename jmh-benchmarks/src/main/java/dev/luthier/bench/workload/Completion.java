package dev.luthier.bench.workload;

import dev.luthier.linalg.Matrix;
import dev.luthier.linalg.Session;

/**
 * Waits for a session, which may return from an operation before it has happened: without it a GPU
 * would be timed at queueing. One element comes down, as the answer of every real use does; on a
 * backend that computes at once this costs some tens of nanoseconds, and no allocation.
 */
public final class Completion {
  private final Session session;
  private final Matrix corner;
  private final double[] element = new double[1];

  /**
   * Of a session.
   *
   * @param result of what will be waited for, with one element at least
   */
  public Completion(Session session, Matrix result) {
    this.session = session;
    this.corner = result.block(0, 0, 1, 1);
  }

  /** Returns when everything that was queued has happened. */
  public void await() {
    session.download(corner, element, 0, 1);
  }
}
