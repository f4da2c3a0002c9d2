package dev.luthier.strategy.gp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.pareto.ParetoFront;
import dev.luthier.space.Configuration;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.space.SpaceBuilder;
import dev.luthier.strategy.StrategySetup;
import dev.luthier.study.Evaluation;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.Trial;
import dev.luthier.testkit.ReferenceCompute;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeveralOutputsTest {
  private static final ObjectiveSpec MINIMIZED = ObjectiveSpec.minimize("a");
  private static final SearchSpace SQUARE = square(2);

  private static SearchSpace square(int d) {
    SpaceBuilder space = SearchSpace.builder();
    for (int j = 0; j < d; j++) {
      space.add(RealParameter.linear("x" + j, 0, 1));
    }
    return space.build();
  }

  private static Loop loop(SearchSpace space, List<ObjectiveSpec> objectives, String... names) {
    return new Loop(
        new StrategySetup(space, objectives, List.of(names), 1, Map.of(), new ReferenceCompute()));
  }

  private static double x(Configuration configuration, int j) {
    return (Double) configuration.find("x" + j).orElseThrow();
  }

  private static Evaluation evaluation(Trial.Finished trial) {
    return ((Trial.Completed) trial).evaluation();
  }

  private static double leastFeasible(Loop loop) {
    return loop.finished().stream()
        .map(SeveralOutputsTest::evaluation)
        .filter(Evaluation::isFeasible)
        .mapToDouble(e -> e.value("a"))
        .min()
        .orElseThrow();
  }

  /** Distances to two corners: the front is the line between them, every point of it reached. */
  private static Evaluation corners(Configuration c) {
    double a = Math.hypot(x(c, 0) - 0.2, x(c, 1) - 0.3);
    double b = Math.hypot(x(c, 0) - 0.8, x(c, 1) - 0.7);
    return Evaluation.of("a", a).and("b", -b);
  }

  @Test
  void twoObjectivesOneOfThemMaximized() {
    double[] reference = {1, 1};
    List<ObjectiveSpec> objectives = List.of(MINIMIZED, ObjectiveSpec.maximize("b"));
    try (Loop loop = loop(SQUARE, objectives)) {
      loop.evaluate(SeveralOutputsTest::corners, 30);
      double found = hypervolume(loop.finished(), reference);
      SplittableRandom random = new SplittableRandom(4);
      List<double[]> points = new ArrayList<>();
      for (int i = 0; i < 100_000; i++) {
        Evaluation value = corners(SQUARE.sample(random));
        points.add(new double[] {value.value("a"), -value.value("b")});
      }
      double most = ParetoFront.of(points).hypervolume(reference);
      double chance = ParetoFront.of(points.subList(0, 30)).hypervolume(reference);
      // Half of what chance leaves; thirty points of a line cannot have all of it.
      assertTrue(most - found < (most - chance) / 2, found + " of " + most + ", chance " + chance);
      assertTrue(loop.recommend().isEmpty());
    }
  }

  private static double hypervolume(List<Trial.Finished> trials, double[] reference) {
    return ParetoFront.of(
            trials.stream()
                .map(SeveralOutputsTest::evaluation)
                .map(e -> new double[] {e.value("a"), -e.value("b")})
                .toList())
        .hypervolume(reference);
  }

  /** The optimum lies where the constraint ends. */
  @Test
  void aConstraintIsModelled() {
    Function<Configuration, Evaluation> objective =
        c ->
            Evaluation.of("a", x(c, 0) + x(c, 1))
                .withConstraint("disc", Math.hypot(x(c, 0) - 0.5, x(c, 1) - 0.5) - 0.25);
    try (Loop loop = loop(SQUARE, List.of(MINIMIZED), "disc")) {
      loop.evaluate(objective, 30);
      assertEquals(1 - 0.25 * Math.sqrt(2), leastFeasible(loop), 0.01);
      Configuration recommended = loop.recommend().orElseThrow();
      assertTrue(objective.apply(recommended).isFeasible());
    }
  }

  /** One in a hundred points is feasible: the search for one comes first. */
  @Test
  void aFeasibleRegionIsLookedFor() {
    Function<Configuration, Evaluation> objective =
        c ->
            Evaluation.of("a", x(c, 0))
                .withConstraint("disc", Math.hypot(x(c, 0) - 0.77, x(c, 1) - 0.13) - 0.056);
    try (Loop loop = loop(SQUARE, List.of(MINIMIZED), "disc")) {
      loop.evaluate(objective, 25);
      long feasible =
          loop.finished().stream().filter(trial -> evaluation(trial).isFeasible()).count();
      assertTrue(feasible >= 3, feasible + " feasible");
    }
  }

  /** The second island is better, and far from the first, on which twelve trials lie. */
  @Test
  void aFeasibleRegionIsLeftForABetterOne() {
    Function<Configuration, Evaluation> objective =
        c -> {
          double first = Math.hypot(x(c, 0) - 0.2, x(c, 1) - 0.2) - 0.15;
          double second = Math.hypot(x(c, 0) - 0.8, x(c, 1) - 0.75) - 0.15;
          return Evaluation.of("a", Math.sin(3 * x(c, 1)) - x(c, 0))
              .withConstraint("islands", Math.min(first, second));
        };
    for (int seed = 0; seed < 5; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      try (Loop loop = loop(SQUARE, List.of(MINIMIZED), "islands")) {
        List<Configuration> known = new ArrayList<>();
        while (known.size() < 12) {
          Configuration sampled = SQUARE.sample(random);
          if (x(sampled, 0) + x(sampled, 1) < 0.6) {
            known.add(sampled);
          }
        }
        loop.addEvaluated(known, objective);
        loop.evaluate(objective, 25);
        double best = leastFeasible(loop);
        // The first island's least is −0.075, the second's −0.400.
        assertTrue(best < -0.25, "seed " + seed + ": " + best);
      }
    }
  }

  /**
   * The first objective is least, and known to be, wherever x0 is 0: an end of the front that must
   * not take the trials of the rest. Where the front was not settled and no parameter could be
   * irrelevant it took all of the last 40.
   */
  @Test
  void anEndOfTheFrontDoesNotTakeTheTrialsOfTheRest() {
    Function<Configuration, Evaluation> objective =
        c -> {
          double rest = IntStream.range(1, 5).mapToDouble(j -> x(c, j)).average().orElseThrow();
          return Evaluation.of("a", x(c, 0)).and("b", 9 * rest + 1 - Math.sqrt(x(c, 0)));
        };
    List<ObjectiveSpec> objectives = List.of(MINIMIZED, ObjectiveSpec.minimize("b"));
    try (Loop loop = loop(square(5), objectives)) {
      loop.evaluate(objective, 70);
      long atTheEnd =
          loop.finished().stream()
              .skip(30)
              .filter(trial -> x(trial.configuration(), 0) < 1e-3)
              .count();
      assertTrue(atTheEnd <= 34, atTheEnd + " of 40 trials");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 5})
  void moreObjectives(int count) {
    SearchSpace space = square(3);
    List<ObjectiveSpec> objectives =
        IntStream.range(0, count).mapToObj(k -> ObjectiveSpec.minimize("o" + k)).toList();
    Function<Configuration, Evaluation> objective =
        c -> {
          Evaluation evaluation = Evaluation.of("o0", x(c, 0));
          for (int k = 1; k < count; k++) {
            double value = 1 - x(c, 0) + Math.abs(x(c, 1) - 0.6) * k + Math.pow(x(c, 2) - 0.4, 2);
            evaluation = evaluation.and("o" + k, value);
          }
          return evaluation;
        };
    try (Loop loop = loop(space, objectives)) {
      loop.evaluate(objective, 30);
      double nearest =
          loop.finished().stream()
              .mapToDouble(t -> Math.abs(x(t.configuration(), 1) - 0.6))
              .sorted()
              .skip(4)
              .findFirst()
              .orElseThrow();
      assertTrue(nearest < 0.05, "the fifth nearest is off by " + nearest);
    }
  }

  /** The same log gives the same proposal, whatever has been asked before. */
  @Test
  void aRebuiltStrategyProposesTheSame() {
    Function<Configuration, Evaluation> objective =
        c -> corners(c).withConstraint("left", x(c, 0) - 0.9);
    List<ObjectiveSpec> objectives = List.of(MINIMIZED, ObjectiveSpec.maximize("b"));
    try (Loop loop = loop(SQUARE, objectives, "left");
        Loop again = loop(SQUARE, objectives, "left")) {
      loop.evaluate(objective, 23);
      loop.peek(1);
      again.resume(loop);
      assertEquals(loop.peek(3).configurations(), again.peek(3).configurations());
    }
  }

  /** On average over ten studies: the least of noisy values was lucky as well as good. */
  @Test
  void theLuckiestTrialIsNotTheOneToTake() {
    Function<Configuration, Double> truth =
        c -> Math.pow(x(c, 0) - 0.35, 2) + Math.pow(x(c, 1) - 0.6, 2);
    double luckiest = 0;
    double recommended = 0;
    for (int seed = 0; seed < 10; seed++) {
      Random noise = new Random(seed);
      try (Loop loop = loop(SQUARE, List.of(MINIMIZED))) {
        loop.evaluate(c -> Evaluation.of("a", truth.apply(c) + 0.1 * noise.nextGaussian()), 30);
        Trial.Finished least =
            loop.finished().stream()
                .min(Comparator.comparingDouble(trial -> evaluation(trial).value("a")))
                .orElseThrow();
        luckiest += truth.apply(least.configuration()) / 10;
        recommended += truth.apply(loop.recommend().orElseThrow()) / 10;
      }
    }
    assertTrue(recommended < luckiest, recommended + " against " + luckiest);
  }
}
