package dev.luthier.bench.development;

import java.util.random.RandomGenerator;

/** A rotation or reflection of which none is likelier than another. Immutable. */
final class Rotation {
  private final double[][] rows;

  private Rotation(double[][] rows) {
    this.rows = rows;
  }

  /**
   * Gram and Schmidt's orthonormal rows of normally distributed ones, whose directions are even.
   */
  static Rotation draw(int dimension, RandomGenerator random) {
    double[][] rows = new double[dimension][dimension];
    for (int i = 0; i < dimension; i++) {
      for (int k = 0; k < dimension; k++) {
        rows[i][k] = random.nextGaussian();
      }
      for (int j = 0; j < i; j++) {
        double along = dot(rows[i], rows[j]);
        for (int k = 0; k < dimension; k++) {
          rows[i][k] -= along * rows[j][k];
        }
      }
      double length = Math.sqrt(dot(rows[i], rows[i]));
      for (int k = 0; k < dimension; k++) {
        rows[i][k] /= length;
      }
    }
    return new Rotation(rows);
  }

  /** How far x goes along the i-th direction. */
  double along(int i, double[] x) {
    return dot(rows[i], x);
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
