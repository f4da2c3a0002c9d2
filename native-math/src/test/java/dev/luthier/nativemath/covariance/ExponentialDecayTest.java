package dev.luthier.nativemath.covariance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ExponentialDecayTest {

  @Test
  void isWithinAnUlpOfTheStrictExponential() {
    SplittableRandom random = new SplittableRandom(1);
    double[] t = new double[100_000];
    for (double largest : new double[] {1e-8, 0.4, 4, 40, 660}) {
      Arrays.setAll(t, _ -> largest * random.nextDouble());
      double[] e = decay(t);
      for (int i = 0; i < t.length; i++) {
        double exact = StrictMath.exp(-t[i]);
        double argument = t[i];
        assertEquals(exact, e[i], Math.ulp(exact), () -> "t = " + argument);
      }
    }
  }

  @Test
  void endsAreExact() {
    double[] e = decay(new double[] {0, Double.MIN_VALUE, 708, 709, 1e300, 1 / 0.0, Double.NaN});
    assertEquals(1, e[0]);
    assertEquals(1, e[1]);
    for (int i = 2; i < 6; i++) {
      assertEquals(0, e[i]);
    }
    assertTrue(Double.isNaN(e[6]));
  }

  /** Where the smallest normal numbers are near, the result loses digits but not its order. */
  @Test
  void decaysMonotonically() {
    double[] t = new double[20_000];
    Arrays.setAll(t, i -> 690 + i * 1e-3);
    double[] e = decay(t);
    for (int i = 1; i < t.length; i++) {
      assertTrue(e[i] <= e[i - 1] && e[i] >= 0);
    }
  }

  private static double[] decay(double[] t) {
    double[] e = new double[t.length];
    new ExponentialDecay(t.length).of(t, 0, t.length, e);
    return e;
  }
}
