package dev.luthier.space;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class PolytopeTest {
  private static final double[] ZEROS = {0, 0};
  private static final double[] ONES = {1, 1};

  @Test
  void insideNothingMoves() {
    var triangle = new Polytope(ZEROS, ONES, new double[][] {{1, 1}}, new double[] {1});
    assertArrayEquals(new double[] {0.2, 0.3}, triangle.nearest(new double[] {0.2, 0.3}).get(), 0);
  }

  @Test
  void outsideItIsTheFootOfThePerpendicularOrACorner() {
    var triangle = new Polytope(ZEROS, ONES, new double[][] {{1, 1}}, new double[] {0.6});
    assertArrayEquals(
        new double[] {0.4, 0.2}, triangle.nearest(new double[] {0.7, 0.5}).get(), 1e-12);
    assertArrayEquals(new double[] {0.6, 0}, triangle.nearest(new double[] {2, 0.5}).get(), 1e-12);
  }

  @Test
  void anEmptyOneHasNoPoint() {
    double[][] normals = {{1, 1}, {-1, -1}};
    var empty = new Polytope(ZEROS, ONES, normals, new double[] {0.5, -0.6});
    assertEquals(Optional.empty(), empty.nearest(new double[] {0.1, 0.9}));
    var beyond = new Polytope(ZEROS, ONES, new double[][] {{1, 1}}, new double[] {-0.1});
    assertEquals(Optional.empty(), beyond.nearest(new double[] {0.1, 0.9}));
  }

  @Test
  void aPinnedVariableStays() {
    double[] low = {0.25, 0};
    double[] high = {0.25, 1};
    var segment = new Polytope(low, high, new double[][] {{2, 1}}, new double[] {1});
    assertArrayEquals(
        new double[] {0.25, 0.5}, segment.nearest(new double[] {0.9, 0.9}).get(), 1e-12);
  }

  /**
   * A point p of a convex set is the nearest to x exactly if (x − p)·(z − p) ≤ 0 for all z of it.
   */
  @RepeatedTest(100)
  void nothingPermittedIsNearer(RepetitionInfo repetition) {
    SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
    int d = random.nextInt(1, 6);
    double[] lower = new double[d];
    double[] upper = new double[d];
    Arrays.fill(upper, 1);
    double[] inside = random.doubles(d).toArray();
    double[][] normals = new double[3][];
    double[] bounds = new double[3];
    for (int k = 0; k < bounds.length; k++) {
      normals[k] = random.doubles(d, -1, 1).toArray();
      bounds[k] = dot(normals[k], inside) + 0.1 * random.nextDouble();
    }
    double[] x = random.doubles(d, -1, 2).toArray();
    double[] p = new Polytope(lower, upper, normals, bounds).nearest(x).orElseThrow();
    assertPermitted(lower, upper, normals, bounds, p);
    for (int trial = 0; trial < 2_000; trial++) {
      double[] z = random.doubles(d).toArray();
      if (isPermitted(normals, bounds, z)) {
        double angle = 0;
        for (int i = 0; i < d; i++) {
          angle += (x[i] - p[i]) * (z[i] - p[i]);
        }
        assertTrue(angle <= 1e-9, "a point " + angle + " ahead");
      }
    }
  }

  private static void assertPermitted(
      double[] lower, double[] upper, double[][] normals, double[] bounds, double[] p) {
    for (int i = 0; i < p.length; i++) {
      assertTrue(lower[i] <= p[i] && p[i] <= upper[i]);
    }
    for (int k = 0; k < bounds.length; k++) {
      assertTrue(dot(normals[k], p) <= bounds[k] + 1e-12);
    }
  }

  private static boolean isPermitted(double[][] normals, double[] bounds, double[] z) {
    for (int k = 0; k < bounds.length; k++) {
      if (dot(normals[k], z) > bounds[k]) {
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
