package dev.luthier.nativemath.vector.array;

import dev.luthier.linalg.ArrayMath;
import dev.luthier.linalg.ArrayMathProvider;
import java.util.Optional;

/** Provides the vectors where the incubating module is in the virtual machine. */
public final class VectorArrayMathProvider implements ArrayMathProvider {

  private static final String MODULE = "jdk.incubator.vector";

  /** For the service loader. */
  public VectorArrayMathProvider() {}

  @Override
  public Optional<ArrayMath> implementation() {
    return ModuleLayer.boot().findModule(MODULE).isPresent()
        ? Optional.of(new VectorArrayMath())
        : Optional.empty();
  }
}
