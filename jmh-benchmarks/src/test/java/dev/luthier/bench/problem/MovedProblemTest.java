package dev.luthier.bench.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.space.Configuration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class MovedProblemTest {
  @Test
  void allTwentySeedsOfAllSixAreThere() {
    assertEquals(6, MovedProblem.all().size());
    for (MovedProblem problem : MovedProblem.all()) {
      assertEquals(
          IntStream.range(0, 20).mapToObj(i -> (long) i).toList(),
          List.copyOf(problem.moves().keySet()));
    }
  }

  @Test
  void theMinimumHasMovedToTheCentre() {
    for (MovedProblem problem : MovedProblem.all()) {
      double least = problem.original().function().value(problem.minimiser().toArray());
      problem
          .moves()
          .forEach(
              (seed, move) -> {
                ScalarInstance instance = problem.instance(seed);
                Configuration centre =
                    problem.original().box().configuration(move.centre().toArray());
                assertEquals(
                    least, instance.evaluate(centre), 1e-13, problem.name() + ", seed " + seed);
              });
    }
  }

  @Test
  void centresLieInTheInnerEightyPercent() {
    for (MovedProblem problem : MovedProblem.all()) {
      Vector lower = problem.original().design().lower();
      Vector upper = problem.original().design().upper();
      for (MovedProblem.Move move : problem.moves().values()) {
        for (int i = 0; i < lower.size(); i++) {
          double u = (move.centre().get(i) - lower.get(i)) / (upper.get(i) - lower.get(i));
          assertTrue(u >= 0.1 - 1e-12 && u <= 0.9 + 1e-12, problem.name() + ": " + u);
        }
      }
    }
  }

  @Test
  void rotationsAreOrthogonal() {
    for (MovedProblem problem : MovedProblem.all()) {
      for (MovedProblem.Move move : problem.moves().values()) {
        List<Vector> rows = move.rotation();
        double tolerance = 10 * rows.size() * Math.ulp(1.0);
        for (int i = 0; i < rows.size(); i++) {
          for (int j = 0; j <= i; j++) {
            assertEquals(i == j ? 1 : 0, rows.get(i).dot(rows.get(j).toArray()), tolerance);
          }
        }
      }
    }
  }

  @Test
  void valuesAtTheStartingPointsAreThoseThatPythonFound() {
    for (MovedProblem problem : MovedProblem.all()) {
      problem
          .moves()
          .forEach(
              (seed, move) -> {
                ScalarInstance instance = problem.instance(seed);
                for (int i = 0; i < instance.start().size(); i++) {
                  double expected = move.values().get(i);
                  assertEquals(
                      expected,
                      instance.evaluate(instance.start().get(i)),
                      // The turned point is right to some units in the last place; steep as
                      // Rosenbrock's function is, its values less so.
                      1e-12 * Math.max(1, Math.abs(expected)),
                      problem.name() + ", seed " + seed);
                }
              });
    }
  }
}
