package dev.luthier.linalg.reference;

import dev.luthier.linalg.FeatureOperations;
import dev.luthier.linalg.Matrix;

/**
 * Fourier features, one cosine at a time.
 *
 * <pre>
 *   name    meaning            shape
 *   omega   frequencies        F × d
 *   phase   phases             F × 1
 *   points  z                  m × d
 * </pre>
 */
final class ReferenceFeatures implements FeatureOperations {

  @Override
  public void fourierFeatures(Matrix frequencies, Matrix phases, Matrix z, Matrix out) {
    HeapMatrix omega = HeapMatrix.of(frequencies);
    HeapMatrix phase = HeapMatrix.of(phases);
    HeapMatrix points = HeapMatrix.of(z);
    HeapMatrix features = HeapMatrix.of(out);
    for (int j = 0; j < points.rows; j++) {
      for (int f = 0; f < omega.rows; f++) {
        features.set(f, j, Math.cos(angle(omega, phase, f, points, j)));
      }
    }
  }

  @Override
  public void fourierFeaturesGradDot(
      Matrix frequencies, Matrix phases, Matrix z, Matrix w, Matrix gradZ) {
    HeapMatrix omega = HeapMatrix.of(frequencies);
    HeapMatrix phase = HeapMatrix.of(phases);
    HeapMatrix points = HeapMatrix.of(z);
    HeapMatrix weights = HeapMatrix.of(w);
    HeapMatrix gradient = HeapMatrix.of(gradZ);
    gradient.fill(0);
    for (int j = 0; j < points.rows; j++) {
      for (int f = 0; f < omega.rows; f++) {
        double weight = weights.get(f, weights.cols == 1 ? 0 : j);
        double slope = -weight * Math.sin(angle(omega, phase, f, points, j));
        for (int c = 0; c < points.cols; c++) {
          gradient.add(j, c, slope * omega.get(f, c));
        }
      }
    }
  }

  private static double angle(HeapMatrix omega, HeapMatrix phase, int f, HeapMatrix points, int j) {
    double angle = phase.get(f, 0);
    for (int c = 0; c < points.cols; c++) {
      angle += omega.get(f, c) * points.get(j, c);
    }
    return angle;
  }
}
