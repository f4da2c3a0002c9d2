package dev.luthier.optimize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ProjectedGradientTest {
  private static final ProjectedGradient EXACT = new ProjectedGradient(5_000, 1e-9, 0, 0.1, 10);

  /** Σ w_i (x_i − c_i)². */
  private static BatchFunction bowl(double[] weights, double[] centre) {
    return (_, points, values, gradients) -> {
      for (int k = 0; k < points.length; k++) {
        values[k] = 0;
        for (int i = 0; i < centre.length; i++) {
          double off = points[k][i] - centre[i];
          values[k] += weights[i] * off * off;
          gradients[k][i] = 2 * weights[i] * off;
        }
      }
    };
  }

  /** The half-space a·x ≤ b. */
  private static UnaryOperator<double[]> halfSpace(double[] a, double b) {
    return x -> {
      double beyond = Math.max(0, (dot(a, x) - b) / dot(a, a));
      double[] nearest = x.clone();
      Arrays.setAll(nearest, i -> x[i] - beyond * a[i]);
      return nearest;
    };
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /**
   * The minimum over a half-space has a closed form: x = c − λ a / (2 w), with the λ for which a·x
   * = b.
   */
  @Test
  void slidesAlongAFaceToTheMinimumOnIt() {
    SplittableRandom random = new SplittableRandom(3);
    for (int round = 0; round < 30; round++) {
      int d = 2 + random.nextInt(6);
      double[] weights = random.doubles(d, 0.1, 10).toArray();
      double[] centre = random.doubles(d, 0, 1).toArray();
      double[] a = random.doubles(d, 0.1, 1).toArray();
      double b = dot(a, centre) - 0.5;
      double curvature = 0;
      for (int i = 0; i < d; i++) {
        curvature += a[i] * a[i] / weights[i];
      }
      double[] expected = new double[d];
      double multiplier = 0.5 / curvature;
      Arrays.setAll(expected, i -> centre[i] - multiplier * a[i] / weights[i]);
      double[] start = random.doubles(d, -3, -2).toArray();
      Minimum end =
          EXACT
              .minimize(bowl(weights, centre), List.of(start), List.of(halfSpace(a, b)))
              .getFirst();
      assertArrayEquals(expected, end.point(), 1e-6);
      assertTrue(dot(a, end.point()) <= b + 1e-12);
    }
  }

  /** Each descent has a set of its own, and one whose minimum is inside is not held at the face. */
  @Test
  void setsDifferAndInsideNothingHolds() {
    double[] ones = {1, 1};
    List<Minimum> ends =
        EXACT.minimize(
            bowl(ones, new double[] {0.4, 0.4}),
            List.of(new double[] {0.2, 0.4}, new double[] {0.2, 0.4}, new double[] {0, 0}),
            List.of(halfSpace(ones, 0.6), halfSpace(ones, 5), halfSpace(ones, 0.8)));
    assertArrayEquals(new double[] {0.3, 0.3}, ends.get(0).point(), 1e-9);
    assertArrayEquals(new double[] {0.4, 0.4}, ends.get(1).point(), 1e-9);
    assertArrayEquals(new double[] {0.4, 0.4}, ends.get(2).point(), 1e-6);
  }

  /** A wall that the projection does not know of: no value beyond x₁² + x₂² = 1. */
  @Test
  void keepsOutOfWhereThereIsNoValue() {
    BatchFunction walled =
        (starts, points, values, gradients) -> {
          bowl(new double[] {1, 1}, new double[] {2, 2})
              .evaluate(starts, points, values, gradients);
          for (int k = 0; k < points.length; k++) {
            if (dot(points[k], points[k]) > 1) {
              values[k] = Double.POSITIVE_INFINITY;
            }
          }
        };
    Minimum end =
        EXACT
            .minimize(walled, List.of(new double[] {0, 0.1}), List.of(UnaryOperator.identity()))
            .getFirst();
    assertTrue(dot(end.point(), end.point()) <= 1);
    assertTrue(end.value() < 4 + 1.9 * 1.9);
    Minimum beyond =
        EXACT
            .minimize(walled, List.of(new double[] {1, 1}), List.of(UnaryOperator.identity()))
            .getFirst();
    assertEquals(Minimum.End.NO_VALUE, beyond.end());
  }
}
