package dev.luthier.linalg.reference;

import dev.luthier.linalg.EigenOutcome;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Eigenvalues by cyclic Jacobi rotations (Golub, Van Loan 2013, §8.5): slow, short, and as accurate
 * as anything.
 *
 * <pre>
 *   name    meaning                                              shape
 *   a       the matrix, full; becomes diagonal                   n × n
 *   v       product of the rotations; columns become vectors     n × n
 * </pre>
 */
final class JacobiEigen {

  /** Convergence is quadratic: ten sweeps are plenty at any order that fits in memory. */
  private static final int MOST_SWEEPS = 60;

  private final HeapMatrix a;
  private final HeapMatrix v;

  JacobiEigen(HeapMatrix a) {
    this.a = a;
    this.v = HeapMatrix.zeros(a.rows, a.rows);
    for (int i = 0; i < a.rows; i++) {
      v.set(i, i, 1);
    }
  }

  EigenOutcome run(HeapMatrix values, HeapMatrix vectors) {
    double norm = norm(true);
    if (!(norm < Double.POSITIVE_INFINITY)) {
      return EigenOutcome.NOT_CONVERGED;
    }
    double negligible = norm * Math.ulp(1.0);
    for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
      if (norm(false) <= negligible) {
        writeAscending(values, vectors);
        return EigenOutcome.CONVERGED;
      }
      sweep();
    }
    return EigenOutcome.NOT_CONVERGED;
  }

  private void sweep() {
    for (int p = 0; p < a.rows; p++) {
      for (int q = p + 1; q < a.rows; q++) {
        if (a.get(p, q) != 0) {
          rotate(p, q);
        }
      }
    }
  }

  /** Annihilates a(p, q); t is the smaller root of t² + 2τt − 1, which keeps the angle ≤ π/4. */
  private void rotate(int p, int q) {
    double tau = (a.get(q, q) - a.get(p, p)) / (2 * a.get(p, q));
    double t = Math.copySign(1, tau) / (Math.abs(tau) + Math.hypot(1, tau));
    double cosine = 1 / Math.hypot(1, t);
    double sine = t * cosine;
    for (int i = 0; i < a.rows; i++) {
      double left = a.get(i, p);
      double right = a.get(i, q);
      a.set(i, p, cosine * left - sine * right);
      a.set(i, q, sine * left + cosine * right);
    }
    for (int i = 0; i < a.rows; i++) {
      double upper = a.get(p, i);
      double lower = a.get(q, i);
      a.set(p, i, cosine * upper - sine * lower);
      a.set(q, i, sine * upper + cosine * lower);
    }
    a.set(p, q, 0);
    a.set(q, p, 0);
    for (int i = 0; i < a.rows; i++) {
      double left = v.get(i, p);
      double right = v.get(i, q);
      v.set(i, p, cosine * left - sine * right);
      v.set(i, q, sine * left + cosine * right);
    }
  }

  private double norm(boolean withDiagonal) {
    double norm = 0;
    for (int j = 0; j < a.cols; j++) {
      for (int i = 0; i < a.rows; i++) {
        if (withDiagonal || i != j) {
          norm = Math.hypot(norm, a.get(i, j));
        }
      }
    }
    return norm;
  }

  private void writeAscending(HeapMatrix values, HeapMatrix vectors) {
    int[] order =
        IntStream.range(0, a.rows)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> a.get(i, i)))
            .mapToInt(Integer::intValue)
            .toArray();
    for (int j = 0; j < order.length; j++) {
      values.set(j, 0, a.get(order[j], order[j]));
      for (int i = 0; i < a.rows; i++) {
        vectors.set(i, j, v.get(i, order[j]));
      }
    }
  }
}
