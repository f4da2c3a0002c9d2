package dev.luthier.bench.workload;

import dev.luthier.linalg.Kernel;
import dev.luthier.linalg.LengthScale;
import dev.luthier.linalg.Radial;
import dev.luthier.linalg.RadialProfile;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Matrices, dense and column-major; the same arguments give the same numbers. */
public final class Sample {
  /** Columns of the points in all benchmarks: the number of parameters of an ordinary study. */
  public static final int DIMENSION = 10;

  private static final double DIAGONAL = 2;

  private Sample() {}

  /** Uniform in [−1, 1]. */
  public static double[] matrix(int rows, int cols, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] matrix = new double[rows * cols];
    for (int i = 0; i < matrix.length; i++) {
      matrix[i] = random.nextDouble(-1, 1);
    }
    return matrix;
  }

  /** n × n, symmetric, both triangles; eigenvalues in [1, 3]. */
  public static double[] definite(int n) {
    double[] matrix = matrix(n, n, 1);
    for (int j = 0; j < n; j++) {
      for (int i = 0; i < j; i++) {
        matrix[i + j * n] = matrix[j + i * n];
      }
    }
    return dominated(matrix, n);
  }

  /** n × n, lower triangular, the strict upper triangle zero; its inverse is as tame as it is. */
  public static double[] factor(int n) {
    double[] matrix = matrix(n, n, 2);
    for (int j = 0; j < n; j++) {
      for (int i = 0; i < j; i++) {
        matrix[i + j * n] = 0;
      }
    }
    return dominated(matrix, n);
  }

  private static double[] dominated(double[] matrix, int n) {
    for (int i = 0; i < matrix.length; i++) {
      matrix[i] /= n;
    }
    for (int i = 0; i < n; i++) {
      matrix[i + i * n] += DIAGONAL;
    }
    return matrix;
  }

  /** n points in the unit cube. */
  public static double[] points(int n, long seed) {
    double[] points = matrix(n, DIMENSION, seed);
    for (int i = 0; i < points.length; i++) {
      points[i] = (points[i] + 1) / 2;
    }
    return points;
  }

  /**
   * Matérn 5/2 with a length scale for each column, as the strategy {@code gp} uses; scales near
   * the typical distance, so that no exponential is of a number that is special.
   */
  public static Kernel kernel() {
    return Kernel.of(
        1.5,
        Radial.of(
            RadialProfile.MATERN_52,
            IntStream.range(0, DIMENSION)
                .mapToObj(c -> LengthScale.numeric(0.8 + 0.1 * c, c))
                .toList()));
  }
}
