package dev.luthier.strategy;

import dev.luthier.linalg.Session;
import java.util.concurrent.Executor;

/**
 * Where a strategy computes: it asks for sessions and never names a backend. Thread-safe.
 *
 * <p>Nothing a strategy proposes may depend on when, or on which thread, the background runs what
 * it is given.
 */
public interface Compute {

  /**
   * A session for the caller, who closes it. The first may take as long as loading a library.
   *
   * <p>Sessions for the same number of observations are of the same backend, now and when the study
   * is opened again; for another number they may be of another. An accelerator that fails throws
   * from the session, and a strategy lets that through: it is closed, and one that has been shown
   * the same trials is asked again, with sessions of another backend.
   *
   * @param workload what it is for; its observations a number that the log determines, such as
   *     those that a fit sees
   */
  Session openSession(Workload workload);

  /** Runs what need not be done before the next answer; possibly in the calling thread. */
  Executor background();
}
