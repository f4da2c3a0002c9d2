package dev.luthier.strategy.gp;

import static dev.luthier.space.Condition.when;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.space.CategoricalParameter;
import dev.luthier.space.Configuration;
import dev.luthier.space.IntegerParameter;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.space.SpaceBuilder;
import dev.luthier.strategy.StrategySetup;
import dev.luthier.study.Evaluation;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.testkit.ReferenceCompute;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the strategy makes of what the user believes. */
class BeliefsTest {
  private static final int DIMENSION = 4;
  private static final SearchSpace BOX = box();

  private static SearchSpace box() {
    SpaceBuilder space = SearchSpace.builder();
    for (int i = 0; i < DIMENSION; i++) {
      space.add(RealParameter.linear("x" + i, 0, 1));
    }
    return space.build();
  }

  /** A bowl with its bottom 0 at (at, at, …). */
  private static ToDoubleFunction<Configuration> bowl(double at) {
    return c -> c.asMap().values().stream().mapToDouble(v -> square((Double) v - at)).sum();
  }

  private static double square(double x) {
    return x * x;
  }

  private static Map<String, Object> everywhere(double at, double spread) {
    Map<String, Object> beliefs = new HashMap<>();
    for (int i = 0; i < DIMENSION; i++) {
      beliefs.put("x" + i, Map.of("at", at, "spread", spread));
    }
    return Map.of("beliefs", beliefs);
  }

  @Test
  void aRightBeliefSavesEvaluations() {
    double without = 0;
    double with = 0;
    for (long seed = 100; seed < 105; seed++) {
      try (Loop plain = new Loop(BOX, seed, Map.of());
          Loop guided = new Loop(BOX, seed, everywhere(0.4, 0.2))) {
        without += Math.log10(plain.minimize(bowl(0.3), 10)) / 5;
        with += Math.log10(guided.minimize(bowl(0.3), 10)) / 5;
      }
    }
    assertTrue(with < without - 0.3, "without " + without + ", with " + with);
  }

  /** By twenty deviations in every coordinate. */
  @Test
  void aWrongBeliefIsOvercome() {
    List<Double> best = new ArrayList<>();
    for (long seed = 100; seed < 105; seed++) {
      try (Loop loop = new Loop(BOX, seed, everywhere(0.9, 0.03))) {
        best.add(loop.minimize(bowl(0.3), 40));
      }
    }
    assertTrue(best.stream().allMatch(b -> b < 1e-3), () -> "best are " + best);
  }

  /**
   * Where the net has no point: all of eight coordinates within a tenth. Equal values say nothing.
   */
  @Test
  void theFirstProposalOfTheModelIsWhereAllBeliefsMeet() {
    SpaceBuilder builder = SearchSpace.builder();
    Map<String, Object> beliefs = new HashMap<>();
    for (int i = 0; i < 8; i++) {
      builder.add(RealParameter.linear("x" + i, 0, 1));
      beliefs.put("x" + i, Map.of("at", 0.8, "spread", 0.03));
    }
    try (Loop loop = new Loop(builder.build(), 1, Map.of("beliefs", beliefs))) {
      loop.minimize(_ -> 1, 9);
      Configuration proposed = loop.ask(1).getFirst();
      assertTrue(
          proposed.asMap().values().stream().allMatch(v -> Math.abs((Double) v - 0.8) < 0.1),
          () -> "proposed " + proposed);
    }
  }

