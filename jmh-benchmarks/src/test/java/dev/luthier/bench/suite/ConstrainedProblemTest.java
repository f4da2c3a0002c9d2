package dev.luthier.bench.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.bench.problem.History;
import dev.luthier.bench.problem.Instance;
import dev.luthier.study.Evaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class ConstrainedProblemTest {
  private static Instance instance(String name) {
    return ConstrainedProblem.all().stream()
        .filter(problem -> problem.name().equals(name))
        .findFirst()
        .orElseThrow()
        .instance(0);
  }

  private static void assertOptimum(
      String name, double value, double within, Map<String, ?> configuration, int active) {
    Instance instance = instance(name);
    Evaluation there = instance.evaluate(instance.space().configuration(configuration), 0);
    assertEquals(value, there.value("value"), within);
    List<Double> constraints =
        instance.constraints().stream().map(there.constraints()::get).toList();
    assertTrue(constraints.stream().allMatch(c -> c <= 1e-6), constraints.toString());
    assertEquals(active, constraints.stream().filter(c -> c > -1e-6).count(), name);
    // No random feasible point is better.
    SplittableRandom random = new SplittableRandom(0);
    int feasible = 0;
    for (int i = 0; i < 20_000; i++) {
      Evaluation elsewhere = instance.evaluate(instance.space().sample(random), 0);
      feasible += elsewhere.isFeasible() ? 1 : 0;
      assertTrue(!elsewhere.isFeasible() || elsewhere.value("value") > value - within, name);
    }
    assertTrue(feasible > 20, name + " is feasible somewhere: " + feasible);
  }

  @Test
  void publishedOptimaAreThere() {
    double third = 1.5 * Math.PI;
    assertOptimum("gardner1", -2, 1e-12, Map.of("x0", third, "x1", 0.0), 0);
    assertOptimum("gardner2", -1, 1e-12, Map.of("x0", third, "x1", Math.PI / 2), 0);
    assertOptimum("gramacy", 0.5998, 1e-4, Map.of("x0", 0.1951294, "x1", 0.4046587), 1);
    assertOptimum(
        "vessel",
        6059.714,
        1e-3,
        Map.of("shell", 13, "head", 7, "radius", 42.0984456, "length", 176.6365958),
        2);
  }

  @Test
  void aRunIsAsGoodAsItsBestFeasibleValueOrElseItsWorst() {
    Instance instance = instance("gardner1");
    List<History.Entry> entries = new ArrayList<>();
    double[][] points = {{0, 0}, {0, 0.5}, {Math.PI, 0}, {1.5 * Math.PI, 0}};
    double[] expected = {1, 1, 1, -2};
    for (int i = 0; i < points.length; i++) {
      var at = instance.space().configuration(Map.of("x0", points[i][0], "x1", points[i][1]));
      entries.add(new History.Entry(at, instance.evaluate(at, i)));
      assertEquals(
          expected[i],
          instance.figure(new History(entries, Optional.empty())),
          1e-12,
          "after " + i);
    }
  }
}
