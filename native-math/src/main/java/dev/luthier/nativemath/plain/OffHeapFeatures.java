package dev.luthier.nativemath.plain;

import dev.luthier.linalg.FeatureOperations;
import dev.luthier.linalg.Matrix;
import dev.luthier.nativemath.memory.OffHeapMatrix;
import java.util.Arrays;

/**
 * Fourier features by columns of the output.
 *
 * <pre>
 *   name    meaning                                    shape
 *   omega   frequencies, by columns                    d × F
 *   phase   phases                                     F
 *   points  z, by columns                              d × m
 *   angle   ω·zⱼ + b, then its cosine or slope         F
 * </pre>
 */
final class OffHeapFeatures implements FeatureOperations {

  @Override
  public void fourierFeatures(Matrix frequencies, Matrix phases, Matrix z, Matrix out) {
    double[][] omega = OffHeapMatrix.of(frequencies).toColumns();
    double[][] points = OffHeapMatrix.of(z).toColumns();
    OffHeapMatrix features = OffHeapMatrix.of(out);
    double[] phase = vector(phases);
    double[] angle = new double[phase.length];
    for (int j = 0; j < features.cols(); j++) {
      setAngles(omega, phase, points, j, angle);
      Arrays.setAll(angle, f -> Math.cos(angle[f]));
      features.writeColumn(j, 0, angle.length, angle);
    }
  }

  @Override
  public void fourierFeaturesGradDot(
      Matrix frequencies, Matrix phases, Matrix z, Matrix w, Matrix gradZ) {
    double[][] omega = OffHeapMatrix.of(frequencies).toColumns();
    double[][] points = OffHeapMatrix.of(z).toColumns();
    double[][] gradient = new double[gradZ.cols()][gradZ.rows()];
    OffHeapMatrix weights = OffHeapMatrix.of(w);
    double[] phase = vector(phases);
    double[] weight = new double[phase.length];
    double[] slope = new double[phase.length];
    for (int j = 0; j < gradZ.rows(); j++) {
      weights.readColumn(w.cols() == 1 ? 0 : j, 0, weight.length, weight);
      setAngles(omega, phase, points, j, slope);
      Arrays.setAll(slope, f -> -weight[f] * Math.sin(slope[f]));
      for (int c = 0; c < omega.length; c++) {
        gradient[c][j] = dot(slope, omega[c]);
      }
    }
    OffHeapMatrix.of(gradZ).setColumns(gradient);
  }

  private static void setAngles(
      double[][] omega, double[] phase, double[][] points, int j, double[] angle) {
    System.arraycopy(phase, 0, angle, 0, phase.length);
    for (int c = 0; c < omega.length; c++) {
      addMultiple(points[c][j], omega[c], angle);
    }
  }

  private static void addMultiple(double multiple, double[] of, double[] to) {
    for (int f = 0; f < to.length; f++) {
      to[f] += multiple * of[f];
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int f = 0; f < a.length; f++) {
      sum += a[f] * b[f];
    }
    return sum;
  }

  private static double[] vector(Matrix matrix) {
    double[] elements = new double[matrix.rows()];
    OffHeapMatrix.of(matrix).readColumn(0, 0, elements.length, elements);
    return elements;
  }
}
