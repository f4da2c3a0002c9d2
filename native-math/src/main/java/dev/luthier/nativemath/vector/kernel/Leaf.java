package dev.luthier.nativemath.vector.kernel;

import dev.luthier.nativemath.tile.Block;
import jdk.incubator.vector.DoubleVector;

/** Lower triangles that fit in the first-level cache, by columns in an array. */
final class Leaf {

  private Leaf() {}

  /** The lower triangle; what is above it in the array stays. */
  static void read(Block source, double[] target, int stride) {
    for (int j = 0; j < source.cols; j++) {
      for (int i = j; i < source.rows; i++) {
        target[i + j * stride] = source.get(i, j);
      }
    }
  }

  /** The lower triangle. */
  static void write(double[] source, int stride, Block target) {
    for (int j = 0; j < target.cols; j++) {
      for (int i = j; i < target.rows; i++) {
        target.put(i, j, source[i + j * stride]);
      }
    }
  }

  /** array[to + i] ← array[to + i] − multiple · array[from + i], fused, for i &lt; count. */
  static void subtract(double[] array, double multiple, int from, int to, int count) {
    DoubleVector factor = DoubleVector.broadcast(Species.DOUBLES, -multiple);
    int whole = Species.DOUBLES.loopBound(count);
    for (int i = 0; i < whole; i += Species.LANES) {
      DoubleVector.fromArray(Species.DOUBLES, array, from + i)
          .fma(factor, DoubleVector.fromArray(Species.DOUBLES, array, to + i))
          .intoArray(array, to + i);
    }
    for (int i = whole; i < count; i++) {
      array[to + i] = Math.fma(-multiple, array[from + i], array[to + i]);
    }
  }
}
