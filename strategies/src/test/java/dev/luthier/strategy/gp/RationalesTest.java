package dev.luthier.strategy.gp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.space.Configuration;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.space.SpaceBuilder;
import dev.luthier.strategy.Prediction;
import dev.luthier.strategy.Proposals;
import dev.luthier.strategy.Rationale;
import dev.luthier.strategy.Rationale.Motive;
import dev.luthier.strategy.StrategySetup;
import dev.luthier.strategy.Surrogate;
import dev.luthier.study.Evaluation;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.Trial;
import dev.luthier.testkit.ReferenceCompute;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class RationalesTest {
  private static final SearchSpace SQUARE = square();

  private static SearchSpace square() {
    SpaceBuilder space = SearchSpace.builder();
    space.add(RealParameter.linear("x", 0, 1));
    space.add(RealParameter.linear("y", 0, 1));
    return space.build();
  }

  private static Prediction prediction(Map<String, Prediction> all, String name) {
    return Objects.requireNonNull(all.get(name));
  }

  private static double x(Configuration configuration) {
    return (Double) configuration.find("x").orElseThrow();
  }

  private static double y(Configuration configuration) {
    return (Double) configuration.find("y").orElseThrow();
  }

  private static Loop loop(List<ObjectiveSpec> objectives, String... names) {
    return new Loop(
        new StrategySetup(SQUARE, objectives, List.of(names), 1, Map.of(), new ReferenceCompute()));
  }

  private static double bumps(Configuration c) {
    return Math.sin(9 * x(c)) + Math.cos(7 * y(c)) + x(c);
  }

  private static List<Configuration> tried(Loop loop) {
    return loop.finished().stream().map(Trial.Finished::configuration).toList();
  }

  /** The open trials, and those proposed before in the same answer, are not believed in. */
  @Test
  void predictionsAreThoseOfTheModelAsItIs() {
    try (Loop loop = loop(List.of(ObjectiveSpec.maximize("value")))) {
      loop.evaluate(c -> Evaluation.of("value", bumps(c)), 9);
      loop.ask(2);
      Proposals proposals = loop.peek(3);
      List<Map<String, Prediction>> predictions =
          loop.surrogate().orElseThrow().predict(proposals.configurations());
      for (int i = 0; i < 3; i++) {
        Rationale why = proposals.rationales().get(i).orElseThrow();
        Prediction expected = prediction(predictions.get(i), "value");
        Prediction told = prediction(why.predictions(), "value");
        assertEquals(expected.mean(), told.mean(), 1e-9);
        assertEquals(expected.deviation(), told.deviation(), 1e-9);
        assertTrue(why.acquisition().isPresent());
      }
    }
  }

  /** The motive by predictions alone, of what was proposed and of all that had been tried. */
  @Test
  void exploitationIsAMeanBetterThanAllThatHasBeenFound() {
    Map<Motive, Integer> counts = new EnumMap<>(Motive.class);
    try (Loop loop = loop(List.of(ObjectiveSpec.maximize("value")))) {
      for (int i = 0; i < 25; i++) {
        Proposals proposals = loop.peek(1);
        Rationale why = proposals.rationales().getFirst().orElseThrow();
        Optional<Surrogate> model = loop.surrogate();
        assertEquals(model.isPresent(), why.motive() != Motive.DESIGN);
        model.ifPresent(
            its -> {
              double mean = prediction(why.predictions(), "value").mean();
              double best =
                  its.predict(tried(loop)).stream()
                      .mapToDouble(p -> prediction(p, "value").mean())
                      .max()
                      .orElseThrow();
              if (Math.abs(mean - best) > 1e-3) { // An observation's mean is known up to jitter.
                assertEquals(mean > best, why.motive() == Motive.EXPLOITATION);
              }
            });
        counts.merge(why.motive(), 1, Integer::sum);
        loop.evaluate(c -> Evaluation.of("value", bumps(c)), 1);
      }
    }
    assertEquals(4, counts.get(Motive.DESIGN));
    assertTrue(counts.getOrDefault(Motive.EXPLORATION, 0) > 0, counts.toString());
    assertTrue(counts.getOrDefault(Motive.EXPLOITATION, 0) > 0, counts.toString());
  }

  @Test
  void whatThereIsOfADesignHasNoPredictions() {
    try (Loop loop = loop(List.of(ObjectiveSpec.minimize("value")))) {
      Rationale why = loop.peek(2).rationales().getLast().orElseThrow();
      assertEquals(Rationales.DESIGN, why);
      assertEquals(Map.of(), why.predictions());
    }
  }

  /** Distances to two corners: means that no observed mean dominates are exploitation. */
  @Test
  void ofSeveralObjectivesItIsAMeanThatIsNotDominated() {
    List<ObjectiveSpec> objectives =
        List.of(ObjectiveSpec.minimize("a"), ObjectiveSpec.maximize("b"));
    Function<Configuration, Evaluation> corners =
        c ->
            Evaluation.of("a", Math.hypot(x(c) - 0.2, y(c) - 0.3))
                .and("b", -Math.hypot(x(c) - 0.8, y(c) - 0.7));
    int compared = 0;
    try (Loop loop = loop(objectives)) {
      loop.evaluate(corners, 6);
      for (int i = 0; i < 8; i++) {
        Rationale why = loop.peek(1).rationales().getFirst().orElseThrow();
        Map<String, Prediction> its = why.predictions();
        List<Map<String, Prediction>> known = loop.surrogate().orElseThrow().predict(tried(loop));
        double slack =
            known.stream()
                .mapToDouble(
                    k ->
                        Math.max(
                            prediction(its, "a").mean() - prediction(k, "a").mean(),
                            prediction(k, "b").mean() - prediction(its, "b").mean()))
                .map(Math::abs)
                .min()
                .orElseThrow();
        boolean isDominated =
            known.stream()
                .anyMatch(
                    k ->
                        prediction(k, "a").mean() <= prediction(its, "a").mean()
                            && prediction(k, "b").mean() >= prediction(its, "b").mean());
        if (slack > 1e-3) {
          compared++;
          assertEquals(!isDominated, why.motive() == Motive.EXPLOITATION);
        }
        loop.evaluate(corners, 1);
      }
    }
    assertTrue(compared > 3, "compared " + compared);
  }

  /** However good the value, a configuration that is expected to break a constraint explores. */
  @Test
  void whatIsExpectedToBreakAConstraintIsNoExploitation() {
    Function<Configuration, Evaluation> ridge =
        c -> Evaluation.of("value", -x(c)).withConstraint("limit", x(c) - 0.5);
    int modelled = 0;
    try (Loop loop = loop(List.of(ObjectiveSpec.minimize("value")), "limit")) {
      for (int i = 0; i < 14; i++) {
        Rationale why = loop.peek(1).rationales().getFirst().orElseThrow();
        Optional<Prediction> limit = Optional.ofNullable(why.predictions().get("limit"));
        if (limit.isPresent() && limit.get().mean() > 1e-9) {
          assertEquals(Motive.EXPLORATION, why.motive());
        }
        modelled += limit.isPresent() ? 1 : 0;
        loop.evaluate(ridge, 1);
      }
    }
    assertEquals(10, modelled);
  }
}
