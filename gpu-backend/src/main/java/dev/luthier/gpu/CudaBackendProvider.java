package dev.luthier.gpu;

import dev.luthier.linalg.Availability;
import dev.luthier.linalg.Backend;
import dev.luthier.linalg.BackendOptions;
import dev.luthier.linalg.BackendProvider;
import dev.luthier.linalg.BackendSelfCheck;
import dev.luthier.linalg.BackendUnavailableException;
import java.util.Optional;

/** Provides the backend for NVIDIA GPUs, where there is one. */
public final class CudaBackendProvider implements BackendProvider {

  private final CudaSearch search;
  private final CubinCache cache;

  /** For the service loader. */
  public CudaBackendProvider() {
    this(new CudaSearch(Surroundings.ofProcess()), CubinCache.ofUser());
  }

  CudaBackendProvider(CudaSearch search, CubinCache cache) {
    this.search = search;
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
          : new Availability.Unavailable(
              failure.get(), "Report this with the versions that `nvidia-smi` prints.");
    } catch (BackendUnavailableException e) {
      return new Availability.Unavailable(e.reason(), e.remedy());
    } catch (RuntimeException | LinkageError e) {
      return new Availability.Unavailable(
          "the device or its libraries do not work: " + e.getMessage(),
          "Look whether `nvidia-smi` works, and report this if it does.");
    }
  }

  @Override
  public Backend create(BackendOptions options) {
    return switch (search.find(options.device())) {
      case CudaSearch.Found(Cuda cuda, DeviceProperties device) ->
          new CudaBackend(new Device(cuda, device, cache), CudaBackend.info(cuda, device));
      case CudaSearch.Missing(String reason, String remedy) ->
          throw new BackendUnavailableException(CudaBackend.NAME, reason, remedy);
    };
  }
}
