package dev.luthier.optimize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BatchedLbfgsTest {
  private static final BatchedLbfgs EXACT = new BatchedLbfgs(10, 2_000, 1e-9, 0, 1);

  /** Value and gradient of one point. */
  private interface Single {
    double evaluate(double[] x, double[] gradient);
  }

  private static BatchFunction batch(Single function) {
    return (_, points, values, gradients) -> {
      for (int i = 0; i < points.length; i++) {
        values[i] = function.evaluate(points[i], gradients[i]);
      }
    };
  }

  private static final BatchFunction ROSENBROCK =
      batch(
          (x, g) -> {
            Arrays.fill(g, 0);
            double sum = 0;
            for (int i = 0; i + 1 < x.length; i++) {
              double a = x[i + 1] - x[i] * x[i];
              double b = 1 - x[i];
              sum += 100 * a * a + b * b;
              g[i] += -400 * a * x[i] - 2 * b;
              g[i + 1] += 200 * a;
            }
            return sum;
          });

  private static Box cube(int d, double low, double high) {
    double[] lower = new double[d];
    double[] upper = new double[d];
    Arrays.fill(lower, low);
    Arrays.fill(upper, high);
    return new Box(lower, upper);
  }

  @Test
  void findsTheMinimumOfACurvedValley() {
    Minimum end =
        EXACT
            .minimize(ROSENBROCK, List.of(new double[] {-1.2, 1, -1.2, 1}), cube(4, -5, 5))
            .getFirst();
    assertArrayEquals(new double[] {1, 1, 1, 1}, end.point(), 1e-6);
    assertTrue(end.evaluations() < 200, () -> end.evaluations() + " evaluations");
  }

  /** Convex quadratics with random active bounds; the conditions of Karush, Kuhn and Tucker. */
  @Test
  void endsWhereNoFeasibleDirectionDescends() {
    SplittableRandom random = new SplittableRandom(5);
    for (int round = 0; round < 50; round++) {
      int d = 1 + random.nextInt(8);
      double[][] b = new double[d][];
      double[] c = random.doubles(d, -3, 3).toArray();
      for (int i = 0; i < d; i++) {
        b[i] = random.doubles(d, -1, 1).toArray();
      }
      BatchFunction quadratic = batch((x, g) -> quadratic(b, c, x, g));
      Minimum end =
          EXACT
              .minimize(quadratic, List.of(random.doubles(d, 0, 1).toArray()), cube(d, 0, 1))
              .getFirst();
      double[] gradient = new double[d];
      quadratic(b, c, end.point(), gradient);
      for (int i = 0; i < d; i++) {
        double x = end.point()[i];
        assertTrue(x >= 0 && x <= 1);
        double projected = Math.clamp(x - gradient[i], 0, 1) - x;
        assertEquals(0, projected, 1e-6, "round " + round + ", variable " + i);
      }
    }
  }

  /** ½ ‖Bx‖² + ½·0.1‖x‖² + cᵀx. */
  private static double quadratic(double[][] b, double[] c, double[] x, double[] g) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      g[i] = 0.1 * x[i] + c[i];
      sum += 0.05 * x[i] * x[i] + c[i] * x[i];
    }
    for (double[] row : b) {
      double product = 0;
      for (int i = 0; i < x.length; i++) {
        product += row[i] * x[i];
      }
      sum += 0.5 * product * product;
      for (int i = 0; i < x.length; i++) {
        g[i] += product * row[i];
      }
    }
    return sum;
  }

  @Test
  void startsDoNotInfluenceEachOther() {
    SplittableRandom random = new SplittableRandom(9);
    List<double[]> starts = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      starts.add(random.doubles(3, -2, 2).toArray());
    }
    List<Minimum> together = EXACT.minimize(ROSENBROCK, starts, cube(3, -2, 2));
    for (int i = 0; i < starts.size(); i++) {
      Minimum alone = EXACT.minimize(ROSENBROCK, List.of(starts.get(i)), cube(3, -2, 2)).getFirst();
      assertArrayEquals(alone.point(), together.get(i).point());
      assertEquals(alone.evaluations(), together.get(i).evaluations());
    }
  }

  @Test
  void eachRoundIsOneBatchOfAllThatStillRun() {
    List<int[]> batches = new ArrayList<>();
    BatchFunction counting =
        (starts, points, values, gradients) -> {
          batches.add(starts);
          ROSENBROCK.evaluate(starts, points, values, gradients);
        };
    List<Minimum> ends =
        EXACT.minimize(
            counting, List.of(new double[] {1, 1}, new double[] {-1, 1}), cube(2, -2, 2));
    assertArrayEquals(new int[] {0, 1}, batches.getFirst());
    assertArrayEquals(new int[] {1}, batches.getLast());
    assertEquals(ends.get(1).evaluations(), batches.size());
  }

  @Test
  void stoppedAfterARoundItHasTheBestOfEachDescentSoFar() {
    List<double[]> starts = List.of(new double[] {-1.2, 1}, new double[] {0.5, -0.5});
    Box box = cube(2, -2, 2);
    for (int most = 1; most < 20; most++) {
      double[] best = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
      int[] done = {0};
      BatchFunction watched =
          (indices, points, values, gradients) -> {
            ROSENBROCK.evaluate(indices, points, values, gradients);
            for (int i = 0; i < indices.length; i++) {
              best[indices[i]] = Math.min(best[indices[i]], values[i]);
            }
            done[0]++;
          };
      int rounds = most;
      List<Minimum> ends = EXACT.minimize(watched, starts, box, () -> done[0] >= rounds);
      assertEquals(rounds, done[0]);
      for (int i = 0; i < best.length; i++) {
        double[] value = new double[1];
        double[][] point = {ends.get(i).point()};
        ROSENBROCK.evaluate(new int[] {0}, point, value, new double[1][2]);
        assertEquals(best[i], ends.get(i).value());
        assertEquals(best[i], value[0]);
      }
    }
  }

  @Test
  void neverWorseThanTheStart() {
    BatchFunction hostile =
        batch(
            (x, g) -> {
              g[0] = -1; // points the wrong way
              return x[0];
            });
    Minimum end = EXACT.minimize(hostile, List.of(new double[] {0.5}), cube(1, 0, 1)).getFirst();
    assertEquals(0.5, end.value());
    assertEquals(Minimum.End.NO_STEP, end.end());
  }

  @Test
  void holesInTheFunctionAreSteppedAround() {
    BatchFunction holed =
        batch(
            (x, g) -> {
              g[0] = 2 * (x[0] - 0.3);
              return x[0] < 0.25 ? Double.NaN : (x[0] - 0.3) * (x[0] - 0.3);
            });
    Minimum end = EXACT.minimize(holed, List.of(new double[] {1.0}), cube(1, 0, 1)).getFirst();
    assertEquals(0.3, end.point()[0], 1e-6);
  }

  @Test
  void aStartOfNoUseEndsAtOnce() {
    Minimum end =
        EXACT
            .minimize(batch((_, _) -> Double.NaN), List.of(new double[] {0.5}), cube(1, 0, 1))
            .getFirst();
    assertEquals(Minimum.End.NO_VALUE, end.end());
    assertEquals(1, end.evaluations());
  }

  @Test
  void startsOutsideAreClippedAndFixedVariablesStay() {
    Box box = new Box(new double[] {-1, 2}, new double[] {1, 2});
    Minimum end = EXACT.minimize(ROSENBROCK, List.of(new double[] {7, 7}), box).getFirst();
    assertEquals(2, end.point()[1]);
    assertTrue(Math.abs(end.point()[0]) <= 1);
  }
}
