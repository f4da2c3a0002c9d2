package dev.luthier.gpu;

import dev.luthier.linalg.BackendProvider;
import dev.luthier.testkit.LinearAlgebraContract;

/**
 * The whole contract, with our bindings, our engine and our kernels, on a GPU that is not there.
 */
class SimulatedBackendTest extends LinearAlgebraContract {

  @Override
  protected BackendProvider provider() {
    return SimulatedGpu.provider();
  }

  /** 10,000 took a minute, once, by hand, and agreed too. */
  @Override
  protected int randomSequences() {
    return 1000;
  }
}
