package dev.luthier.nativemath.vector;

import dev.luthier.linalg.BackendProvider;
import dev.luthier.testkit.LinearAlgebraContract;

/** The build runs this with vectors of every width. */
class VectorBackendTest extends LinearAlgebraContract {

  @Override
  protected BackendProvider provider() {
    return new VectorBackendProvider();
  }
}
