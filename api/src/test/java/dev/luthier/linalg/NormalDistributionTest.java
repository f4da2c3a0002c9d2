package dev.luthier.linalg;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/**
 * Φ(−y) = φ(y) M(y) in sixty digits, with Mills' ratio M from its power series (y ≤ 6) or its
 * continued fraction.
 */
class NormalDistributionTest {

  private static final MathContext DIGITS = new MathContext(60);
  private static final BigDecimal ONE = BigDecimal.ONE;
  private static final BigDecimal PI =
      new BigDecimal("3.14159265358979323846264338327950288419716939937510582097494459");

  /** What the interface promises. */
  private static final double RELATIVE = 1e-14;

  @Test
  void bothTailsAreAccurateEverywhere() {
    DoubleStream.iterate(1e-3, y -> y < 37.6, y -> y + 0.0531).forEach(this::assertAccurate);
  }

  @Test
  void seamsOfTheApproximationsAreAccurate() {
    for (double seam : new double[] {0.67448975, Math.sqrt(32), 37.5}) {
      assertAccurate(Math.nextDown(seam));
      assertAccurate(seam);
      assertAccurate(Math.nextUp(seam));
    }
    assertAccurate(1e-300);
  }

  private void assertAccurate(double y) {
    BigDecimal mills = mills(new BigDecimal(y));
    BigDecimal rootTwoPi = PI.multiply(BigDecimal.TWO).sqrt(DIGITS);
    BigDecimal exponent = new BigDecimal(y).pow(2).divide(BigDecimal.TWO);
    BigDecimal ratio = mills.divide(rootTwoPi, DIGITS);
    BigDecimal tail = ratio.multiply(ONE.divide(exp(exponent), DIGITS), DIGITS);
    double lower = tail.doubleValue();
    double upper = ONE.subtract(tail).doubleValue();
    assertRelative(lower, NormalDistribution.cdf(-y), y);
    assertRelative(upper, NormalDistribution.cdf(y), y);
    double logLower =
        y < 1
            ? StrictMath.log(lower)
            : StrictMath.log(ratio.doubleValue()) - exponent.doubleValue();
    assertRelative(logLower, NormalDistribution.logCdf(-y), y);
    assertRelative(StrictMath.log1p(-lower), NormalDistribution.logCdf(y), y);
  }

  private static void assertRelative(double expected, double actual, double y) {
    assertEquals(expected, actual, RELATIVE * Math.abs(expected), () -> "y = " + y);
  }

  private static BigDecimal mills(BigDecimal y) {
    if (y.doubleValue() > 6) {
      BigDecimal fraction = BigDecimal.ZERO;
      for (int k = 400; k >= 1; k--) {
        fraction = BigDecimal.valueOf(k).divide(y.add(fraction), DIGITS);
      }
      return ONE.divide(y.add(fraction), DIGITS);
    }
    // M(y) = √(π/2) exp(y²/2) − Σ y^(2k+1) / (1·3·…·(2k+1))
    BigDecimal square = y.multiply(y, DIGITS);
    BigDecimal series = BigDecimal.ZERO;
    BigDecimal term = y;
    for (int k = 0; k < 200; k++) {
      series = series.add(term, DIGITS);
      term = term.multiply(square, DIGITS).divide(BigDecimal.valueOf(2L * k + 3), DIGITS);
    }
    BigDecimal half = PI.divide(BigDecimal.TWO, DIGITS).sqrt(DIGITS);
    return half.multiply(exp(square.divide(BigDecimal.TWO, DIGITS)), DIGITS).subtract(series);
  }

  /** By the series of x/1024, raised to the power again; loses a few digits of sixty. */
  private static BigDecimal exp(BigDecimal x) {
    BigDecimal reduced = x.divide(BigDecimal.valueOf(1024), DIGITS);
    BigDecimal sum = ONE;
    BigDecimal term = ONE;
    for (int k = 1; k < 60; k++) {
      term = term.multiply(reduced, DIGITS).divide(BigDecimal.valueOf(k), DIGITS);
      sum = sum.add(term, DIGITS);
    }
    return sum.pow(1024, DIGITS);
  }
}
