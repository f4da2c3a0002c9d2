package dev.luthier.nativemath.vector;

import dev.luthier.linalg.Availability;
import dev.luthier.linalg.Backend;
import dev.luthier.linalg.BackendOptions;
import dev.luthier.linalg.BackendProvider;
import dev.luthier.linalg.BackendSelfCheck;
import dev.luthier.linalg.BackendUnavailableException;
import java.util.Optional;

/**
 * Provides the backend where the incubating module of the Vector API is in the virtual machine. No
 * class that links against the module is touched where it is not.
 *
 * <p>Deterministic studies may use it: see {@code kernel}.
 */
public final class VectorBackendProvider implements BackendProvider {

  static final String NAME = "vector";

  private static final String REASON = "the module " + VectorKernels.MODULE + " is not there";
  private static final String REMEDY =
      "Add --add-modules " + VectorKernels.MODULE + " to java's options.";

  /** For the service loader. */
  public VectorBackendProvider() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Availability probe(BackendOptions options) {
    return VectorKernels.areThere()
        ? selfChecked(options.maximumThreads())
        : new Availability.Unavailable(REASON, REMEDY);
  }

  @Override
  public Backend create(BackendOptions options) {
    if (!VectorKernels.areThere()) {
      throw new BackendUnavailableException(NAME, REASON, REMEDY);
    }
    return new VectorBackend(options.maximumThreads());
  }

  private static Availability selfChecked(int threads) {
    try (Backend backend = new VectorBackend(threads)) {
      Optional<String> failure = BackendSelfCheck.failureOf(backend);
      return failure.isEmpty()
          ? new Availability.Available(backend.info())
          : new Availability.Unavailable(
              backend.info().version() + " gives wrong results: " + failure.get(),
              "Use another backend, and report this with the version of Java.");
    }
  }
}
