package dev.luthier.nativemath.plain;

import dev.luthier.linalg.CholeskyOutcome;
import dev.luthier.nativemath.memory.OffHeapMatrix;

/**
 * L Lᵀ + α v vᵀ by plane rotations for α ≥ 0 and hyperbolic ones for α &lt; 0 (Golub, Van Loan
 * 2013, §6.5.4).
 *
 * <pre>
 *   name    meaning                                       shape
 *   l       lower triangular factor, in place             n × n
 *   w       what is left of √|α| v                        n
 *   sign    of α
 *   column  column j of L                                 n
 * </pre>
 */
public final class RankOneUpdate {

  private final OffHeapMatrix l;
  private final double sign;
  private final double[] w;
  private final double[] column;

  /** Of L Lᵀ by α v vᵀ. */
  public RankOneUpdate(OffHeapMatrix l, double alpha, OffHeapMatrix v) {
    this.l = l;
    sign = Math.signum(alpha);
    w = new double[l.rows()];
    column = new double[l.rows()];
    v.readColumn(0, 0, w.length, w);
    double root = Math.sqrt(Math.abs(alpha));
    for (int i = 0; i < w.length; i++) {
      w[i] *= root;
    }
  }

  /** Updates L; once. */
  public CholeskyOutcome run() {
    int n = w.length;
    for (int j = 0; j < n; j++) {
      l.readColumn(j, j, n, column);
      double diagonal = column[j];
      double square = diagonal * diagonal + sign * w[j] * w[j];
      if (!(square > 0 && square < Double.POSITIVE_INFINITY)) {
        return new CholeskyOutcome.NotDefinite(j);
      }
      column[j] = Math.sqrt(square);
      rotate(j + 1, w[j] / diagonal, column[j] / diagonal);
      l.writeColumn(j, j, n, column);
    }
    return new CholeskyOutcome.Definite();
  }

  private void rotate(int from, double sine, double cosine) {
    double signedSine = sign * sine;
    for (int i = from; i < w.length; i++) {
      column[i] = (column[i] + signedSine * w[i]) / cosine;
      w[i] = cosine * w[i] - sine * column[i];
    }
  }
}
