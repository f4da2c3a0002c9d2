package dev.luthier.space;

import java.util.Arrays;
import java.util.Optional;

/**
 * The points of a box that obey linear inequalities.
 *
 * <pre>
 *   name     meaning                                              shape
 *   l, u     bounds of the box                                    d
 *   A, b     A x ≤ b                                              m × d, m
 *   λ        how far each half-space has moved the point          m
 *   p        how far the box has                                  d
 * </pre>
 *
 * <p>Immutable; the arrays are read, not copied, and must not change.
 *
 * @param lower l, finite
 * @param upper u, finite, none below its lower bound
 * @param normals A, by rows
 * @param bounds b
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Polytope(double[] lower, double[] upper, double[][] normals, double[] bounds) {
  /**
   * A bound on the effort of either phase. In the plane 30° between two lines make an error 3/4 as
   * large in every sweep, so a hundred sweeps would do; most points need some ten.
   */
  private static final int MOST_SWEEPS = 1_000;

  /** Of the sizes of a row's terms: a thousandth of what {@link Constraint.Linear} lets pass. */
  private static final double TOLERANCE = 1e-13;

  /**
   * The nearest point of the polytope, by Dykstra's alternating projections (Boyle, Dykstra 1986):
   * each half-space takes back what it moved the point by before it moves it anew, which makes the
   * limit the nearest point and not just a common one. Where they have not converged plain
   * projections end the search at a point that is not quite the nearest.
   *
   * <p>O(m d) a sweep. Inequalities hold to 1e-13 of their terms' sizes, bounds exactly.
   *
   * @param point d coordinates, read only
   * @return empty where there is no such point, or none was found in two thousand sweeps
   */
  public Optional<double[]> nearest(double[] point) {
    return pinned().search(point.clone());
  }

  /** Where the box leaves a variable one value, it is no direction to move the point in. */
  private Polytope pinned() {
    double[][] a = new double[bounds.length][];
    double[] b = bounds.clone();
    for (int k = 0; k < b.length; k++) {
      a[k] = normals[k].clone();
      for (int i = 0; i < lower.length; i++) {
        if (lower[i] == upper[i]) {
          b[k] -= a[k][i] * lower[i];
          a[k][i] = 0;
        }
      }
    }
    return new Polytope(lower, upper, a, b);
  }

  private Optional<double[]> search(double[] x) {
    double[] lambda = new double[bounds.length];
    double[] p = new double[x.length];
    for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
      if (!dykstra(x, lambda, p) && contains(x)) {
        return Optional.of(x);
      }
    }
    for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
      if (contains(x)) {
        return Optional.of(x);
      }
      Arrays.fill(lambda, 0);
      Arrays.fill(p, 0);
      dykstra(x, lambda, p);
    }
    return Optional.empty();
  }

  /** One sweep; whether it moved the point by more than rounding. */
  private boolean dykstra(double[] x, double[] lambda, double[] p) {
    double[] before = x.clone();
    for (int k = 0; k < bounds.length; k++) {
      double[] a = normals[k];
      double length = dot(a, a);
      if (length > 0) {
        double moved = Math.max(0, (dot(a, x) - bounds[k]) / length + lambda[k]);
        for (int i = 0; i < x.length; i++) {
          x[i] += (lambda[k] - moved) * a[i];
        }
        lambda[k] = moved;
      }
    }
    boolean hasMoved = false;
    for (int i = 0; i < x.length; i++) {
      double free = x[i] + p[i];
      x[i] = Math.clamp(free, lower[i], upper[i]);
      p[i] = free - x[i];
      hasMoved |= Math.abs(x[i] - before[i]) > TOLERANCE * (upper[i] - lower[i]);
    }
    return hasMoved;
  }

  /** Whether a point within the box obeys the inequalities. */
  private boolean contains(double[] x) {
    for (int k = 0; k < bounds.length; k++) {
      double size = Math.abs(bounds[k]);
      for (int i = 0; i < x.length; i++) {
        size += Math.abs(normals[k][i]) * (upper[i] - lower[i]);
      }
      if (dot(normals[k], x) > bounds[k] + TOLERANCE * size) {
        return false;
      }
    }
    return true;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