  /** Half of the points, and all of these but for the doubt: see InitialDesign. */
  @Test
  void halfOfTheDesignIsDistributedAsIsBelieved() {
    SpaceBuilder builder = SearchSpace.builder();
    builder.add(IntegerParameter.linear("count", 1, 100));
    var kind = builder.add(CategoricalParameter.of("kind", "a", "b", "c", "d"));
    var rate = builder.add(RealParameter.log("rate", 1e-4, 1));
    SearchSpace space = builder.build();
    Belief belief =
        new BeliefReader(space)
            .read(
                Map.of(
                    "kind", Map.of("c", 6),
                    "rate", Map.of("at", 0.01, "spread", 0.02),
                    "count", Map.of("at", 1, "spread", 0.05)));
    var design = new InitialDesign(space, belief, 7);
    List<Configuration> points = IntStream.range(0, 2_048).mapToObj(design::at).toList();
    double doubt = ParameterBelief.DOUBT;
    double ofKind = (1 - doubt) * 6 / 9 + doubt / 4;
    double ofRate = (1 - doubt) * 0.6827 + doubt * 0.04;
    double c = points.stream().filter(p -> p.get(kind).equals("c")).count() / 2_048.0;
    assertEquals(0.5 * ofKind + 0.5 / 4, c, 0.01);
    // Within one deviation, or by chance.
    double near =
        points.stream().filter(p -> Math.abs(Math.log10(p.get(rate)) + 2) < 0.08).count() / 2_048.0;
    assertEquals(0.5 * ofRate + 0.5 * 0.04, near, 0.01);
    // Both at the same time: by itself each would be about as likely.
    double both =
        points.stream()
                .filter(p -> p.get(kind).equals("c"))
                .filter(p -> Math.abs(Math.log10(p.get(rate)) + 2) < 0.08)
                .count()
            / 2_048.0;
    assertEquals(0.5 * ofKind * ofRate + 0.5 * 0.25 * 0.04, both, 0.01);
  }

  /** Equal values say nothing; what is believed decides between choices and between branches. */
  @Test
  void weightsDecideWhereNothingElseDoes() {
    SpaceBuilder builder = SearchSpace.builder();
    var kind = builder.add(CategoricalParameter.of("kind", "a", "b", "c"));
    builder.add(RealParameter.linear("depth", 0, 1), when(kind, "a"));
    builder.add(RealParameter.linear("width", 0, 1), when(kind, "b", "c"));
    SearchSpace space = builder.build();
    Map<String, Object> options = Map.of("beliefs", Map.of("kind", Map.of("b", 50)));
    try (Loop loop = new Loop(space, 1, options)) {
      loop.minimize(_ -> 1, 20);
      long b =
          loop.finished().stream().filter(t -> t.configuration().get(kind).equals("b")).count();
      assertTrue(b > 10, () -> b + " of 20");
    }
  }

  @Test
  void severalObjectivesAreGuidedToo() {
    List<ObjectiveSpec> objectives =
        List.of(ObjectiveSpec.minimize("a"), ObjectiveSpec.minimize("b"));
    double[] distance = new double[2];
    for (int k = 0; k < 2; k++) {
      Map<String, Object> options = k == 0 ? Map.of() : everywhere(0.8, 0.1);
      var setup = new StrategySetup(BOX, objectives, List.of(), 3, options, new ReferenceCompute());
      try (Loop loop = new Loop(setup)) {
        loop.evaluate(
            c ->
                Evaluation.of("a", bowl(0.6).applyAsDouble(c)).and("b", bowl(0.9).applyAsDouble(c)),
            12);
        distance[k] =
            loop.finished().stream()
                .skip(5)
                .mapToDouble(t -> bowl(0.8).applyAsDouble(t.configuration()))
                .average()
                .orElseThrow();
      }
    }
    assertTrue(distance[1] < distance[0], "guided " + distance[1] + ", not " + distance[0]);
  }

  @Test
  void proposalsAreAFunctionOfTheLog() {
    try (Loop loop = new Loop(BOX, 9, everywhere(0.5, 0.1));
        Loop again = new Loop(BOX, 9, everywhere(0.5, 0.1))) {
      loop.minimize(bowl(0.3), 12);
      again.resume(loop);
      assertEquals(loop.peek(3), again.peek(3));
    }
  }

  /** A belief in what is forbidden, of which there is much. */
  @Test
  void whatIsForbiddenIsNotProposed() {
    SpaceBuilder builder = SearchSpace.builder();
    var kind = builder.add(CategoricalParameter.of("kind", "a", "b"));
    var size = builder.add(IntegerParameter.linear("size", 1, 3));
    builder.add(RealParameter.linear("rate", 0, 1), when(kind, "a"));
    builder.forbid(when(kind, "a").and(when(size, 3L)));
    SearchSpace space = builder.build();
    Map<String, Object> options =
        Map.of("beliefs", Map.of("kind", Map.of("a", 99), "size", Map.of("at", 3, "spread", 0.01)));
    SplittableRandom random = new SplittableRandom(4);
    try (Loop loop = new Loop(space, 1, options)) {
      loop.minimize(_ -> random.nextDouble(), 15);
      loop.finished().forEach(t -> assertTrue(space.permits(t.configuration())));
    }
  }
}
