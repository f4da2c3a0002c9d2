package dev.luthier.nativemath.openblas;

import dev.luthier.linalg.BackendProvider;
import dev.luthier.testkit.LinearAlgebraContract;

class OpenBlasBackendTest extends LinearAlgebraContract {

  @Override
  protected BackendProvider provider() {
    return new OpenBlasBackendProvider();
  }
}
