package dev.luthier.bench.development;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.bench.problem.History;
import dev.luthier.bench.problem.Instance;
import dev.luthier.bench.problem.Problem;
import dev.luthier.bench.problem.Problem.Group;
import dev.luthier.space.Configuration;
import dev.luthier.study.Evaluation;
import dev.luthier.study.ObjectiveSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CrashingProblemTest {
  private static final int SAMPLE = 4_000;
  private static final int SEEDS = 8;

  private static Stream<CrashingProblem> all() {
    return CrashingProblem.all().stream();
  }

  private static double value(Instance instance, Configuration configuration, long index) {
    return instance.evaluate(configuration, index).value(ObjectiveSpec.UNNAMED);
  }

  @ParameterizedTest
  @MethodSource("all")
  void aSeedIsAnInstance(Problem problem) {
    Instance one = problem.instance(3);
    Instance again = problem.instance(3);
    assertEquals(one.start(), again.start());
    for (Configuration point : one.start()) {
      assertEquals(value(one, point, 7), value(again, point, 7));
    }
  }

  /**
   * Three tenths of the cube, or one time in ten. A limit from 2,000 points and a share from 4,000
   * have an error of 0.0125, their mean over eight seeds one of 0.0045.
   */
  @ParameterizedTest
  @MethodSource("all")
  void soManyFail(Problem problem) {
    int failed = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      Instance instance = problem.instance(seed);
      SplittableRandom random = new SplittableRandom(seed);
      for (int i = 0; i < SAMPLE; i++) {
        failed += Double.isNaN(value(instance, instance.space().sample(random), i)) ? 1 : 0;
      }
    }
    double expected = problem.group() == Group.DEVELOPMENT_CHANCE ? 0.1 : 0.3;
    assertEquals(expected, (double) failed / (SEEDS * SAMPLE), 0.02);
  }

  /** By place a configuration fails always or never; by chance it does now and then. */
  @ParameterizedTest
  @MethodSource("all")
  void whetherItFailsIsAMatterOfPlaceOrOfChance(Problem problem) {
    Instance instance = problem.instance(5);
    Configuration point = instance.start().getFirst();
    long failed =
        Stream.iterate(0L, i -> i < 200, i -> i + 1)
            .filter(i -> Double.isNaN(value(instance, point, i)))
            .count();
    boolean isSometimes = failed > 0 && failed < 200;
    assertEquals(problem.group() == Group.DEVELOPMENT_CHANCE, isSometimes);
  }

  /** A failed trial is worse than any; the best of the others counts. */
  @ParameterizedTest
  @MethodSource("all")
  void aRunIsAsGoodAsItsBestThatSucceeded(Problem problem) {
    Instance instance = problem.instance(2);
    Configuration point = instance.start().getFirst();
    List<History.Entry> entries = new ArrayList<>();
    entries.add(new History.Entry(point, Evaluation.of(Double.NaN)));
    double none = instance.figure(new History(entries, Optional.empty()));
    SplittableRandom random = new SplittableRandom(6);
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < 30; i++) {
      Configuration other = instance.space().sample(random);
      Evaluation evaluation = instance.evaluate(other, i);
      entries.add(new History.Entry(other, evaluation));
      double value = evaluation.value(ObjectiveSpec.UNNAMED);
      least = Double.isNaN(value) ? least : Math.min(least, value);
    }
    double best = instance.figure(new History(entries, Optional.empty()));
    assertEquals(least, best);
    assertTrue(best < none);
  }
}
