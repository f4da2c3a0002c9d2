package dev.luthier.nativemath.covariance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.linalg.Backend;
import dev.luthier.linalg.BackendOptions;
import dev.luthier.linalg.LengthScale;
import dev.luthier.linalg.Matrix;
import dev.luthier.linalg.Radial;
import dev.luthier.linalg.RadialProfile;
import dev.luthier.linalg.Session;
import dev.luthier.nativemath.memory.OffHeapMatrix;
import dev.luthier.nativemath.vector.VectorBackendProvider;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The exponential, which the squared exponential profile shows unchanged: s′ → 2^(−s′). */
class StripLoopsTest {

  private static final List<StripLoops> LOOPS = List.of(new PlainLoops(), new VectorLoops());
  private static final double LOG_2 = Math.log(2);

  private final CompiledFactor factor =
      new CompiledFactor(
          Radial.of(RadialProfile.SQUARED_EXPONENTIAL, List.of(LengthScale.numeric(1, 0))), 1);
  private final FactorPoints points = points(factor);

  @Test
  void powersAreWithinTwoUlp() {
    SplittableRandom random = new SplittableRandom(1);
    for (StripLoops loops : LOOPS) {
      for (double largest : new double[] {1e-8, 0.4, 4, 40, 400, 1000}) {
        for (int round = 0; round < 50; round++) {
          double[] t = random.doubles(Strip.LENGTH, 0, largest).toArray();
          double[] e = powers(loops, t);
          for (int i = 0; i < t.length; i++) {
            // 2⁻ᵗ = 2⁻ᵏ e^(−(t − k) log 2), of which the first factor is exact.
            double k = Math.floor(t[i]);
            double exact = StrictMath.exp(-(t[i] - k) * LOG_2) * Math.scalb(1.0, (int) -k);
            assertEquals(exact, e[i], 2 * Math.ulp(exact), loops + ", t = " + t[i]);
          }
        }
      }
    }
  }

  @Test
  void endsAreExact() {
    double[] t = new double[Strip.LENGTH];
    double[] ends = {0, Double.MIN_VALUE, 1, 1000, 1023, 1024, 1e300, 1 / 0.0, Double.NaN};
    System.arraycopy(ends, 0, t, 0, ends.length);
    for (StripLoops loops : LOOPS) {
      double[] e = powers(loops, t);
      double[] expected = {1, 1, 0.5, 0x1p-1000, 0, 0, 0, 0, Double.NaN};
      for (int i = 0; i < ends.length; i++) {
        assertEquals(expected[i], e[i], 0.0, loops + ", t = " + ends[i]);
      }
    }
  }

  /** Below the smallest normal number results lose their digits but not their order. */
  @Test
  void powersDecreaseMonotonically() {
    double[] t = new double[Strip.LENGTH];
    Arrays.setAll(t, i -> 1020.5 + i * 0.01);
    for (StripLoops loops : LOOPS) {
      double[] e = powers(loops, t);
      for (int i = 1; i < t.length; i++) {
        assertTrue(e[i] <= e[i - 1] && e[i] >= 0);
      }
    }
  }

  private double[] powers(StripLoops loops, double[] t) {
    FactorArrays arrays = new FactorArrays(factor, points, 1, loops.parts());
    System.arraycopy(t, 0, arrays.value[0], 0, t.length);
    Strip strip = new Strip();
    strip.singles = 1;
    strip.to = Strip.LENGTH;
    loops.values(arrays, strip, 1);
    return arrays.value[0];
  }

  /** One point at 0. */
  private static FactorPoints points(CompiledFactor factor) {
    try (Backend backend = new VectorBackendProvider().create(BackendOptions.defaults());
        Session session = backend.openSession()) {
      Matrix matrix = session.allocate(1, 1);
      session.fill(matrix, 0);
      OffHeapMatrix point = OffHeapMatrix.of(matrix);
      return new FactorPoints(factor, point, point);
    }
  }
}
