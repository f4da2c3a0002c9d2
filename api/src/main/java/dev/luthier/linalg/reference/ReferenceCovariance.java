package dev.luthier.linalg.reference;

import dev.luthier.linalg.CovarianceOperations;
import dev.luthier.linalg.CovarianceOutcome;
import dev.luthier.linalg.Kernel;
import dev.luthier.linalg.Matrix;

/** Covariances pair by pair. Knows every factor. */
final class ReferenceCovariance implements CovarianceOperations {

  private static final CovarianceOutcome COMPUTED = new CovarianceOutcome.Computed();

  @Override
  public CovarianceOutcome covariance(Kernel kernel, Matrix x, Matrix diagonal, Matrix out) {
    PairCovariance pair = new PairCovariance(kernel);
    HeapMatrix points = HeapMatrix.of(x);
    HeapMatrix noise = HeapMatrix.of(diagonal);
    HeapMatrix k = HeapMatrix.of(out);
    for (int j = 0; j < points.rows; j++) {
      for (int i = j; i < points.rows; i++) {
        k.set(i, j, pair.value(points, i, points, j));
      }
      k.add(j, j, noise.get(j, 0));
    }
    return COMPUTED;
  }

  @Override
  public CovarianceOutcome crossCovariance(Kernel kernel, Matrix x, Matrix z, Matrix out) {
    PairCovariance pair = new PairCovariance(kernel);
    HeapMatrix points = HeapMatrix.of(x);
    HeapMatrix candidates = HeapMatrix.of(z);
    HeapMatrix k = HeapMatrix.of(out);
    for (int j = 0; j < candidates.rows; j++) {
      for (int i = 0; i < points.rows; i++) {
        k.set(i, j, pair.value(points, i, candidates, j));
      }
    }
    return COMPUTED;
  }

  @Override
  public CovarianceOutcome covarianceGradDot(Kernel kernel, Matrix x, Matrix w, Matrix gradient) {
    PairCovariance pair = new PairCovariance(kernel);
    HeapMatrix points = HeapMatrix.of(x);
    HeapMatrix weights = HeapMatrix.of(w);
    double[] sums = new double[gradient.rows()];
    for (int j = 0; j < points.rows; j++) {
      for (int i = j; i < points.rows; i++) {
        double weight = i == j ? weights.get(i, j) : 2 * weights.get(i, j);
        pair.addHyperparameterGradient(points, i, points, j, weight, sums);
      }
    }
    HeapMatrix out = HeapMatrix.of(gradient);
    for (int t = 0; t < sums.length; t++) {
      out.set(t, 0, sums[t]);
    }
    return COMPUTED;
  }

  /** Each unordered pair is in the sum twice; k(x, x) does not change with x. */
  @Override
  public CovarianceOutcome covarianceGradInputs(Kernel kernel, Matrix x, Matrix w, Matrix gradX) {
    PairCovariance pair = new PairCovariance(kernel);
    HeapMatrix points = HeapMatrix.of(x);
    HeapMatrix weights = HeapMatrix.of(w);
    HeapMatrix out = HeapMatrix.of(gradX);
    for (int j = 0; j < points.rows; j++) {
      double[] sums = new double[points.cols];
      for (int i = 0; i < points.rows; i++) {
        if (i != j) {
          double weight = 2 * weights.get(Math.max(i, j), Math.min(i, j));
          pair.addPointGradient(points, i, points, j, weight, sums);
        }
      }
      setRow(out, j, sums);
    }
    return COMPUTED;
  }

  @Override
  public CovarianceOutcome crossCovarianceGradDot(
      Kernel kernel, Matrix x, Matrix z, Matrix w, Matrix gradZ) {
    PairCovariance pair = new PairCovariance(kernel);
    HeapMatrix points = HeapMatrix.of(x);
    HeapMatrix candidates = HeapMatrix.of(z);
    HeapMatrix weights = HeapMatrix.of(w);
    HeapMatrix out = HeapMatrix.of(gradZ);
    for (int j = 0; j < candidates.rows; j++) {
      double[] sums = new double[candidates.cols];
      for (int i = 0; i < points.rows; i++) {
        double weight = weights.get(i, weights.cols == 1 ? 0 : j);
        pair.addPointGradient(points, i, candidates, j, weight, sums);
      }
      setRow(out, j, sums);
    }
    return COMPUTED;
  }

  private static void setRow(HeapMatrix out, int row, double[] values) {
    for (int c = 0; c < values.length; c++) {
      out.set(row, c, values[c]);
    }
  }
}
