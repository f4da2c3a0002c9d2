package dev.luthier.nativemath.covariance;

import dev.luthier.linalg.CovarianceOperations;
import dev.luthier.linalg.CovarianceOutcome;
import dev.luthier.linalg.Kernel;
import dev.luthier.linalg.Matrix;
import dev.luthier.nativemath.memory.OffHeapMatrix;

/**
 * Covariances strip by strip. Knows every factor. Stateless; the work of one call is in one thread.
 *
 * <pre>
 *   name      meaning                                              shape
 *   first     first point of a strip, last the one behind it
 *   from      the strip's first point at or below the diagonal
 *   column    a part of a column of K or W, at the indices it has  n
 *   sums      accumulators, one a point                            p × n, or d × n
 * </pre>
 */
public final class OffHeapCovariance implements CovarianceOperations {

  private static final CovarianceOutcome COMPUTED = new CovarianceOutcome.Computed();

  /** For an engine. */
  public OffHeapCovariance() {}

  @Override
  public CovarianceOutcome covariance(Kernel kernel, Matrix x, Matrix diagonal, Matrix out) {
    OffHeapMatrix points = OffHeapMatrix.of(x);
    OffHeapMatrix k = OffHeapMatrix.of(out);
    StripKernel compiled = new StripKernel(kernel, points, points);
    int n = points.rows();
    double[] noise = new double[n];
    OffHeapMatrix.of(diagonal).readColumn(0, 0, n, noise);
    double[] column = new double[n];
    for (int first = 0; first < n; first += Strip.LENGTH) {
      int last = Math.min(n, first + Strip.LENGTH);
      for (int j = 0; j < last; j++) {
        int from = Math.max(first, j);
        compiled.values(new Strip(j, from, last), column);
        if (j >= first) {
          column[j] += noise[j];
        }
        k.writeColumn(j, from, last, column);
      }
    }
    return COMPUTED;
  }

  @Override
  public CovarianceOutcome crossCovariance(Kernel kernel, Matrix x, Matrix z, Matrix out) {
    OffHeapMatrix points = OffHeapMatrix.of(x);
    OffHeapMatrix k = OffHeapMatrix.of(out);
    StripKernel compiled = new StripKernel(kernel, points, OffHeapMatrix.of(z));
    int n = points.rows();
    double[] column = new double[n];
    for (int first = 0; first < n; first += Strip.LENGTH) {
      int last = Math.min(n, first + Strip.LENGTH);
      for (int j = 0; j < k.cols(); j++) {
        compiled.values(new Strip(j, first, last), column);
        k.writeColumn(j, first, last, column);
      }
    }
    return COMPUTED;
  }

  @Override
  public CovarianceOutcome covarianceGradDot(Kernel kernel, Matrix x, Matrix w, Matrix gradient) {
    OffHeapMatrix points = OffHeapMatrix.of(x);
    OffHeapMatrix weights = OffHeapMatrix.of(w);
    OffHeapMatrix out = OffHeapMatrix.of(gradient);
    StripKernel compiled = new StripKernel(kernel, points, points);
    int n = points.rows();
    double[] column = new double[n];
    double[][] sums = new double[out.rows()][n];
    for (int first = 0; first < n; first += Strip.LENGTH) {
      int last = Math.min(n, first + Strip.LENGTH);
      for (int j = 0; j < last; j++) {
        int from = Math.max(first, j);
        weights.readColumn(j, from, last, column);
        // Pairs below the diagonal stand for two; half of one that is on it is exact.
        if (j >= first) {
          column[j] *= 0.5;
        }
        compiled.addHyperparameterGradient(new Strip(j, from, last), column, sums);
      }
    }
    for (int t = 0; t < sums.length; t++) {
      out.set(t, 0, 2 * compiled.total(t, sums[t]));
    }
    return COMPUTED;
  }

  /** Each unordered pair is in the sum twice; k(x, x) does not change with x. */
  @Override
  public CovarianceOutcome covarianceGradInputs(Kernel kernel, Matrix x, Matrix w, Matrix gradX) {
    OffHeapMatrix points = OffHeapMatrix.of(x);
    StripKernel compiled = new StripKernel(kernel, points, points);
    WeightRows.Form form = WeightRows.Form.OFF_DIAGONAL_TWICE;
    WeightRows weights = new WeightRows(OffHeapMatrix.of(w), form, points.rows());
    setPointGradients(compiled, weights, OffHeapMatrix.of(gradX));
    return COMPUTED;
  }

  /** Strips are made of Z here: the sums over X then need no reduction inside a loop. */
  @Override
  public CovarianceOutcome crossCovarianceGradDot(
      Kernel kernel, Matrix x, Matrix z, Matrix w, Matrix gradZ) {
    OffHeapMatrix candidates = OffHeapMatrix.of(z);
    StripKernel compiled = new StripKernel(kernel, candidates, OffHeapMatrix.of(x));
    WeightRows.Form form = w.cols() == 1 ? WeightRows.Form.BROADCAST : WeightRows.Form.FULL;
    WeightRows weights = new WeightRows(OffHeapMatrix.of(w), form, candidates.rows());
    setPointGradients(compiled, weights, OffHeapMatrix.of(gradZ));
    return COMPUTED;
  }

  /** out(i, c) ← Σ_r weights(r, i) ∂k/∂c between single point r and point i of the strips. */
  private static void setPointGradients(
      StripKernel compiled, WeightRows weights, OffHeapMatrix out) {
    int n = out.rows();
    double[][] sums = new double[out.cols()][n];
    for (int from = 0; from < n; from += Strip.LENGTH) {
      int to = Math.min(n, from + Strip.LENGTH);
      for (int first = 0; first < weights.count(); first += WeightRows.BLOCK) {
        int last = Math.min(weights.count(), first + WeightRows.BLOCK);
        weights.fetch(first, last, from, to);
        for (int r = first; r < last; r++) {
          compiled.addPointGradient(new Strip(r, from, to), weights.row(r - first), sums);
        }
      }
    }
    out.setColumns(sums);
  }
}
