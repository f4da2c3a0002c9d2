package dev.luthier.gpu;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** The two scalars of a product, where cuBLAS reads them while it is called. For one thread. */
final class Scalars {

  private final MemorySegment alpha = Arena.ofAuto().allocate(JAVA_DOUBLE);
  private final MemorySegment beta = Arena.ofAuto().allocate(JAVA_DOUBLE);

  MemorySegment alpha(double value) {
    alpha.set(JAVA_DOUBLE, 0, value);
    return alpha;
  }

  MemorySegment beta(double value) {
    beta.set(JAVA_DOUBLE, 0, value);
    return beta;
  }
}
