package dev.luthier.cli.doctor;

import dev.luthier.linalg.Backend;
import dev.luthier.linalg.Matrix;
import dev.luthier.linalg.Session;
import dev.luthier.linalg.Transpose;
import java.util.Arrays;
import java.util.function.LongSupplier;

/** How fast a backend multiplies matrices: 2n³ operations a product, in double precision. */
final class FloatingPointRate {
  /**
   * Large enough that the call itself costs nothing, small enough for plain Java in some
   * milliseconds.
   */
  static final int ORDER = 256;

  /** Until the just-in-time compiler has done its work and the processor is awake. */
  private static final long WARM_UP_NANOS = 200_000_000L;

  private static final long MEASURE_NANOS = 200_000_000L;
  private static final double FLOPS = 2.0 * ORDER * ORDER * ORDER;

  private final LongSupplier nanoTime;

  FloatingPointRate(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * Billions of operations a second in the fastest product: what else runs here only ever slows one
   * down.
   */
  double gigaflops(Backend backend) {
    try (Session session = backend.openSession()) {
      Matrix a = filled(session);
      Matrix b = filled(session);
      Matrix c = session.allocate(ORDER, ORDER);
      double[] corner = new double[1];
      fastest(session, a, b, c, corner, WARM_UP_NANOS);
      long nanos = fastest(session, a, b, c, corner, MEASURE_NANOS);
      return FLOPS / Math.max(1, nanos);
    }
  }

  private long fastest(
      Session session, Matrix a, Matrix b, Matrix c, double[] corner, long duration) {
    long begin = nanoTime.getAsLong();
    long fastest = Long.MAX_VALUE;
    for (long now = begin; now - begin < duration; ) {
      session.gemm(1, a, Transpose.NONE, b, Transpose.NONE, 0, c);
      // Downloading waits for the product.
      session.download(c.block(0, 0, 1, 1), corner);
      long end = nanoTime.getAsLong();
      fastest = Math.min(fastest, end - now);
      now = end;
    }
    return fastest;
  }

  private static Matrix filled(Session session) {
    double[] values = new double[ORDER * ORDER];
    Arrays.setAll(values, i -> Math.sin(i));
    Matrix matrix = session.allocate(ORDER, ORDER);
    session.upload(values, matrix);
    return matrix;
  }
}
