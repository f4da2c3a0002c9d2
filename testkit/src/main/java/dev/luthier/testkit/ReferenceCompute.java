package dev.luthier.testkit;

import dev.luthier.linalg.Backend;
import dev.luthier.linalg.BackendOptions;
import dev.luthier.linalg.BackendProvider;
import dev.luthier.linalg.Session;
import dev.luthier.strategy.Compute;
import java.util.ServiceLoader;
import java.util.concurrent.Executor;

/**
 * The reference backend, and a background that runs everything at once in the thread that gave it.
 */
public final class ReferenceCompute implements Compute {
  private final Backend backend =
      ServiceLoader.load(BackendProvider.class, ReferenceCompute.class.getClassLoader()).stream()
          .map(ServiceLoader.Provider::get)
          .filter(provider -> provider.name().equals("reference"))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("the reference backend is always there"))
          .create(BackendOptions.defaults());

  /** With a backend of its own. */
  public ReferenceCompute() {}

  @Override
  public Session openSession() {
    return backend.openSession();
  }

  @Override
  public Executor background() {
    return Runnable::run;
  }
}
