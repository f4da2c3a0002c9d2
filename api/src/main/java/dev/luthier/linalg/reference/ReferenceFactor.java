package dev.luthier.linalg.reference;

import dev.luthier.linalg.CholeskyOutcome;
import dev.luthier.linalg.EigenOutcome;
import dev.luthier.linalg.FactorOperations;
import dev.luthier.linalg.Matrix;
import dev.luthier.linalg.PivotedCholeskyOutcome;

/**
 * Factorizations by their textbook recurrences (Golub, Van Loan 2013, §4.2 and §6.5).
 *
 * <pre>
 *   name     meaning                                       shape
 *   a        symmetric, lower triangle stored              n × n
 *   l        lower triangular factor, A = L Lᵀ             n × n
 *   t        L⁻¹                                           n × n
 *   w        what is left of √|α| v                        n
 * </pre>
 */
final class ReferenceFactor implements FactorOperations {

  @Override
  public CholeskyOutcome choleskyInPlace(Matrix a) {
    HeapMatrix l = HeapMatrix.of(a);
    for (int j = 0; j < l.cols; j++) {
      for (int k = 0; k < j; k++) {
        double weight = l.get(j, k);
        for (int i = j; i < l.rows; i++) {
          l.add(i, j, -weight * l.get(i, k));
        }
      }
      double pivot = l.get(j, j);
      if (!positiveAndFinite(pivot)) {
        return new CholeskyOutcome.NotDefinite(j);
      }
      double root = Math.sqrt(pivot);
      for (int i = j; i < l.rows; i++) {
        l.set(i, j, l.get(i, j) / root);
      }
    }
    return new CholeskyOutcome.Definite();
  }

  @Override
  public void inverseFromCholesky(Matrix l, Matrix out) {
    HeapMatrix factor = HeapMatrix.of(l);
    HeapMatrix t = HeapMatrix.zeros(factor.rows, factor.rows);
    invert(factor, t);
    HeapMatrix inverse = HeapMatrix.of(out);
    for (int j = 0; j < inverse.cols; j++) {
      for (int i = j; i < inverse.rows; i++) {
        double sum = 0;
        for (int k = i; k < inverse.rows; k++) {
          sum += t.get(k, i) * t.get(k, j);
        }
        inverse.set(i, j, sum);
      }
    }
  }

  @Override
  public void invertTriangular(Matrix l, Matrix out) {
    invert(HeapMatrix.of(l), HeapMatrix.of(out));
  }

  /** Column j of L⁻¹ solves L t = eⱼ by forward substitution; it is zero above row j. */
  private static void invert(HeapMatrix l, HeapMatrix t) {
    for (int j = 0; j < l.cols; j++) {
      for (int i = j; i < l.rows; i++) {
        t.set(i, j, i == j ? 1 : 0);
      }
      for (int k = j; k < l.rows; k++) {
        double solved = t.get(k, j) / l.get(k, k);
        t.set(k, j, solved);
        for (int i = k + 1; i < l.rows; i++) {
          t.add(i, j, -solved * l.get(i, k));
        }
      }
    }
  }

  @Override
  public PivotedCholeskyOutcome pivotedCholesky(Matrix a, double tolerance, Matrix l) {
    return new PivotedCholesky(HeapMatrix.of(a), HeapMatrix.of(l)).run(tolerance);
  }

  /** Plane rotations for α ≥ 0, hyperbolic ones for α &lt; 0 (Golub, Van Loan 2013, §6.5.4). */
  @Override
  public CholeskyOutcome rankOneUpdate(Matrix l, double alpha, Matrix v) {
    HeapMatrix factor = HeapMatrix.of(l);
    HeapMatrix vector = HeapMatrix.of(v);
    double sign = Math.signum(alpha);
    double[] w = new double[factor.rows];
    for (int i = 0; i < w.length; i++) {
      w[i] = Math.sqrt(Math.abs(alpha)) * vector.get(i, 0);
    }
    for (int j = 0; j < factor.cols; j++) {
      double diagonal = factor.get(j, j);
      double square = diagonal * diagonal + sign * w[j] * w[j];
      if (!positiveAndFinite(square)) {
        return new CholeskyOutcome.NotDefinite(j);
      }
      double updated = Math.sqrt(square);
      double cosine = updated / diagonal;
      double sine = w[j] / diagonal;
      factor.set(j, j, updated);
      for (int i = j + 1; i < factor.rows; i++) {
        factor.set(i, j, (factor.get(i, j) + sign * sine * w[i]) / cosine);
        w[i] = cosine * w[i] - sine * factor.get(i, j);
      }
    }
    return new CholeskyOutcome.Definite();
  }

  @Override
  public EigenOutcome eigenSymmetric(Matrix a, Matrix values, Matrix vectors) {
    return new JacobiEigen(HeapMatrix.symmetricCopy(HeapMatrix.of(a)))
        .run(HeapMatrix.of(values), HeapMatrix.of(vectors));
  }

  private static boolean positiveAndFinite(double pivot) {
    return pivot > 0 && pivot < Double.POSITIVE_INFINITY;
  }
}
