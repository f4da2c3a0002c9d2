package dev.luthier.bench.development;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.bench.problem.Regret;
import dev.luthier.bench.problem.ScalarInstance;
import dev.luthier.space.Configuration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class GeneratedProblemTest {
  @Test
  void aSeedGivesOneFunctionAndAnotherSeedAnother() {
    for (GeneratedProblem problem : GeneratedProblem.development()) {
      ScalarInstance first = problem.instance(3);
      ScalarInstance again = problem.instance(3);
      ScalarInstance other = problem.instance(4);
      Configuration point = first.start().getFirst();
      assertEquals(first.start(), again.start());
      assertEquals(10, first.start().size());
      assertEquals(first.evaluate(point), again.evaluate(point), problem.name());
      assertNotEquals(first.evaluate(point), other.evaluate(point), problem.name());
      assertNotEquals(first.start(), other.start());
    }
  }

  @Test
  void valuesAreFiniteAndVary() {
    for (GeneratedProblem problem : GeneratedProblem.development()) {
      ScalarInstance instance = problem.instance(0);
      SplittableRandom random = new SplittableRandom(0);
      double[] values =
          random
              .longs(100)
              .mapToDouble(s -> instance.evaluate(instance.space().sample(new SplittableRandom(s))))
              .toArray();
      assertTrue(Arrays.stream(values).allMatch(Double::isFinite), problem.name());
      assertTrue(Arrays.stream(values).distinct().count() > 90, problem.name());
    }
  }

  @Test
  void scoresAreMeasuredFromAMinimumThatIsSearchedFor() {
    GeneratedProblem conditional =
        GeneratedProblem.development().stream()
            .filter(problem -> problem.name().equals("conditional-9"))
            .findFirst()
            .orElseThrow();
    ScalarInstance instance = conditional.instance(0);
    double best = instance.start().stream().mapToDouble(instance::evaluate).min().orElseThrow();
    double score = instance.score(best);
    assertTrue(score < 0.2 && score > -3, "ten random points are neither hopeless nor done");
    assertEquals(score, conditional.instance(0).score(best), "the search has a seed");
  }

  @Test
  void theMinimumIsFoundWhereItIsKnown() {
    Drawn parabola =
        new Drawn(
            GeneratedProblem.development().getFirst().instance(0).space(),
            c -> c.asMap().values().stream().mapToDouble(v -> Math.pow((Double) v - 0.3, 2)).sum());
    Regret regret = ReferenceMinimum.find(parabola, new SplittableRandom(0));
    assertEquals(0, regret.minimum(), 1e-7);
    Regret known = ReferenceMinimum.find(parabola.withMinimum(-1), new SplittableRandom(0));
    assertEquals(-1, known.minimum());
    assertEquals(regret.unit() + 1, known.unit(), 1e-7);
  }

  /** Over many draws: k(0) = 1, and k(r) of Matérn-5/2 and of the Gaussian, at r = one scale. */
  @Test
  void drawsHaveTheCovarianceOfTheirKernel() {
    double scaled = Math.sqrt(5);
    double matern = (1 + scaled + scaled * scaled / 3) * Math.exp(-scaled);
    assertCovariance(matern, random -> ProcessDraw.matern(new double[] {0.5, 2}, random));
    assertCovariance(
        Math.exp(-0.5), random -> ProcessDraw.squaredExponential(new double[] {0.5, 2}, random));
  }

  private static void assertCovariance(
      double expected, Function<SplittableRandom, ProcessDraw> source) {
    SplittableRandom random = new SplittableRandom(0);
    int draws = 4_000;
    double variance = 0;
    double covariance = 0;
    for (int i = 0; i < draws; i++) {
      ProcessDraw draw = source.apply(random);
      double here = draw.applyAsDouble(new double[] {0.1, 0.2});
      variance += here * here / draws;
      covariance += here * draw.applyAsDouble(new double[] {0.6, 0.2}) / draws;
    }
    double fourErrors = 4 * Math.sqrt(2.0 / draws);
    assertEquals(1, variance, fourErrors);
    assertEquals(expected, covariance, fourErrors);
  }

  @Test
  void rotationsKeepLengths() {
    Rotation rotation = Rotation.draw(5, new SplittableRandom(0));
    double[] x = {1, -2, 3, 0.5, 0};
    double squares =
        IntStream.range(0, 5).mapToDouble(i -> Math.pow(rotation.along(i, x), 2)).sum();
    assertEquals(14.25, squares, 1e-13);
  }
}
