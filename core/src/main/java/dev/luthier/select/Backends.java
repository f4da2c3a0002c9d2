package dev.luthier.select;

import dev.luthier.linalg.Availability;
import dev.luthier.linalg.BackendOptions;
import dev.luthier.linalg.BackendProvider;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** The linear-algebra backends that are installed. */
public final class Backends {
  private Backends() {}

  /** What a provider answered when it was asked whether it works here. */
  public record Probed(BackendProvider provider, Availability availability) {
    boolean isAvailable() {
      return availability instanceof Availability.Available;
    }

    /** With what the provider has said since. */
    Probed andThen(Availability later) {
      return new Probed(provider, later);
    }
  }

  /** Asks every provider, by name. May load native libraries; never throws. */
  public static List<Probed> probeAll() {
    return all().map(Backends::probe).toList();
  }

  /** Their names, in order. */
  static List<String> names() {
    return all().map(BackendProvider::name).toList();
  }

  /** Asks the provider of a name, if there is one. May load a native library; never throws. */
  static Optional<Probed> probe(String name) {
    return all().filter(provider -> provider.name().equals(name)).findFirst().map(Backends::probe);
  }

  private static Probed probe(BackendProvider provider) {
    return new Probed(provider, provider.probe(BackendOptions.defaults()));
  }

  private static Stream<BackendProvider> all() {
    return ServiceLoader.load(BackendProvider.class, Backends.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(Comparator.comparing(BackendProvider::name));
  }
}
