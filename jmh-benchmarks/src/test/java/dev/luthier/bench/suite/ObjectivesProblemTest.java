package dev.luthier.bench.suite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.luthier.bench.problem.History;
import dev.luthier.bench.problem.Instance;
import dev.luthier.pareto.ParetoFront;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ObjectivesProblemTest {
  private static final int FINE = 2_000;

  /** Of points of the front: first inputs as given, the others where g is least. */
  private static double volume(ObjectivesFunction function, Stream<double[]> firsts) {
    double others =
        switch (function) {
          case ZDT1, ZDT2, ZDT3 -> 0;
          case DTLZ2_TWO, DTLZ2_THREE -> 0.5;
        };
    List<double[]> points =
        firsts
            .map(
                first -> {
                  double[] x = Arrays.copyOf(first, ObjectivesFunction.DIMENSION);
                  Arrays.fill(x, first.length, x.length, others);
                  return function.values(x);
                })
            .toList();
    return ParetoFront.of(points).hypervolume(function.reference());
  }

  private static Stream<double[]> line() {
    return IntStream.rangeClosed(0, FINE).mapToObj(i -> new double[] {(double) i / FINE});
  }

  /** Below the front lie ∫ 1 − √f = 1/3, ∫ 1 − f² = 2/3, and a quarter of the disc. */
  @Test
  void frontsDominateWhatTheirFormulasSay() {
    assertEquals(6.6 - 1 / 3.0, volume(ObjectivesFunction.ZDT1, line()), 2e-3);
    assertEquals(6.6 - 2 / 3.0, volume(ObjectivesFunction.ZDT2, line()), 2e-3);
    assertEquals(2.25 - Math.PI / 4, volume(ObjectivesFunction.DTLZ2_TWO, line()), 2e-3);
  }

  /** Of ZDT3 the last piece of the front ends in its minimum, −0.773369 at 0.851833. */
  @Test
  void theThirdHasItsLeastValueWhereItIsKnownToBe() {
    double[] x = new double[ObjectivesFunction.DIMENSION];
    x[0] = 0.851833;
    assertArrayEquals(new double[] {0.851833, -0.773369}, ObjectivesFunction.ZDT3.values(x), 1e-6);
    x[1] = 1; // g = 2.8
    double ratio = 0.851833 / 2.8;
    assertEquals(
        2.8 * (1 - Math.sqrt(ratio) - ratio * Math.sin(10 * Math.PI * 0.851833)),
        ObjectivesFunction.ZDT3.values(x)[1],
        1e-12);
  }

  /** An eighth of the ball. */
  @Test
  void aSphereDominatesTheRestOfTheCube() {
    int steps = 60;
    List<double[]> grid = new ArrayList<>();
    for (int i = 0; i <= steps; i++) {
      for (int j = 0; j <= steps; j++) {
        grid.add(new double[] {(double) i / steps, (double) j / steps});
      }
    }
    double whole = 1.5 * 1.5 * 1.5 - Math.PI / 6;
    double volume = volume(ObjectivesFunction.DTLZ2_THREE, grid.stream());
    assertEquals(whole, volume, 0.05);
    assertEquals(0, Math.max(0, volume - whole), "points of the front dominate no more than it");
  }

  /** f = (1 + g) (cos a cos b, cos a sin b, sin a), in any order of sine and cosine. */
  @Test
  void valuesLieOnTheSphereOfTheirDistance() {
    double[] x = {0.3, 0.8, 0.1, 0.5, 0.9, 0.5};
    double[] values = ObjectivesFunction.DTLZ2_THREE.values(x);
    assertEquals(1.32, Math.sqrt(Arrays.stream(values).map(v -> v * v).sum()), 1e-12);
    double a = 0.3 * Math.PI / 2;
    double b = 0.8 * Math.PI / 2;
    assertArrayEquals(
        new double[] {
          1.32 * Math.cos(a) * Math.cos(b), 1.32 * Math.cos(a) * Math.sin(b), 1.32 * Math.sin(a)
        },
        values,
        1e-12);
  }

  @Test
  void aRunIsAsGoodAsTheVolumeThatItDominates() {
    Instance zdt1 = ObjectivesProblem.all().getFirst().instance(0);
    Map<String, Double> x = new TreeMap<>();
    IntStream.range(0, 6).forEach(i -> x.put("x" + i, 0.0));
    var corner = zdt1.space().configuration(x);
    var entry = new History.Entry(corner, zdt1.evaluate(corner, 0));
    assertEquals(Map.of("f1", 0.0, "f2", 1.0), entry.evaluation().values());
    assertEquals(-1.1 * 5, zdt1.figure(new History(List.of(entry), Optional.empty())), 1e-12);
  }

  @Test
  void seedsBeginElsewhereAndSoDoProblems() {
    Instance first = ObjectivesProblem.all().getFirst().instance(0);
    assertEquals(10, first.start().size());
    assertEquals(first.start(), ObjectivesProblem.all().getFirst().instance(0).start());
    assertNotEquals(first.start(), ObjectivesProblem.all().getFirst().instance(1).start());
    assertNotEquals(first.start(), ObjectivesProblem.all().get(1).instance(0).start());
  }
}
