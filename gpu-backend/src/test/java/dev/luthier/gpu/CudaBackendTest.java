package dev.luthier.gpu;

import dev.luthier.linalg.BackendProvider;
import dev.luthier.testkit.LinearAlgebraContract;

/** The whole contract on the GPU of this machine; skipped with the probe's reason where none is. */
class CudaBackendTest extends LinearAlgebraContract {

  @Override
  protected BackendProvider provider() {
    return new CudaBackendProvider();
  }
}
