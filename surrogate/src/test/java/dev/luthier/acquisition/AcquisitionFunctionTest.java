package dev.luthier.acquisition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AcquisitionFunctionTest {
  private static final MathContext DIGITS = new MathContext(60);

  static Stream<AcquisitionFunction> functions() {
    return Stream.of(
        new LogExpectedImprovement(0.3),
        new LogProbabilityOfImprovement(0.3),
        new LowerConfidenceBound(1.8));
  }

  @ParameterizedTest
  @MethodSource("functions")
  void derivativesAreThoseOfTheValue(AcquisitionFunction function) {
    for (double mean : new double[] {-3, 0, 0.3, 1.4, 2.2, 5, 20, 300}) {
      for (double variance : new double[] {1e-4, 0.04, 1, 30}) {
        Valuation at = value(function, mean, variance);
        double h = 1e-6 * Math.sqrt(variance);
        double byMean =
            (value(function, mean + h, variance).value()[0]
                    - value(function, mean - h, variance).value()[0])
                / (2 * h);
        double k = 1e-6 * variance;
        double byVariance =
            (value(function, mean, variance + k).value()[0]
                    - value(function, mean, variance - k).value()[0])
                / (2 * k);
        // Central differences: the value's rounding over the step.
        double rounding = 1e-15 * Math.abs(at.value()[0]);
        assertEquals(byMean, at.byMean()[0], 1e-6 * Math.abs(byMean) + rounding / h + 1e-9);
        assertEquals(
            byVariance, at.byVariance()[0], 1e-6 * Math.abs(byVariance) + rounding / k + 1e-9);
      }
    }
  }

  /**
   * h(z) = φ(z)(1 − y M(y)), y = −z, with Mills' ratio from its power series (y ≤ 6) or continued
   * fraction, in sixty digits.
   */
  @Test
  void logExpectedImprovementIsExactInTheTail() {
    for (double y : new double[] {0.5, 0.999, 1.001, 2, 4.99, 5.01, 6, 10, 38, 1e3, 1e8}) {
      double expected =
          -0.5 * y * y - 0.5 * Math.log(2 * Math.PI) + Math.log(oneMinusYMills(y).doubleValue());
      double found = value(new LogExpectedImprovement(0), y, 1).value()[0];
      assertEquals(expected, found, 4e-14 * Math.max(1, Math.abs(expected)), "y = " + y);
    }
  }

  @Test
  void expectedImprovementOfASureGainIsTheGain() {
    double found = value(new LogExpectedImprovement(5), 2, 1e-6).value()[0];
    assertEquals(Math.log(3), found, 1e-12);
  }

  @ParameterizedTest
  @MethodSource("functions")
  void nothingIsEverNotANumber(AcquisitionFunction function) {
    for (double mean : new double[] {-1e300, -1, 0, 1, 1e300}) {
      for (double variance : new double[] {0, Double.MIN_VALUE, 1e-290, 1e-20, 1, 1e300}) {
        Valuation at = value(function, mean, variance);
        String where = function + " at " + mean + ", " + variance;
        assertTrue(!Double.isNaN(at.value()[0]), where);
        assertTrue(!Double.isNaN(at.byMean()[0]), where);
        assertTrue(!Double.isNaN(at.byVariance()[0]), where);
      }
    }
  }

  private static Valuation value(AcquisitionFunction function, double mean, double variance) {
    return function.value(new double[] {mean}, new double[] {variance});
  }

  private static BigDecimal oneMinusYMills(double y) {
    BigDecimal x = new BigDecimal(y);
    if (y > 6) {
      BigDecimal r = BigDecimal.ZERO;
      for (int k = 400; k >= 2; k--) {
        r = BigDecimal.valueOf(k).divide(x.add(r), DIGITS);
      }
      r = r.add(x);
      BigDecimal mills = BigDecimal.ONE.divide(x.add(BigDecimal.ONE.divide(r, DIGITS)), DIGITS);
      return mills.divide(r, DIGITS);
    }
    // M(y) = √(π/2) exp(y²/2) − Σ y^(2k+1) / (1·3·…·(2k+1))
    BigDecimal series = BigDecimal.ZERO;
    BigDecimal term = x;
    for (int k = 0; k < 300; k++) {
      series = series.add(term, DIGITS);
      term =
          term.multiply(x, DIGITS)
              .multiply(x, DIGITS)
              .divide(BigDecimal.valueOf(2L * k + 3), DIGITS);
    }
    BigDecimal half = x.multiply(x, DIGITS).divide(BigDecimal.TWO, DIGITS);
    BigDecimal exponential = BigDecimal.ONE;
    BigDecimal power = BigDecimal.ONE;
    for (int k = 1; k < 300; k++) {
      power = power.multiply(half, DIGITS).divide(BigDecimal.valueOf(k), DIGITS);
      exponential = exponential.add(power, DIGITS);
    }
    BigDecimal pi =
        new BigDecimal("3.14159265358979323846264338327950288419716939937510582097494459");
    BigDecimal mills =
        pi.divide(BigDecimal.TWO, DIGITS)
            .sqrt(DIGITS)
            .multiply(exponential, DIGITS)
            .subtract(series);
    return BigDecimal.ONE.subtract(x.multiply(mills, DIGITS));
  }
}
