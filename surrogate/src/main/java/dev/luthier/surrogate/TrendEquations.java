package dev.luthier.surrogate;

import dev.luthier.linalg.CholeskyOutcome;
import dev.luthier.linalg.Matrix;
import dev.luthier.linalg.Session;
import dev.luthier.linalg.Transpose;
import dev.luthier.linalg.TriangularSystem;
import java.util.Arrays;
import java.util.List;

/**
 * What decides a trend's coefficients, once K⁻¹ has been applied to what is known (Rasmussen,
 * Williams 2006, eq. 2.41 with a prior mean).
 *
 * <pre>
 *   c = m + S d,   (I + S HᵀK⁻¹H S) d = S HᵀK⁻¹(y − H m)
 *
 *   name    meaning                                    shape
 *   H S     functions, times deviations                n × q
 *   m, S    means and deviations of the coefficients   q, q × q diagonal
 * </pre>
 *
 * <p>Confined to the session's thread.
 */
final class TrendEquations {
  private final Session session;
  private final LinearTrend trend;
  private final List<double[]> scaled;

  TrendEquations(Session session, LinearTrend trend) {
    this.session = session;
    this.trend = trend;
    this.scaled = trend.scaled();
  }

  /** y − H m, then the columns of H S: what K⁻¹ is to be applied to, 1 + q arrays of n. */
  double[][] rightSides(double[] y) {
    double[][] sides = new double[1 + scaled.size()][];
    double[] expected = trend.at(trend.means());
    sides[0] = new double[y.length];
    Arrays.setAll(sides[0], i -> y[i] - expected[i]);
    for (int k = 0; k < scaled.size(); k++) {
      sides[1 + k] = scaled.get(k);
    }
    return sides;
  }

  /**
   * c, or m if the numbers do not allow it. O(q²n).
   *
   * @param solved K⁻¹ times the right sides, n × (1 + q)
   */
  double[] coefficients(Matrix solved) {
    int n = solved.rows();
    int q = scaled.size();
    double[] c = trend.means().clone();
    try (var _ = session.scope()) {
      Matrix h = session.allocate(n, q);
      Matrix system = session.allocate(q, q);
      Matrix d = session.allocate(q, 1);
      double[] unit = new double[q * q];
      for (int k = 0; k < q; k++) {
        session.upload(scaled.get(k), h.block(0, k, n, 1));
        unit[k + k * q] = 1;
      }
      session.upload(unit, system);
      Matrix ofRest = solved.block(0, 0, n, 1);
      Matrix ofFunctions = solved.block(0, 1, n, q);
      session.gemm(1, h, Transpose.TRANSPOSED, ofFunctions, Transpose.NONE, 1, system);
      session.gemm(1, h, Transpose.TRANSPOSED, ofRest, Transpose.NONE, 0, d);
      if (session.choleskyInPlace(system) instanceof CholeskyOutcome.NotDefinite) {
        return c;
      }
      session.solveTriangular(TriangularSystem.LEFT, system, d);
      session.solveTriangular(TriangularSystem.LEFT_TRANSPOSED, system, d);
      double[] found = new double[q];
      session.download(d, found);
      Arrays.setAll(c, k -> c[k] + trend.deviations()[k] * found[k]);
    }
    return c;
  }
}
