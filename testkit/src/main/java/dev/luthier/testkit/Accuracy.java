package dev.luthier.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;

/** What counts as right. */
final class Accuracy {

  static final double EPSILON = Math.ulp(1.0);

  /** LAPACK's own tests accept residual ratios below 30 (LAPACK Working Note 41, §3). */
  private static final double THRESHOLD = 30;

  /** Room for a reordered sum and for functions accurate to a few units in the last place. */
  private static final double SAFETY = 16;

  private Accuracy() {}

  /** Relative error to expect from n accumulated operations at a condition number. */
  static double tolerance(int n, double condition) {
    return SAFETY * EPSILON * Math.max(1, n) * condition;
  }

  /** ‖residual‖₁ / (n ε scale) &lt; 30. */
  static void assertSmallResidual(HostMatrix residual, double scale) {
    int n = Math.max(1, Math.max(residual.rows(), residual.cols()));
    double bound = THRESHOLD * n * EPSILON * scale;
    double norm = residual.norm1();
    assertTrue(
        norm <= bound,
        () -> String.format(Locale.ROOT, "residual %.3e exceeds %.3e (n = %d)", norm, bound, n));
  }

  /** Element by element, each with its own bound. */
  static void assertClose(HostMatrix expected, HostMatrix actual, HostMatrix bound) {
    assertEquals(expected.rows(), actual.rows());
    assertEquals(expected.cols(), actual.cols());
    for (int j = 0; j < expected.cols(); j++) {
      for (int i = 0; i < expected.rows(); i++) {
        int row = i;
        int col = j;
        assertEquals(
            expected.get(i, j),
            actual.get(i, j),
            bound.get(i, j) + Double.MIN_NORMAL,
            () -> "at (" + row + ", " + col + ")");
      }
    }
  }

  /** Element by element, all with one bound. */
  static void assertClose(HostMatrix expected, HostMatrix actual, double bound) {
    assertClose(expected, actual, HostMatrix.filled(expected.rows(), expected.cols(), bound));
  }
}
