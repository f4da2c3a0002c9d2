package dev.luthier.linalg.reference;

import dev.luthier.linalg.Availability;
import dev.luthier.linalg.Backend;
import dev.luthier.linalg.BackendOptions;
import dev.luthier.linalg.BackendProvider;
import dev.luthier.linalg.BackendSelfCheck;
import java.util.Optional;

/** Provides the reference backend, which is always there. */
public final class ReferenceBackendProvider implements BackendProvider {

  /** For the service loader. */
  public ReferenceBackendProvider() {}

  @Override
  public String name() {
    return ReferenceBackend.NAME;
  }

  @Override
  public Availability probe(BackendOptions options) {
    try (Backend backend = create(options)) {
      Optional<String> failure = BackendSelfCheck.failureOf(backend);
      return failure.isEmpty()
          ? new Availability.Available(backend.info())
          : new Availability.Unavailable(failure.get(), "Report this with your Java version.");
    }
  }

  @Override
  public Backend create(BackendOptions options) {
    return new ReferenceBackend();
  }
}
