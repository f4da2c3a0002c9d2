package dev.luthier.linalg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The exponential and the logarithm against those of {@link StrictMath}, which are fdlibm's. */
class ElementaryTest {

  private static final int COUNT = 200_000;
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  /** StrictMath errs by less than a unit itself, so that two apart may be one from the truth. */
  @ParameterizedTest
  @ValueSource(doubles = {1e-300, 1e-8, 0.35, 1, 40, 709.7})
  void exponentialIsWithinTwoUnitsOfTheStrictOne(double largest) {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < COUNT; i++) {
      double x = largest * (2 * random.nextDouble() - 1);
      double exact = StrictMath.exp(x);
      assertEquals(exact, Elementary.exp(x), 2 * Math.ulp(exact), () -> "x = " + x);
    }
  }

  @Test
  void exponentialIsRoundedOnceWhereTheResultIsSubnormal() {
    for (double x = -746; x < -708; x += 1e-4) {
      double argument = x;
      double exact = StrictMath.exp(x);
      assertEquals(exact, Elementary.exp(x), 2 * Math.ulp(exact), () -> "x = " + argument);
    }
  }

  @Test
  void exponentialAtItsLimits() {
    assertEquals(1, Elementary.exp(0));
    assertEquals(1, Elementary.exp(-0.0));
    assertEquals(1, Elementary.exp(Double.MIN_VALUE));
    assertEquals(0, Elementary.exp(-745.14));
    assertEquals(Double.MIN_VALUE, Elementary.exp(-745.13));
    assertEquals(0, Elementary.exp(-INFINITY));
    assertEquals(0, Elementary.exp(-1e308));
    assertTrue(Elementary.exp(709.782712893384) < INFINITY);
    assertEquals(INFINITY, Elementary.exp(709.7827128933841));
    assertEquals(INFINITY, Elementary.exp(INFINITY));
    assertTrue(Double.isNaN(Elementary.exp(Double.NaN)));
    double payload = Double.longBitsToDouble(0x7ff8_0000_0000_0fffL);
    assertTrue(Double.isNaN(Elementary.exp(payload)));
  }

  /** All exponents, and near 1, where the logarithm is small. */
  @Test
  void logarithmIsWithinTwoUnitsOfTheStrictOne() {
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < COUNT; i++) {
      assertLogarithm(Double.longBitsToDouble(random.nextLong(0x7ff0_0000_0000_0000L)));
      assertLogarithm(1 + (random.nextDouble() - 0.5) * Math.scalb(1.0, -random.nextInt(53)));
      assertLogarithm(Double.MIN_VALUE * (1 + random.nextInt(1_000)));
    }
    for (double seam : new double[] {0x1.6a09e667f3bcdp-1, 0x1.6a09e667f3bcdp0, 1, 2, 0x1p-1022}) {
      assertLogarithm(Math.nextDown(seam));
      assertLogarithm(seam);
      assertLogarithm(Math.nextUp(seam));
    }
    assertLogarithm(Double.MAX_VALUE);
  }

  private static void assertLogarithm(double x) {
    double exact = StrictMath.log(x);
    assertEquals(exact, Elementary.log(x), 2 * Math.ulp(exact), () -> "x = " + x);
  }

  @Test
  void logarithmAtItsLimits() {
    assertEquals(0.0, Elementary.log(1), 0.0);
    assertEquals(-INFINITY, Elementary.log(0));
    assertEquals(-INFINITY, Elementary.log(-0.0));
    assertEquals(INFINITY, Elementary.log(INFINITY));
    for (double bad : new double[] {-1, -Double.MIN_VALUE, -INFINITY, Double.NaN}) {
      assertTrue(Double.isNaN(Elementary.log(bad)));
    }
  }

  @Test
  void logarithmOfWhatIsLeftOfOneKeepsSmallNumbers() {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < COUNT; i++) {
      double t = 0.5 * random.nextDouble() * Math.scalb(1.0, -random.nextInt(1_000));
      double exact = StrictMath.log1p(-t);
      assertEquals(exact, Elementary.logOneMinus(t), 4 * Math.ulp(exact), () -> "t = " + t);
    }
    assertEquals(0, Elementary.logOneMinus(0));
  }
}
