package dev.luthier.bench.gpu;

import dev.luthier.linalg.Session;
import dev.luthier.surrogate.GaussianProcess;

/** Gaussian processes of the observations. */
final class Models {
  private Models() {}

  /**
   * One that has seen n observations.
   *
   * @param session as in {@link GaussianProcess#observing}
   */
  static GaussianProcess observing(Session session, int n) {
    Observed of = Observed.of(n);
    GaussianProcess process =
        GaussianProcess.observing(session, Observed.model(), of.points(), n)
            .orElseThrow(() -> new IllegalStateException("the covariance is not definite"));
    process.setTargets(of.values());
    return process;
  }
}
