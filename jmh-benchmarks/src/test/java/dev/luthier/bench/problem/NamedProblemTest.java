package dev.luthier.bench.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.error.InvalidInputException;
import dev.luthier.space.Configuration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class NamedProblemTest {
  /** Sums of up to ten terms, in another order than NumPy's. */
  private static double tolerance(double value) {
    return 100 * Math.ulp(Math.max(1, Math.abs(value)));
  }

  @Test
  void valuesAtAllStartingPointsAreThoseThatPythonFound() {
    int compared = 0;
    for (NamedProblem problem : NamedProblem.all()) {
      for (long seed = 0; seed < 20; seed++) {
        Vector expected = problem.design().start(seed).values();
        ScalarInstance instance = problem.instance(seed);
        List<Configuration> start = instance.start();
        for (int i = 0; i < start.size(); i++) {
          double value = instance.evaluate(start.get(i));
          assertEquals(expected.get(i), value, tolerance(value), problem.name() + ", seed " + seed);
          compared++;
        }
      }
    }
    assertEquals(6 * 20 * 10, compared);
  }

  @Test
  void theMinimisersReachTheMinimumAndRandomPointsDoNot() {
    for (MovedProblem moved : MovedProblem.all()) {
      NamedProblem problem = moved.original();
      double least = problem.function().value(moved.minimiser().toArray());
      // problems.py gives the minima to eight decimals.
      assertEquals(problem.design().minimum(), least, 1e-8, problem.name());
      SplittableRandom random = new SplittableRandom(0);
      ScalarInstance instance = problem.instance(0);
      for (int i = 0; i < 1_000; i++) {
        assertTrue(instance.evaluate(instance.space().sample(random)) > least);
      }
    }
  }

  @Test
  void theScoreIsTheLogarithmOfRegretWithAFloor() {
    Instance rosenbrock = NamedProblem.all().get(3).instance(0);
    assertEquals(2, rosenbrock.score(100), 1e-15);
    assertEquals(-3, rosenbrock.score(1e-9), 1e-15);
    assertEquals(-3, rosenbrock.score(-1e-9), 1e-15);
  }

  @Test
  void seedsWithoutStartingPointsAreRefused() {
    Problem problem = NamedProblem.all().getFirst();
    var e = assertThrows(InvalidInputException.class, () -> problem.instance(20));
    assertEquals("--seeds = 20: these problems have the seeds 0 to 19", e.getMessage());
  }
}
