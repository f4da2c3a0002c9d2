package dev.luthier.bench.development;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.bench.problem.History;
import dev.luthier.bench.problem.Instance;
import dev.luthier.bench.problem.Problem;
import dev.luthier.bench.problem.Problem.Group;
import dev.luthier.space.Configuration;
import dev.luthier.study.Evaluation;
import dev.luthier.study.ObjectiveSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GeneratedOutputsTest {
  private static Stream<GeneratedOutputs> all() {
    return GeneratedOutputs.all().stream();
  }

  private static Stream<GeneratedOutputs> of(Group group) {
    return all().filter(problem -> problem.group() == group);
  }

  private static Stream<GeneratedOutputs> noisy() {
    return of(Group.DEVELOPMENT_NOISE);
  }

  private static Stream<GeneratedOutputs> severalObjectives() {
    return of(Group.DEVELOPMENT_OBJECTIVES);
  }

  private static Stream<GeneratedOutputs> constrained() {
    return of(Group.DEVELOPMENT_CONSTRAINED);
  }

  @Test
  void namesAreUnique() {
    Set<String> names = new HashSet<>();
    all().forEach(problem -> assertTrue(names.add(problem.name()), problem.name()));
  }

  @ParameterizedTest
  @MethodSource("all")
  void aSeedIsAnInstance(Problem problem) {
    Instance one = problem.instance(3);
    Instance again = problem.instance(3);
    Instance other = problem.instance(4);
    assertEquals(one.start(), again.start());
    Configuration first = one.start().getFirst();
    assertEquals(one.evaluate(first, 0), again.evaluate(first, 0));
    assertNotEquals(one.evaluate(first, 0), other.evaluate(first, 0));
  }

  @ParameterizedTest
  @MethodSource("noisy")
  void noiseIsAFifthOfTheDistanceFromMedianToBest(Problem problem) {
    Instance instance = problem.instance(1);
    Configuration first = instance.start().getFirst();
    double[] values = new double[400];
    double truth = instance.figure(history(instance, List.of(first), first));
    double squares = 0;
    for (int i = 0; i < values.length; i++) {
      double error = instance.evaluate(first, i).value(ObjectiveSpec.UNNAMED) - truth;
      squares += error * error / values.length;
    }
    // A score of 1 is as far from the best as the median is.
    double unit = 1 / (instance.score(truth + 1) - instance.score(truth));
    assertEquals(0.2, Math.sqrt(squares) / unit, 0.02);
  }

  @ParameterizedTest
  @MethodSource("severalObjectives")
  void randomPointsAreWorthAboutOneAndFewOfThemLess(Problem problem) {
    Instance instance = problem.instance(2);
    SplittableRandom random = new SplittableRandom(5);
    List<Configuration> points =
        Stream.generate(() -> instance.space().sample(random)).limit(2_000).toList();
    double all = instance.figure(history(instance, points, points.getFirst()));
    double few = instance.figure(history(instance, points.subList(0, 20), points.getFirst()));
    assertEquals(-1, all, 0.2);
    assertTrue(few > all && few <= 0, few + " after 20, " + all + " after 2,000");
  }

  @ParameterizedTest
  @MethodSource("constrained")
  void constraintsAreKeptOnThreeTenthsEach(Problem problem) {
    Instance instance = problem.instance(6);
    SplittableRandom random = new SplittableRandom(7);
    int count = 2_000;
    int[] kept = new int[instance.constraints().size()];
    for (int i = 0; i < count; i++) {
      Evaluation evaluation = instance.evaluate(instance.space().sample(random), i);
      for (int k = 0; k < kept.length; k++) {
        kept[k] += evaluation.constraints().getOrDefault("c" + (k + 1), Double.NaN) <= 0 ? 1 : 0;
      }
    }
    for (int each : kept) {
      assertEquals(0.3, (double) each / count, 0.05);
    }
  }

  private static History history(
      Instance instance, List<Configuration> points, Configuration recommended) {
    List<History.Entry> entries = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      entries.add(new History.Entry(points.get(i), instance.evaluate(points.get(i), i)));
    }
    return new History(entries, Optional.of(recommended));
  }
}
