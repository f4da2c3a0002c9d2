package dev.luthier.testkit;

import dev.luthier.linalg.BackendProvider;
import java.util.ServiceLoader;

/** The reference backend, found as users find it: it is not exported. */
class ReferenceBackendTest extends LinearAlgebraContract {

  @Override
  protected BackendProvider provider() {
    return ServiceLoader.load(BackendProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(candidate -> candidate.name().equals("reference"))
        .findFirst()
        .orElseThrow();
  }

  /** It is compared with itself: a few tell whether the sequences themselves are right. */
  @Override
  protected int randomSequences() {
    return 500;
  }
}
