package dev.luthier.select;

import dev.luthier.linalg.Availability;
import dev.luthier.linalg.BackendOptions;
import dev.luthier.linalg.BackendProvider;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/** The linear-algebra backends that are installed. */
public final class Backends {
  /**
   * The fastest first. By measurement, and not by name, once there are several to choose from on
   * one machine.
   */
  private static final List<String> PREFERENCE = List.of("openblas", "vector", "reference");

  private Backends() {}

  /** What a provider answered when it was asked whether it works here. */
  public record Probed(BackendProvider provider, Availability availability) {}

  /**
   * The backend to use.
   *
   * @param provider it works here
   * @param passedOver those that would have been better, and why they do not work
   */
  public record Choice(BackendProvider provider, List<Probed> passedOver) {}

  /** Asks every provider, by name. May load native libraries; never throws. */
  public static List<Probed> probeAll() {
    return all().stream()
        .sorted(Comparator.comparing(BackendProvider::name))
        .map(Backends::probe)
        .toList();
  }

  /** The best that works. Asks no more providers than it takes; may load a native library. */
  public static Choice best() {
    List<Probed> passedOver = new ArrayList<>();
    for (String name : PREFERENCE) {
      for (BackendProvider provider : all()) {
        if (provider.name().equals(name)) {
          Probed probed = probe(provider);
          switch (probed.availability()) {
            case Availability.Available _ -> {
              return new Choice(provider, passedOver);
            }
            case Availability.Unavailable _ -> passedOver.add(probed);
          }
        }
      }
    }
    throw new IllegalStateException("the reference backend does not work: " + passedOver);
  }

  private static Probed probe(BackendProvider provider) {
    return new Probed(provider, provider.probe(BackendOptions.defaults()));
  }

  private static List<BackendProvider> all() {
    return ServiceLoader.load(BackendProvider.class, Backends.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }
}
