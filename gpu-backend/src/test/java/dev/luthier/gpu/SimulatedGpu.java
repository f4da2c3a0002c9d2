package dev.luthier.gpu;

import dev.luthier.gpu.simulated.SimulatedLibraries;
import java.nio.file.Path;
import java.util.List;

/** The backend on the libraries that stand in for CUDA's. */
final class SimulatedGpu {

  private SimulatedGpu() {}

  /** Skips the test, and says why, where they cannot be compiled. */
  static CudaBackendProvider provider() {
    return provider(Path.of("target", "cubins"));
  }

  static CudaBackendProvider provider(Path cache) {
    return new CudaBackendProvider(
        new CudaSearch(
            new Surroundings(List.of(SimulatedLibraries.folder()), List.of(), List.of())),
        new CubinCache(cache));
  }
}
