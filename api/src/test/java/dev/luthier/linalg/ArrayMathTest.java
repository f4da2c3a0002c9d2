package dev.luthier.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected values of the normal distribution are from mpmath with 40 digits. */
class ArrayMathTest {

  private static final double RELATIVE = 1e-14;
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  private final ArrayMath math = ArrayMath.scalar();

  @ParameterizedTest
  @CsvSource({
    "-37.5, 4.6053530095819548e-308, -707.66898931750719",
    "-30,   4.9067139271481871e-198, -454.32124395634320",
    "-10,   7.6198530241605261e-24,  -53.231285150512471",
    "-6,    9.8658764503769814e-10,  -20.736768949974706",
    "-5.7,  5.9903714010635282e-9,   -18.933112423224743",
    "-5,    2.8665157187919391e-7,   -15.064998393988726",
    "-3,    0.0013498980316300945,   -6.6077262215103495",
    "-1,    0.15865525393145705,     -1.8410216450092635",
    "-0.67, 0.25142889509531010,     -1.3805950526951890",
    "-0.5,  0.30853753872598690,     -1.1759117615936186",
    "0,     0.5,                     -0.69314718055994531",
    "0.3,   0.61791142218895263,     -0.48141016158848121",
    "1,     0.84134474606854295,     -0.17275377902344989",
    "2,     0.97724986805182079,     -0.023012909328963488",
    "4,     0.99996832875816688,     -3.1671743377489264e-5",
    "8,     0.99999999999999938,     -6.2209605742717861e-16",
  })
  void normalDistributionIsAccurateInBothTails(double x, double cdf, double logCdf) {
    assertRelative(cdf, applied(math::normalCdf, x));
    assertRelative(logCdf, applied(math::logNormalCdf, x));
  }

  @Test
  void logOfTheNormalDistributionGoesOnWhereTheDistributionUnderflows() {
    assertEquals(0, applied(math::normalCdf, -40));
    assertRelative(-804.6084420137538, applied(math::logNormalCdf, -40));
    double far = applied(math::logNormalCdf, -1e150);
    assertRelative(-5e299, far);
  }

  @Test
  void normalDistributionAtItsLimits() {
    assertEquals(0, applied(math::normalCdf, -INFINITY));
    assertEquals(1, applied(math::normalCdf, INFINITY));
    assertEquals(-INFINITY, applied(math::logNormalCdf, -INFINITY));
    assertEquals(0, Math.abs(applied(math::logNormalCdf, INFINITY)));
    assertTrue(Double.isNaN(applied(math::normalCdf, Double.NaN)));
    assertTrue(Double.isNaN(applied(math::logNormalCdf, Double.NaN)));
  }

  /** Approximations change at ±0.67448975 and ±√32; values must not jump there. */
  @Test
  void normalDistributionIsMonotoneAcrossTheSeamsOfItsApproximations() {
    for (double seam : new double[] {-5.656854249492381, -0.67448975, 0.67448975}) {
      double before = applied(math::normalCdf, seam - 1e-9);
      double after = applied(math::normalCdf, seam + 1e-9);
      double slope = Math.exp(-seam * seam / 2) / Math.sqrt(2 * Math.PI);
      assertEquals(2e-9 * slope, after - before, 1e-15 * Math.max(before, 1e-8) * 10);
    }
  }

  @Test
  void elementwiseFunctionsMayWorkInPlace() {
    double[] x = {0, 1, -1};
    math.exp(x, x);
    assertArrayEquals(new double[] {1, Math.E, 1 / Math.E}, x, 1e-15);
    math.log(x, x);
    assertArrayEquals(new double[] {0, 1, -1}, x, 1e-15);
    assertThrows(IllegalArgumentException.class, () -> math.exp(x, new double[2]));
  }

  @Test
  void logSumExpOfOrdinaryAndOfExtremeValues() {
    double[] x = {-1000, 0, Math.log(3), 1000, 1000};
    assertEquals(Math.log(4), math.logSumExp(x, 1, 3), 1e-15);
    assertEquals(1000 + Math.log(2), math.logSumExp(x, 0, 5), 1e-12);
    assertEquals(-1000, math.logSumExp(x, 0, 1));
  }

  @Test
  void logSumExpOfNothingAndOfInfinities() {
    double[] x = {-INFINITY, -INFINITY, 2, INFINITY, Double.NaN};
    assertEquals(-INFINITY, math.logSumExp(x, 1, 1));
    assertEquals(-INFINITY, math.logSumExp(new double[0], 0, 0));
    assertEquals(-INFINITY, math.logSumExp(x, 0, 2));
    assertEquals(2, math.logSumExp(x, 0, 3));
    assertEquals(INFINITY, math.logSumExp(x, 0, 4));
    assertEquals(INFINITY, math.logSumExp(new double[] {INFINITY, INFINITY}, 0, 2));
    assertTrue(Double.isNaN(math.logSumExp(x, 0, 5)));
    assertThrows(IndexOutOfBoundsException.class, () -> math.logSumExp(x, 3, 6));
  }

  @Test
  void weightedSquaredDistancesGoPointByPoint() {
    double[] points = {0, 1, 2, 10, 20, 30};
    double[] target = {Double.NaN, Double.NaN, Double.NaN};
    math.weightedSquaredDistances(new double[] {1, 20}, points, new double[] {2, 0.01}, target);
    assertArrayEquals(new double[] {3, 0, 3}, target, 1e-15);
    math.weightedSquaredDistances(new double[0], new double[0], new double[0], target);
    assertArrayEquals(new double[3], target);
    assertThrows(
        IllegalArgumentException.class,
        () -> math.weightedSquaredDistances(new double[1], points, new double[1], target));
  }

  private interface Elementwise {
    void apply(double[] source, double[] target);
  }

  private static double applied(Elementwise function, double x) {
    double[] target = new double[1];
    function.apply(new double[] {x}, target);
    return target[0];
  }

  private static void assertRelative(double expected, double actual) {
    assertEquals(expected, actual, RELATIVE * Math.abs(expected));
  }
}
