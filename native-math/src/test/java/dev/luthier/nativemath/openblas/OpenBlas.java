package dev.luthier.nativemath.openblas;

import dev.luthier.linalg.BackendOptions;
import dev.luthier.linalg.BackendUnavailableException;
import org.junit.jupiter.api.Assumptions;

/** The backend for tests; where there is none they are skipped, and say why. */
final class OpenBlas {

  private OpenBlas() {}

  static OpenBlasBackend backend() {
    try {
      return (OpenBlasBackend) new OpenBlasBackendProvider().create(BackendOptions.defaults());
    } catch (BackendUnavailableException unavailable) {
      return Assumptions.abort(unavailable.reason());
    }
  }
}
