package dev.luthier.nativemath.vector.kernel;

import dev.luthier.linalg.Matrix;
import dev.luthier.nativemath.memory.OffHeapMatrix;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;

/** Sums over columns, in an order that is the same for every species. Stateless. */
public final class Sums {

  /** Partial sums: those of one vector of 512 bits, of two of 256 or of four of 128. */
  private static final int PARTS = 8;

  private static final int LANES = Species.LANES;
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private Sums() {}

  /** out(j) ← Σᵢ A(i, j) B(i, j). */
  public static void dot(Matrix a, Matrix b, Matrix out) {
    OffHeapMatrix sums = OffHeapMatrix.of(out);
    OffHeapMatrix left = OffHeapMatrix.of(a);
    OffHeapMatrix right = OffHeapMatrix.of(b);
    double[] parts = new double[PARTS];
    for (int j = 0; j < a.cols(); j++) {
      double sum = left.isEmpty() ? 0 : dot(left.column(j), right.column(j), a.rows(), parts);
      sums.set(j, 0, sum);
    }
  }

  /** Part p sums the elements p, p + 8, p + 16, …; then parts are added in pairs. */
  private static double dot(MemorySegment a, MemorySegment b, int count, double[] parts) {
    int whole = count / PARTS * PARTS;
    for (int part = 0; part < PARTS; part += LANES) {
      DoubleVector sum = DoubleVector.zero(Species.DOUBLES);
      for (int i = part; i < whole; i += PARTS) {
        long at = i * (long) Double.BYTES;
        sum =
            DoubleVector.fromMemorySegment(Species.DOUBLES, a, at, ORDER)
                .fma(DoubleVector.fromMemorySegment(Species.DOUBLES, b, at, ORDER), sum);
      }
      sum.intoArray(parts, part);
    }
    for (int i = whole; i < count; i++) {
      double x = a.getAtIndex(ValueLayout.JAVA_DOUBLE, i);
      parts[i - whole] = Math.fma(x, b.getAtIndex(ValueLayout.JAVA_DOUBLE, i), parts[i - whole]);
    }
    return ofEight(parts, 0);
  }

  /** The sum of eight neighbours, in pairs. */
  static double ofEight(double[] p, int at) {
    return ((p[at] + p[at + 1]) + (p[at + 2] + p[at + 3]))
        + ((p[at + 4] + p[at + 5]) + (p[at + 6] + p[at + 7]));
  }
}
