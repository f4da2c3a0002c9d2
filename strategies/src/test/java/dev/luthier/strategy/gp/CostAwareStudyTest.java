package dev.luthier.strategy.gp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.error.InvalidInputException;
import dev.luthier.space.Configuration;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.space.SpaceBuilder;
import dev.luthier.strategy.StrategySetup;
import dev.luthier.study.Evaluation;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.Trial;
import dev.luthier.testkit.ReferenceCompute;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CostAwareStudyTest {
  private static final SearchSpace SPACE = square();

  private static SearchSpace square() {
    SpaceBuilder space = SearchSpace.builder();
    space.add(RealParameter.linear("x", 0, 1));
    space.add(RealParameter.linear("y", 0, 1));
    return space.build();
  }

  private static StrategySetup setup(Object costAware) {
    return new StrategySetup(
        SPACE,
        List.of(ObjectiveSpec.minimize("value")),
        List.of(),
        3,
        Map.of("cost_aware", costAware),
        new ReferenceCompute());
  }

  private static double coordinate(Configuration configuration, String name) {
    return (Double) configuration.find(name).orElseThrow();
  }

  /**
   * Two basins, as deep as each other; at the bottom of the right one a trial costs 36 times more.
   */
  private static Evaluation evaluate(Configuration c) {
    double x = coordinate(c, "x");
    double y = coordinate(c, "y") - 0.5;
    double left = Math.pow(x - 0.2, 2) + y * y;
    double right = Math.pow(x - 0.8, 2) + y * y;
    return Evaluation.of(Math.min(left, right)).withCost(Math.exp(6 * x));
  }

  private static double spent(Loop loop) {
    return loop.finished().stream()
        .mapToDouble(t -> ((Trial.Completed) t).evaluation().cost().orElseThrow())
        .sum();
  }

  private static double best(Loop loop) {
    return loop.finished().stream()
        .mapToDouble(t -> ((Trial.Completed) t).evaluation().value("value"))
        .min()
        .orElseThrow();
  }

  @Test
  void spendsLessForTheSame() {
    try (Loop aware = new Loop(setup(true));
        Loop indifferent = new Loop(setup(false))) {
      aware.evaluate(CostAwareStudyTest::evaluate, 25);
      indifferent.evaluate(CostAwareStudyTest::evaluate, 25);
      assertTrue(
          spent(aware) < 0.6 * spent(indifferent), spent(aware) + " of " + spent(indifferent));
      assertEquals(0, best(aware), 1e-3);
    }
  }

  @Test
  void trialsMayKeepTheirCostToThemselves() {
    try (Loop loop = new Loop(setup(true))) {
      loop.evaluate(c -> Evaluation.of(evaluate(c).value("value")), 15);
      assertEquals(0, best(loop), 1e-2);
    }
  }

  @Test
  void theOptionIsYesOrNo() {
    InvalidInputException error =
        assertThrows(InvalidInputException.class, () -> new Loop(setup("often")));
    assertEquals("strategy.options.cost_aware = often: must be true or false", error.getMessage());
  }
}
