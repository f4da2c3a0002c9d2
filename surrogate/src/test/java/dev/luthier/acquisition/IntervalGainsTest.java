package dev.luthier.acquisition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.acquisition.NondominatedBoxes.Side;
import dev.luthier.linalg.ArrayMath;
import java.util.List;
import org.junit.jupiter.api.Test;

class IntervalGainsTest {
  private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

  /** Gauss and Legendre's nodes and weights, five of them. */
  private static final double[] NODES = {
    -0.906179845938664, -0.5384693101056831, 0, 0.5384693101056831, 0.906179845938664
  };

  private static final double[] WEIGHTS = {
    0.2369268850561891,
    0.4786286704993665,
    0.5688888888888889,
    0.4786286704993665,
    0.2369268850561891
  };

  private static final int PANELS = 200;

  /** From wide to narrow, with the border between the cases, from far below to far above. */
  @Test
  void gainsAreIntegralsOfTheDistribution() {
    for (double middle :
        new double[] {
          -1000, -200, -37, -8, -5.02, -4.9, -2, -0.98, -0.3, 0, 0.2, 1.3, 6, 50, 1e6
        }) {
      for (double width : new double[] {1e-12, 1e-7, 1e-3, 0.02, 0.124, 0.126, 0.4, 3, 20}) {
        for (double scale : new double[] {1, 1 / Math.max(1, -middle)}) {
          for (double sigma : new double[] {1, 0.003}) {
            compare(middle, width * scale, sigma);
          }
        }
      }
    }
  }

  @Test
  void anIntervalWithoutLowerEndIsTheExpectedImprovement() {
    for (double mean : new double[] {-1e9, -3, 0.5, 2, 9, 400, 1e8}) {
      IntervalGains gains = evaluated(Double.NEGATIVE_INFINITY, 0.7, mean, 1.3);
      Valuation one =
          new LogExpectedImprovement(0.7).value(new double[] {mean}, new double[] {1.3 * 1.3});
      assertClose(one.value()[0], gains.logarithm[0], 1e-13);
      assertClose(one.byMean()[0], gains.byMean[0] / 1.3, 1e-12);
      assertClose(one.byVariance()[0], gains.byDeviation[0] / (2 * 1.3 * 1.3), 1e-12);
    }
  }

  @Test
  void aSureCandidateGainsWhatIsAboveIt() {
    for (double sigma : new double[] {1e-10, 1e-140}) {
      assertEquals(Math.log(3), evaluated(2, 5, 1, sigma).logarithm[0], 1e-12);
      assertEquals(Math.log(2), evaluated(2, 5, 3, sigma).logarithm[0], 1e-9);
      assertTrue(evaluated(2, 5, 6, sigma).logarithm[0] < -1e10);
    }
  }

  @Test
  void nothingIsEverNotANumber() {
    double[] ends = {Double.NEGATIVE_INFINITY, -1e300, -1, 0, 1e-300, 1, 1e300};
    for (int l = 0; l < ends.length; l++) {
      for (int u = Math.max(1, l + 1); u < ends.length; u++) {
        for (double mean : new double[] {-1e300, -1, 0, 1, 1e300}) {
          for (double sigma : new double[] {1e-140, 1e-20, 1, 1e150}) {
            IntervalGains gains = evaluated(ends[l], ends[u], mean, sigma);
            String where = ends[l] + ", " + ends[u] + " at " + mean + ", " + sigma;
            assertTrue(Double.isFinite(gains.logarithm[0]), where);
            assertTrue(Double.isFinite(gains.byMean[0]), where);
            assertTrue(Double.isFinite(gains.byDeviation[0]), where);
          }
        }
      }
    }
  }

  /** F = ∫ Φ, and its derivatives are −∫ φ and ∫ φ': averages of −φ/Φ and −tφ/Φ, weighted by Φ. */
  private static void compare(double middle, double width, double sigma) {
    double mean = 0.1;
    double lower = mean + sigma * (middle - width / 2);
    double upper = mean + sigma * (middle + width / 2);
    double top = (upper - mean) / sigma;
    double actual = (upper - lower) / sigma;
    // What is 50 decades of e below the top does not count.
    double span = Math.min(actual, 50 / Math.max(1, -top));
    int n = PANELS * NODES.length;
    double[] t = new double[n];
    double[] logDistribution = new double[n];
    double[] terms = new double[n];
    for (int i = 0; i < n; i++) {
      int panel = i / NODES.length;
      double at = (panel + 0.5 + 0.5 * NODES[i % NODES.length]) / PANELS;
      t[i] = top - span * at;
    }
    ArrayMath.scalar().logNormalCdf(t, logDistribution);
    for (int i = 0; i < n; i++) {
      terms[i] = logDistribution[i] + Math.log(WEIGHTS[i % NODES.length] * 0.5 / PANELS);
    }
    double sum = ArrayMath.scalar().logSumExp(terms, 0, n);
    double byMean = 0;
    double byDeviation = 0;
    for (int i = 0; i < n; i++) {
      double share = Math.exp(terms[i] - sum);
      double q = Math.exp(-0.5 * t[i] * t[i] - HALF_LOG_TWO_PI - logDistribution[i]);
      byMean -= share * q;
      byDeviation -= share * t[i] * q;
    }
    IntervalGains gains = evaluated(lower, upper, mean, sigma);
    String where = "middle " + middle + ", width " + width + ", sigma " + sigma;
    // The edges are rounded, in units of sigma by their size: the tail's slope multiplies that.
    double far = Math.abs(middle);
    double rounding = 1e-15 * (1 + far + mean / sigma);
    double tolerance = 1e-12 + rounding * (1 + Math.max(0, -middle)) + 1e-13 * Math.min(far, 1e3);
    assertEquals(Math.log(sigma * span) + sum, gains.logarithm[0], tolerance, where);
    assertClose(byMean, gains.byMean[0], 10 * tolerance + 1e-14 * far * far, where);
    assertClose(byDeviation, gains.byDeviation[0], 10 * tolerance + 1e-14 * far * far, where);
  }

  private static void assertClose(double expected, double found, double tolerance) {
    assertClose(expected, found, tolerance, "");
  }

  private static void assertClose(double expected, double found, double tolerance, String where) {
    assertEquals(expected, found, tolerance * Math.max(1, Math.abs(expected)), where);
  }

  private static IntervalGains evaluated(double lower, double upper, double mean, double sigma) {
    IntervalGains gains = new IntervalGains(Intervals.of(List.of(new Side(lower, upper))));
    gains.evaluate(mean, sigma);
    return gains;
  }
}
