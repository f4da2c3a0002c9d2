package dev.luthier.nativemath.plain;

import dev.luthier.linalg.EigenOutcome;
import dev.luthier.nativemath.memory.OffHeapMatrix;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Eigenvalues by Householder's reduction to tridiagonal form and implicit QL steps with Wilkinson's
 * shift (Golub, Van Loan 2013, §8.3; QL is QR from the other end).
 *
 * <pre>
 *   name      meaning                                                     shape
 *   a         the matrix, full; then Householder's vectors in columns     n × n
 *   q         product of the reflections and rotations, by columns        n × n
 *   d, e      diagonal and subdiagonal (e(i) couples i and i + 1)         n
 *   p         the product of A and a vector                               n
 * </pre>
 */
public final class SymmetricEigen {

  /** An eigenvalue needs two to three steps; LAPACK gives up after 30 on average. */
  private static final int MOST_STEPS = 30;

  private final int n;
  private final double[][] a;
  private final double[][] q;
  private final double[] d;
  private final double[] e;
  private final double[] p;
  private boolean finite = true;

  /** Of the matrix whose lower triangle this is; it is copied. */
  public SymmetricEigen(OffHeapMatrix lower) {
    n = lower.rows();
    a = new double[n][n];
    q = new double[n][n];
    d = new double[n];
    e = new double[n];
    p = new double[n];
    for (int j = 0; j < n; j++) {
      lower.readColumn(j, j, n, a[j]);
      for (int i = j; i < n; i++) {
        finite &= Double.isFinite(a[j][i]);
        a[i][j] = a[j][i];
      }
    }
  }

  /** Computes; once. */
  public EigenOutcome run(OffHeapMatrix values, OffHeapMatrix vectors) {
    if (!finite) {
      return EigenOutcome.NOT_CONVERGED;
    }
    reduce();
    for (int first = 0; first < n; first++) {
      int step = 0;
      for (int last = blockEnd(first); last > first; last = blockEnd(first)) {
        if (step++ == MOST_STEPS) {
          return EigenOutcome.NOT_CONVERGED;
        }
        chase(first, last);
      }
    }
    writeAscending(values, vectors);
    return EigenOutcome.CONVERGED;
  }

  /** Columns from the left; the vector of column k reflects rows from k + 1 on. */
  private void reduce() {
    for (int k = 0; k < n; k++) {
      q[k][k] = 1;
    }
    double[] factors = new double[n];
    for (int k = 0; k + 1 < n; k++) {
      factors[k] = reflect(k);
    }
    for (int k = 0; k < n; k++) {
      d[k] = a[k][k];
    }
    for (int k = n - 2; k >= 0; k--) {
      for (int j = k + 1; factors[k] != 0 && j < n; j++) {
        addMultiple(-factors[k] * dot(a[k], q[j], k + 1), a[k], q[j], k + 1);
      }
    }
  }

  /** Annihilates column k below k + 1 by I − f v vᵀ; v replaces the column; f is returned. */
  private double reflect(int k) {
    double[] v = a[k];
    double scale = 0;
    for (int i = k + 1; i < n; i++) {
      scale = Math.max(scale, Math.abs(v[i]));
    }
    e[k] = v[k + 1];
    if (scale == 0 || k + 2 == n) {
      return 0;
    }
    for (int i = k + 1; i < n; i++) {
      v[i] /= scale;
    }
    double norm = Math.copySign(Math.sqrt(dot(v, v, k + 1)), v[k + 1]);
    e[k] = -norm * scale;
    v[k + 1] += norm;
    double factor = 1 / (norm * v[k + 1]);
    for (int j = k + 1; j < n; j++) {
      p[j] = factor * dot(a[j], v, k + 1);
    }
    addMultiple(-factor / 2 * dot(p, v, k + 1), v, p, k + 1);
    for (int j = k + 1; j < n; j++) {
      addMultiple(-v[j], p, a[j], k + 1);
      addMultiple(-p[j], v, a[j], k + 1);
    }
    return factor;
  }

  /** The last row of the unreduced block that begins here; what couples it to others becomes 0. */
  private int blockEnd(int first) {
    int last = first;
    while (last + 1 < n && Math.abs(e[last]) > negligible(last)) {
      last++;
    }
    if (last + 1 < n) {
      e[last] = 0;
    }
    return last;
  }

  private double negligible(int i) {
    return Math.ulp(1.0) / 2 * (Math.abs(d[i]) + Math.abs(d[i + 1])) + Double.MIN_NORMAL;
  }

  /** One QL step on the block first … last: rotations from its end up chase the bulge. */
  private void chase(int first, int last) {
    double half = (d[first + 1] - d[first]) / (2 * e[first]);
    double root = Math.copySign(Math.hypot(half, 1), half);
    double g = d[last] - d[first] + e[first] / (half + root);
    double sine = 1;
    double cosine = 1;
    double shift = 0;
    for (int i = last - 1; i >= first; i--) {
      double f = sine * e[i];
      double b = cosine * e[i];
      double r = Math.hypot(f, g);
      if (i + 1 < last) {
        e[i + 1] = r;
      }
      if (r == 0) {
        d[i + 1] -= shift;
        return;
      }
      sine = f / r;
      cosine = g / r;
      double above = d[i + 1] - shift;
      double t = (d[i] - above) * sine + 2 * cosine * b;
      shift = sine * t;
      d[i + 1] = above + shift;
      g = cosine * t - b;
      rotate(q[i], q[i + 1], sine, cosine);
    }
    d[first] -= shift;
    e[first] = g;
  }

  private static void rotate(double[] x, double[] y, double sine, double cosine) {
    for (int i = 0; i < x.length; i++) {
      double f = y[i];
      y[i] = sine * x[i] + cosine * f;
      x[i] = cosine * x[i] - sine * f;
    }
  }

  private static double dot(double[] x, double[] y, int from) {
    double sum = 0;
    for (int i = from; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }

  private static void addMultiple(double multiple, double[] of, double[] to, int from) {
    for (int i = from; i < to.length; i++) {
      to[i] += multiple * of[i];
    }
  }

  private void writeAscending(OffHeapMatrix values, OffHeapMatrix vectors) {
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> d[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    for (int j = 0; j < n; j++) {
      values.set(j, 0, d[order[j]]);
      vectors.writeColumn(j, 0, n, q[order[j]]);
    }
  }
}
