package dev.luthier.gpu;

import dev.luthier.linalg.Availability;
import dev.luthier.linalg.Backend;
import dev.luthier.linalg.BackendOptions;
import dev.luthier.linalg.BackendProvider;
import dev.luthier.linalg.BackendSelfCheck;
import dev.luthier.linalg.BackendUnavailableException;
import java.util.Optional;
import java.util.function.Supplier;

/** Provides the backend for NVIDIA GPUs, where there is one. */
public final class CudaBackendProvider implements BackendProvider {

  private static final String REMEDY =
      "Look whether `nvidia-smi` works, and report this if it does.";

  private final Supplier<Surroundings> surroundings;
  private final Supplier<CubinCache> cache;

  /** For the service loader. */
  public CudaBackendProvider() {
    this(Surroundings::ofProcess, CubinCache::ofUser);
  }

  /** Nothing is looked for before it is needed. */
  CudaBackendProvider(Supplier<Surroundings> surroundings, Supplier<CubinCache> cache) {
    this.surroundings = surroundings;
    this.cache = cache;
  }

  @Override
  public String name() {
    return CudaBackend.NAME;
  }

  @Override
  public Availability probe(BackendOptions options) {
    try (Backend backend = create(options)) {
      Optional<String> failure = BackendSelfCheck.failureOf(backend);
      return failure.isEmpty()
          ? new Availability.Available(backend.info())
          : new Availability.Unavailable(failure.get(), REMEDY);
    } catch (BackendUnavailableException e) {
      return new Availability.Unavailable(e.reason(), e.remedy());
    } catch (RuntimeException | LinkageError e) {
      return new Availability.Unavailable(reason(e), REMEDY);
    }
  }

  @Override
  public Backend create(BackendOptions options) {
    try {
      return switch (new CudaSearch(surroundings.get()).find(options.device())) {
        case CudaSearch.Found(Cuda cuda, DeviceProperties device) ->
            new CudaBackend(new Device(cuda, device, cache.get()), CudaBackend.info(cuda, device));
        case CudaSearch.Missing(String reason, String remedy) ->
            throw new BackendUnavailableException(CudaBackend.NAME, reason, remedy);
      };
    } catch (BackendUnavailableException e) {
      throw e;
    } catch (RuntimeException | LinkageError e) {
      BackendUnavailableException failure =
          new BackendUnavailableException(CudaBackend.NAME, reason(e), REMEDY);
      failure.initCause(e);
      throw failure;
    }
  }

  private static String reason(Throwable failure) {
    return "the device or its libraries do not work: " + failure.getMessage();
  }
}
