package dev.luthier.bench.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.luthier.linalg.Kernel;

/** Dense column-major matrices by their definitions. */
public final class Dense {
  /** All samples are well conditioned and small. */
  private static final double TOLERANCE = 1e-12;

  private Dense() {}

  /** A B, m × n, with A m × k. */
  public static double[] product(int m, int k, int n, double[] a, double[] b) {
    double[] c = new double[m * n];
    for (int j = 0; j < n; j++) {
      for (int i = 0; i < m; i++) {
        for (int p = 0; p < k; p++) {
          c[i + j * m] += a[i + p * m] * b[p + j * k];
        }
      }
    }
    return c;
  }

  public static double[] transposed(int rows, int cols, double[] a) {
    double[] t = new double[a.length];
    for (int j = 0; j < cols; j++) {
      for (int i = 0; i < rows; i++) {
        t[j + i * cols] = a[i + j * rows];
      }
    }
    return t;
  }

  /** The lower triangle, zero above. */
  public static double[] lower(int n, double[] a) {
    double[] l = a.clone();
    for (int j = 0; j < n; j++) {
      for (int i = 0; i < j; i++) {
        l[i + j * n] = 0;
      }
    }
    return l;
  }

  /** Both triangles from the lower one. */
  public static double[] symmetric(int n, double[] a) {
    double[] s = a.clone();
    for (int j = 0; j < n; j++) {
      for (int i = 0; i < j; i++) {
        s[i + j * n] = a[j + i * n];
      }
    }
    return s;
  }

  /** L Lᵀ of the lower triangle of an array. */
  public static double[] square(int n, double[] l) {
    double[] lower = lower(n, l);
    return product(n, n, n, lower, transposed(n, n, lower));
  }

  public static double[] identity(int n) {
    double[] identity = new double[n * n];
    for (int i = 0; i < n; i++) {
      identity[i + i * n] = 1;
    }
    return identity;
  }

  /** A = L Lᵀ, by rows. */
  public static double[] cholesky(int n, double[] a) {
    double[] l = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double rest = a[i + j * n];
        for (int p = 0; p < j; p++) {
          rest -= l[i + p * n] * l[j + p * n];
        }
        l[i + j * n] = i == j ? Math.sqrt(rest) : rest / l[j + j * n];
      }
    }
    return l;
  }

  /** L⁻¹ b of one column. */
  public static double[] solve(int n, double[] l, double[] b) {
    double[] x = b.clone();
    for (int i = 0; i < n; i++) {
      for (int p = 0; p < i; p++) {
        x[i] -= l[i + p * n] * x[p];
      }
      x[i] /= l[i + i * n];
    }
    return x;
  }

  /**
   * k(xᵢ, zⱼ) of a Matérn 5/2 with a length scale a column, m × n.
   *
   * @param kernel as {@link Sample#kernel()}, with any values
   */
  public static double[] covariance(Kernel kernel, int m, double[] x, int n, double[] z) {
    double[] theta = kernel.hyperparameters();
    double[] out = new double[m * n];
    for (int j = 0; j < n; j++) {
      for (int i = 0; i < m; i++) {
        double squares = 0;
        for (int c = 0; c < theta.length - 1; c++) {
          double d = (x[i + c * m] - z[j + c * n]) / Math.exp(theta[c + 1]);
          squares += d * d;
        }
        double t = Math.sqrt(5 * squares);
        out[i + j * m] = Math.exp(theta[0]) * (1 + t + t * t / 3) * Math.exp(-t);
      }
    }
    return out;
  }

  public static void assertClose(double[] expected, double[] actual) {
    assertClose(expected, actual, TOLERANCE);
  }

  /** Every element, relative to the largest expected one. */
  public static void assertClose(double[] expected, double[] actual, double tolerance) {
    assertEquals(expected.length, actual.length);
    double largest = 0;
    for (double each : expected) {
      largest = Math.max(largest, Math.abs(each));
    }
    for (int i = 0; i < expected.length; i++) {
      int at = i;
      assertEquals(expected[i], actual[i], tolerance * largest, () -> "element " + at);
    }
  }
}
