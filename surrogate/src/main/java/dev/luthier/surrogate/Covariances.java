package dev.luthier.surrogate;

import dev.luthier.linalg.CovarianceOutcome;

/** What becomes of a backend's answer about a kernel. */
final class Covariances {
  private Covariances() {}

  /**
   * Every backend there is knows the factors there are. The first that does not brings the host's
   * evaluation with it.
   */
  static void require(CovarianceOutcome outcome) {
    switch (outcome) {
      case CovarianceOutcome.Computed() -> {}
      case CovarianceOutcome.Unsupported(var factor, var reason) ->
          throw new IllegalStateException(factor + " is not supported: " + reason);
    }
  }
}
