package dev.luthier.testkit;

import dev.luthier.linalg.Backend;
import dev.luthier.linalg.BackendOptions;
import dev.luthier.linalg.BackendProvider;
import dev.luthier.linalg.Session;
import dev.luthier.strategy.Compute;
import dev.luthier.strategy.Workload;
import java.util.ServiceLoader;
import java.util.concurrent.Executor;

/**
 * The reference backend, and a background that runs everything at once in the thread that gave it.
 */
public final class ReferenceCompute implements Compute {
  private final Backend backend = newBackend();

  /** With a backend of its own. */
  public ReferenceCompute() {}

  /** A reference backend, which the caller closes. */
  static Backend newBackend() {
    return ServiceLoader.load(BackendProvider.class, ReferenceCompute.class.getClassLoader())
        .stream()
        .map(ServiceLoader.Provider::get)
        .filter(provider -> provider.name().equals("reference"))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the reference backend is always there"))
        .create(BackendOptions.defaults());
  }

  @Override
  public Session openSession(Workload workload) {
    return backend.openSession();
  }

  @Override
  public Executor background() {
    return Runnable::run;
  }
}
