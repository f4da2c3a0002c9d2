package dev.luthier.bench.development;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

final class FamiliesTest {
  private static double[] values(ToDoubleFunction<double[]> function, int dimension, int count) {
    SplittableRandom random = new SplittableRandom(1);
    return DoubleStream.generate(() -> function.applyAsDouble(random.doubles(dimension).toArray()))
        .limit(count)
        .sorted()
        .toArray();
  }

  /** Second differences are ∂²f exactly: trace 2 (1 + 10³ + 10⁶), squares 4 (1 + 10⁶ + 10¹²). */
  @Test
  void theQuadraticHasTheSpectrumOfItsCondition() {
    ToDoubleFunction<double[]> function = Families.illConditioned(3, 1, new SplittableRandom(0));
    double[][] hessian = new double[3][3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        hessian[i][j] =
            (at(function, i, 1, j, 1)
                    - at(function, i, 1, j, -1)
                    - at(function, i, -1, j, 1)
                    + at(function, i, -1, j, -1))
                / 4;
      }
    }
    double trace = hessian[0][0] + hessian[1][1] + hessian[2][2];
    assertEquals(2 * 1_001_001, trace, 1e-3);
    double squares = Arrays.stream(hessian).flatMapToDouble(Arrays::stream).map(h -> h * h).sum();
    assertEquals(4 * (1 + 1e6 + 1e12), squares, 1e4);
    assertTrue(Math.abs(hessian[0][1]) > 1e4, "it is turned");
  }

  private static double at(ToDoubleFunction<double[]> f, int i, double a, int j, double b) {
    double[] x = {0.5, 0.5, 0.5};
    x[i] += a;
    x[j] += b;
    return f.applyAsDouble(x);
  }

  @Test
  void powersKeepTheOrder() {
    double[] plain = values(Families.illConditioned(5, 1, new SplittableRandom(0)), 5, 50);
    double[] power = values(Families.illConditioned(5, 3, new SplittableRandom(0)), 5, 50);
    for (int i = 0; i < plain.length; i++) {
      assertEquals(1, power[i] / Math.pow(plain[i], 3), 1e-9);
    }
  }

  @Test
  void exponentialsSpanOrdersOfMagnitude() {
    double[] values = values(Families.exponential(6, new SplittableRandom(0)), 6, 1_000);
    assertTrue(Math.log10(values[999] / values[0]) > 3, values[0] + " to " + values[999]);
  }

  @Test
  void threeFifthsOfAPlateauAreFlat() {
    double[] values = values(Families.plateau(4, new SplittableRandom(0)), 4, 4_000);
    double highest = values[values.length - 1];
    long flat = Arrays.stream(values).filter(value -> value == highest).count();
    assertEquals(0.6, (double) flat / values.length, 0.06);
  }

  @Test
  void stepsAreFew() {
    double[] values = values(Families.steps(4, new SplittableRandom(0)), 4, 4_000);
    long levels = Arrays.stream(values).distinct().count();
    assertTrue(levels >= 3 && levels <= 15, levels + " levels");
    assertTrue(Arrays.stream(values).allMatch(v -> Math.abs(1.5 * v - Math.rint(1.5 * v)) < 1e-9));
  }

  @Test
  void reportedInstancesAreNotThoseThatConstantsWereChosenOn() {
    var tree = GeneratedProblem.reported().getFirst();
    var conditional =
        GeneratedProblem.development().stream()
            .filter(problem -> problem.name().equals("conditional-9"))
            .findFirst()
            .orElseThrow();
    var point = tree.instance(0).start().getFirst();
    assertEquals(tree.instance(0).space(), conditional.instance(0).space());
    assertTrue(
        tree.instance(0).evaluate(point) != conditional.instance(0).evaluate(point)
            && !tree.instance(0).start().equals(conditional.instance(0).start()));
  }
}
