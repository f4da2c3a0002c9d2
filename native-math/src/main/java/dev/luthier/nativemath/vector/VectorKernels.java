package dev.luthier.nativemath.vector;

import dev.luthier.nativemath.tile.TileKernels;
import dev.luthier.nativemath.tile.TileScheduler;
import dev.luthier.nativemath.vector.kernel.DenseKernels;

/**
 * The kernels of this backend for another that works on the same memory. No class that links
 * against the Vector API is touched where its module is not.
 */
public final class VectorKernels {

  static final String MODULE = "jdk.incubator.vector";

  private VectorKernels() {}

  /** On the module path {@code requires static} does not add it, but makes it readable if added. */
  public static boolean areThere() {
    return ModuleLayer.boot().findModule(MODULE).isPresent();
  }

  /** For one thread at a time; only where they are there. */
  public static TileKernels create(TileScheduler scheduler) {
    return Linked.create(scheduler);
  }

  /** The number of bits in a vector; only where they are there. */
  public static int bits() {
    return Linked.bits();
  }

  /** What is linked when it is first called. */
  private static final class Linked {
    static TileKernels create(TileScheduler scheduler) {
      return new DenseKernels(scheduler);
    }

    static int bits() {
      return DenseKernels.vectorBits();
    }
  }
}
