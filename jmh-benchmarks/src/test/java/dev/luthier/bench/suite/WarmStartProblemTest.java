package dev.luthier.bench.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.bench.development.RelatedDraws;
import dev.luthier.bench.problem.Problem.Group;
import dev.luthier.bench.problem.RelatedTasks;
import dev.luthier.bench.problem.ScalarInstance;
import dev.luthier.bench.problem.ShiftedFunction;
import dev.luthier.bench.suite.WarmStartProblem.Before;
import dev.luthier.space.Configuration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.junit.jupiter.api.Test;

final class WarmStartProblemTest {
  private static final int SAMPLE = 200;

  private static double[] values(ScalarInstance instance) {
    SplittableRandom random = new SplittableRandom(1);
    double[] values = new double[SAMPLE];
    Arrays.setAll(values, _ -> instance.evaluate(instance.space().sample(random)));
    return values;
  }

  private static List<RelatedTasks> all() {
    return Stream.of(ShiftedFunction.all(), RelatedDraws.reported(), RelatedDraws.development())
        .<RelatedTasks>flatMap(List::stream)
        .toList();
  }

  @Test
  void threeProblemsOfATaskDifferInWhatWasBefore() {
    List<WarmStartProblem> three =
        WarmStartProblem.of(ShiftedFunction.all().subList(0, 1), Group.WARM_START);
    assertEquals(List.of(Before.values()), three.stream().map(WarmStartProblem::before).toList());
    assertEquals("branin2-cold", three.getFirst().name());
    List<Integer> earlier = three.stream().map(p -> p.instance(3).earlier().size()).toList();
    assertEquals(List.of(0, 3, 1), earlier);
    double[] cold = values(three.get(0).instance(3));
    double[] misleading = values(three.get(2).instance(3).earlier().getFirst());
    for (int i = 0; i < SAMPLE; i++) {
      assertEquals(-cold[i], misleading[i]);
    }
  }

  /** Related tasks say the same of most points, but not in the same unit. */
  @Test
  void relatedTasksAreAlikeAndDifferent() {
    for (RelatedTasks tasks : all()) {
      double correlation = 0;
      for (long seed = 0; seed < 3; seed++) {
        double[] target = values(tasks.task(seed, 0));
        for (int k = 1; k <= 3; k++) {
          double[] other = values(tasks.task(seed, k));
          assertNotEquals(target[0], other[0], tasks.name());
          correlation += new PearsonsCorrelation().correlation(target, other) / 9;
        }
      }
      assertTrue(correlation > 0.2, tasks.name() + " " + correlation);
    }
  }

  @Test
  void aSeedGivesTheSameTasksAgain() {
    for (RelatedTasks tasks : all()) {
      Configuration point = tasks.task(1, 0).space().sample(new SplittableRandom(2));
      for (int k = 0; k <= 3; k++) {
        assertEquals(tasks.task(1, k).evaluate(point), tasks.task(1, k).evaluate(point));
      }
      assertNotEquals(
          tasks.task(1, 2).evaluate(point), tasks.task(2, 2).evaluate(point), tasks.name());
    }
  }
}
