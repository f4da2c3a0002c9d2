package dev.luthier.gpu;

import dev.luthier.gpu.bind.CudaLibrary;
import dev.luthier.gpu.bind.Nvrtc;
import dev.luthier.gpu.simulated.SimulatedLibraries;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The backend on the libraries that stand in for CUDA's. */
final class SimulatedGpu {

  private SimulatedGpu() {}

  /** Skips the test, and says why, where they cannot be compiled. */
  static CudaBackendProvider provider() {
    return provider(SimulatedLibraries.folder().resolve("cubins"));
  }

  static Nvrtc compiler() {
    return new Nvrtc(CudaLibrary.open(SimulatedLibraries.library("libnvrtc.so.13")));
  }

  static CudaBackendProvider provider(Path cache) {
    return provider(SimulatedLibraries.folder(), cache);
  }

  /** On the libraries of a folder, and no others. */
  static CudaBackendProvider provider(Path libraries, Path cache) {
    return new CudaBackendProvider(
        () -> new Surroundings(List.of(libraries), List.of(), false, List.of()),
        () -> new CubinCache(Optional.of(cache)));
  }
}
