package dev.luthier.nativemath.openblas;

import dev.luthier.linalg.Availability;
import dev.luthier.linalg.Backend;
import dev.luthier.linalg.BackendOptions;
import dev.luthier.linalg.BackendProvider;
import dev.luthier.linalg.BackendSelfCheck;
import dev.luthier.linalg.BackendUnavailableException;
import dev.luthier.nativemath.locate.OpenBlasSearch;
import dev.luthier.nativemath.locate.Surroundings;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Provides OpenBLAS where one is found. A probe loads the library, and the first one on a machine
 * extracts it (0.3 s); a backend created afterwards searches again, which costs a few milliseconds.
 */
public final class OpenBlasBackendProvider implements BackendProvider {

  private final Supplier<Surroundings> surroundings;

  /** For the service loader. */
  public OpenBlasBackendProvider() {
    this(Surroundings::ofProcess);
  }

  OpenBlasBackendProvider(Supplier<Surroundings> surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public String name() {
    return OpenBlasBackend.NAME;
  }

  @Override
  public Availability probe(BackendOptions options) {
    return switch (find(options)) {
      case OpenBlasSearch.NotFound(String reason, String remedy) ->
          new Availability.Unavailable(reason, remedy);
      case OpenBlasSearch.Found found -> selfChecked(found, options.maximumThreads());
    };
  }

  @Override
  public Backend create(BackendOptions options) {
    return switch (find(options)) {
      case OpenBlasSearch.NotFound(String reason, String remedy) ->
          throw new BackendUnavailableException(name(), reason, remedy);
      case OpenBlasSearch.Found found -> new OpenBlasBackend(found, options.maximumThreads());
    };
  }

  private OpenBlasSearch.Outcome find(BackendOptions options) {
    return options.deterministic()
        ? new OpenBlasSearch.NotFound(
            "OpenBLAS chooses its kernels, and so the order of its sums, by the processor",
            "Use the reference backend, or do without results that are the same on all machines.")
        : OpenBlasSearch.find(surroundings.get());
  }

  private static Availability selfChecked(OpenBlasSearch.Found found, int threads) {
    try (Backend backend = new OpenBlasBackend(found, threads)) {
      Optional<String> failure = BackendSelfCheck.failureOf(backend);
      return failure.isEmpty()
          ? new Availability.Available(backend.info())
          : new Availability.Unavailable(
              backend.info().version() + " gives wrong results: " + failure.get(),
              "Set LUTHIER_OPENBLAS to another libopenblas.so.0, and report this.");
    }
  }
}
