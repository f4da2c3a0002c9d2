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

  /** A kernel here takes a hundred times as long as an operation of the reference. */
  @Override
  protected int randomSequences() {
    return 1000;
  }
}
