/**
 * The linear-algebra backend for NVIDIA GPUs. The only code of Luthier that touches {@link
 * java.lang.foreign} for a GPU's sake; nothing is exported, everything is reached through {@link
 * java.util.ServiceLoader}.
 */
@org.jspecify.annotations.NullMarked
module dev.luthier.gpu {
  requires static org.jspecify;
  requires dev.luthier.api;

  provides dev.luthier.linalg.BackendProvider with
      dev.luthier.gpu.CudaBackendProvider;
}
