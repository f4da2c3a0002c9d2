package dev.luthier.select;

import dev.luthier.linalg.Availability;
import dev.luthier.linalg.BackendOptions;
import dev.luthier.linalg.BackendProvider;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/** The linear-algebra backends that are installed. */
public final class Backends {
  private Backends() {}

  /** What a provider answered when it was asked whether it works here. */
  public record Probed(BackendProvider provider, Availability availability) {}

  /** Asks every provider, by name. May load native libraries; never throws. */
  public static List<Probed> probeAll() {
    return ServiceLoader.load(BackendProvider.class, Backends.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(Comparator.comparing(BackendProvider::name))
        .map(provider -> new Probed(provider, provider.probe(BackendOptions.defaults())))
        .toList();
  }
}
