package dev.luthier.strategy.gp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.error.InvalidInputException;
import dev.luthier.space.CategoricalParameter;
import dev.luthier.space.Configuration;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.strategy.Prediction;
import dev.luthier.strategy.Proposals;
import dev.luthier.strategy.StrategySetup;
import dev.luthier.strategy.Workload;
import dev.luthier.study.EarlierStudy;
import dev.luthier.study.Evaluation;
import dev.luthier.study.Failure;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.Outcome;
import dev.luthier.testkit.ReferenceCompute;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class WarmStartTest {
  private static final ObjectiveSpec OBJECTIVE = ObjectiveSpec.minimize(Loop.VALUE);
  private static final SearchSpace BOX = box(4);

  private static SearchSpace box(int dimension) {
    var space = SearchSpace.builder();
    for (int i = 0; i < dimension; i++) {
      space.add(RealParameter.linear("x" + i, 0, 1));
    }
    return space.build();
  }

  /** A bowl with its bottom at (at, at, …). */
  private static ToDoubleFunction<Configuration> bowl(double at) {
    return configuration ->
        configuration.asMap().values().stream()
            .mapToDouble(v -> Math.pow((Double) v - at, 2))
            .sum();
  }

  private static EarlierStudy study(
      String name, int trials, long seed, ToDoubleFunction<Configuration> objective) {
    SplittableRandom random = new SplittableRandom(seed);
    List<EarlierStudy.Evaluated> evaluated = new ArrayList<>();
    for (int i = 0; i < trials; i++) {
      Configuration configuration = BOX.sample(random);
      evaluated.add(of(configuration, objective.applyAsDouble(configuration)));
    }
    return new EarlierStudy(name, evaluated);
  }

  private static EarlierStudy.Evaluated of(Configuration configuration, double value) {
    return new EarlierStudy.Evaluated(
        configuration, new Outcome.Completed(Evaluation.of(Loop.VALUE, value)));
  }

  private static StrategySetup setup(SearchSpace space, long seed, EarlierStudy... earlier) {
    return new StrategySetup(
        space,
        List.of(OBJECTIVE),
        List.of(),
        seed,
        Map.of(),
        new ReferenceCompute(),
        List.of(earlier));
  }

  @Test
  void beginsWithWhatEveryStudyFoundBest() {
    EarlierStudy one = study("one", 20, 1, bowl(0.3));
    EarlierStudy two = study("two", 20, 2, bowl(0.5));
    try (Loop loop = new Loop(setup(BOX, 1, one, two))) {
      assertEquals(List.of(best(one), best(two)), loop.ask(2));
    }
  }

  /**
   * The trend is part of what is expected: with the earlier study the few trials of this one
   * predict a bowl that they alone could not, and left out, each of them is still expected.
   */
  @Test
  void whatIsExpectedFollowsTheEarlierStudy() {
    EarlierStudy same = study("same", 60, 1, c -> 100 - 7 * (1 - bowl(0.3).applyAsDouble(c)));
    SplittableRandom random = new SplittableRandom(9);
    try (Loop with = new Loop(setup(BOX, 1, same));
        Loop without = new Loop(setup(BOX, 1))) {
      with.minimize(bowl(0.3), 9);
      without.resume(with);
      List<Configuration> others = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        others.add(BOX.sample(random));
      }
      assertTrue(error(with, others) < 0.3 * error(without, others));
      Proposals proposals = with.peek(1);
      Prediction told =
          Objects.requireNonNull(
              proposals.rationales().getFirst().orElseThrow().predictions().get(Loop.VALUE));
      Prediction seen = predicted(with, proposals.configurations()).getFirst();
      assertEquals(seen.mean(), told.mean(), 1e-9);
      double leftOut =
          with.surrogate().orElseThrow().outputs().getFirst().leftOut().stream()
              .mapToDouble(left -> Math.abs(left.observed() - left.prediction().mean()))
              .max()
              .orElseThrow();
      assertTrue(leftOut < 0.1, "left out " + leftOut);
    }
  }

  private static double error(Loop loop, List<Configuration> others) {
    List<Prediction> predicted = predicted(loop, others);
    double sum = 0;
    for (int i = 0; i < others.size(); i++) {
      sum += Math.abs(predicted.get(i).mean() - bowl(0.3).applyAsDouble(others.get(i)));
    }
    return sum / others.size();
  }

  private static List<Prediction> predicted(Loop loop, List<Configuration> others) {
    return loop.surrogate().orElseThrow().predict(others).stream()
        .map(all -> Objects.requireNonNull(all.get(Loop.VALUE)))
        .toList();
  }

  private static Configuration best(EarlierStudy study) {
    return study.trials().stream()
        .min((a, b) -> Double.compare(value(a), value(b)))
        .orElseThrow()
        .configuration();
  }

  private static double value(EarlierStudy.Evaluated trial) {
    return trial.outcome() instanceof Outcome.Completed(var evaluation)
        ? evaluation.value(Loop.VALUE)
        : Double.POSITIVE_INFINITY;
  }

  /** The bottom is elsewhere by 0.05 in every coordinate, and values are told in another unit. */
  @Test
  void relatedStudiesSaveEvaluations() {
    double cold = 0;
    double warm = 0;
    for (long seed = 0; seed < 4; seed++) {
      EarlierStudy related =
          study("related", 40, seed, c -> 100 - 7 * (1 - bowl(0.35).applyAsDouble(c)));
      try (Loop without = new Loop(setup(BOX, seed));
          Loop with = new Loop(setup(BOX, seed, related))) {
        cold += Math.log10(without.minimize(bowl(0.3), 10));
        warm += Math.log10(with.minimize(bowl(0.3), 10));
      }
    }
    assertTrue(warm / 4 < cold / 4 - 0.5, "cold " + cold / 4 + ", warm " + warm / 4);
  }

  @Test
  void aStudyThatSaysTheOppositeIsNotBelieved() {
    EarlierStudy opposite = study("opposite", 40, 3, c -> -bowl(0.3).applyAsDouble(c));
    try (Loop loop = new Loop(setup(BOX, 5, opposite))) {
      assertTrue(loop.minimize(bowl(0.3), 25) < 0.01);
    }
  }

  @Test
  void proposalsAreAFunctionOfTheLog() {
    EarlierStudy related = study("related", 30, 1, bowl(0.4));
    try (Loop loop = new Loop(setup(BOX, 9, related));
        Loop again = new Loop(setup(BOX, 9, related))) {
      loop.minimize(bowl(0.3), 12);
      again.resume(loop);
      Proposals proposals = loop.peek(2);
      assertEquals(proposals, again.peek(2));
      assertEquals(loop.recommend(), again.recommend());
    }
  }

  @Test
  void aStudyThatOnlyFailedChangesNothing() {
    EarlierStudy failed =
        new EarlierStudy(
            "failed",
            List.of(
                new EarlierStudy.Evaluated(
                    BOX.sample(new SplittableRandom(1)),
                    new Outcome.Failed(new Failure(Failure.Kind.TOLD, "no")))));
    try (Loop without = new Loop(setup(BOX, 2));
        Loop with = new Loop(setup(BOX, 2, failed))) {
      assertEquals(without.minimize(bowl(0.3), 8), with.minimize(bowl(0.3), 8));
    }
  }

  @Test
  void severalObjectivesAreRefused() {
    var several =
        new StrategySetup(
            BOX,
            List.of(OBJECTIVE, ObjectiveSpec.minimize("other")),
            List.of(),
            1,
            Map.of(),
            new ReferenceCompute(),
            List.of(EarlierStudy.named("old")));
    var refused =
        assertThrows(
            InvalidInputException.class, () -> new GaussianProcessProvider().create(several));
    assertEquals("warm_start", refused.field());
  }

  /** Narrower by one range and one choice, with one parameter more and one less. */
  @Test
  void anEditedSpaceKeepsTheTrialsThatFit() {
    var space = SearchSpace.builder();
    space.add(CategoricalParameter.of("kind", List.of("a", "b")));
    space.add(RealParameter.linear("new", 0, 1));
    space.add(RealParameter.linear("x", 0, 1));
    EarlierStudy old =
        new EarlierStudy(
            "old",
            List.of(
                of(Configuration.of(Map.of("x", 0.25, "kind", "a", "gone", 1L)), 1),
                of(Configuration.of(Map.of("x", 1.5, "kind", "a", "gone", 2L)), 2),
                of(Configuration.of(Map.of("x", 0.5, "kind", "c", "gone", 3L)), 3),
                of(Configuration.of(Map.of("x", 1L, "kind", "b", "gone", 4L)), 4)));
    EarlierTrials kept =
        EarlierTrials.of(old, space.build(), new Output.Objective(OBJECTIVE, true));
    assertArrayEquals(new double[] {1, 4}, kept.observed().values());
    assertArrayEquals(new double[] {0.25, 0.5, 0.25}, kept.trials().get(0).point());
    assertArrayEquals(new double[] {0.75, 0.5, 1}, kept.trials().get(1).point());
    assertEquals(Set.of(1), kept.unknown(), "new is the second by name");
  }

  @Test
  void aNewParameterChangesNoExpectation() {
    SearchSpace larger = box(5);
    var candidates = new CandidateSpace(larger);
    var model = new ModelSpace(larger);
    EarlierStudy old = study("old", 30, 4, bowl(0.3));
    try (var earlier =
        new EarlierModels(
            setup(larger, 1, old),
            candidates,
            model,
            new Output.Objective(OBJECTIVE, true),
            new Workload(1, 5, 64))) {
      boolean[] active = {true, true, true, true, true};
      double[] low = earlier.means(model.features(new double[] {0.2, 0.4, 0.3, 0.9, 0}, active));
      double[] high = earlier.means(model.features(new double[] {0.2, 0.4, 0.3, 0.9, 1}, active));
      double[] other = earlier.means(model.features(new double[] {0.7, 0.4, 0.3, 0.9, 1}, active));
      assertArrayEquals(low, high, 1e-4);
      assertNotEquals(low[0], other[0], 1e-2);
    }
  }
}
