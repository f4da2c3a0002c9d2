package dev.luthier.strategy.gp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.space.CategoricalParameter;
import dev.luthier.space.Condition;
import dev.luthier.space.Configuration;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.space.SpaceBuilder;
import dev.luthier.strategy.Prediction;
import dev.luthier.strategy.Strategy;
import dev.luthier.strategy.StrategySetup;
import dev.luthier.strategy.Surrogate;
import dev.luthier.study.Evaluation;
import dev.luthier.study.Measurement;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.Trial;
import dev.luthier.testkit.ReferenceCompute;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class SurrogateViewTest {
  private static final SearchSpace SQUARE = square();

  private static SearchSpace square() {
    SpaceBuilder space = SearchSpace.builder();
    space.add(RealParameter.log("rate", 1e-4, 1));
    space.add(RealParameter.linear("idle", -5, 5));
    return space.build();
  }

  private static Prediction prediction(Map<String, Prediction> all, String name) {
    return Objects.requireNonNull(all.get(name));
  }

  private static double number(Configuration configuration, String name) {
    return (Double) configuration.find(name).orElseThrow();
  }

  /** Depends on the rate alone, which matters over all its decades. */
  private static double wave(Configuration configuration) {
    return 100 + 7 * Math.sin(Math.log10(number(configuration, "rate")) * 1.5);
  }

  private static Loop loop(SearchSpace space, List<ObjectiveSpec> objectives, String... names) {
    return new Loop(
        new StrategySetup(space, objectives, List.of(names), 1, Map.of(), new ReferenceCompute()));
  }

  private static List<Configuration> random(SearchSpace space, int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Configuration> some = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      some.add(space.sample(random));
    }
    return some;
  }

  private static Surrogate.Output only(Loop loop) {
    List<Surrogate.Output> outputs = loop.surrogate().orElseThrow().outputs();
    assertEquals(1, outputs.size());
    return outputs.getFirst();
  }

  @Test
  void thereIsNoneBeforeTheModelHasASay() {
    try (Loop loop = loop(SQUARE, List.of(ObjectiveSpec.minimize("value")))) {
      assertEquals(Optional.empty(), loop.surrogate());
      loop.add(random(SQUARE, 3, 1), SurrogateViewTest::wave);
      assertEquals(Optional.empty(), loop.surrogate());
      loop.add(random(SQUARE, 1, 2), SurrogateViewTest::wave);
      assertTrue(loop.surrogate().isPresent());
    }
  }

  @Test
  void allFailedOrAllTheSameIsNoReasonToThrow() {
    try (Loop loop = loop(SQUARE, List.of(ObjectiveSpec.minimize("value")))) {
      loop.add(random(SQUARE, 8, 1), _ -> Double.NaN);
      assertEquals(Optional.empty(), loop.surrogate());
      loop.add(random(SQUARE, 8, 2), _ -> 3);
      Surrogate.Output output = only(loop);
      assertEquals(8, output.observations(), "failed trials have no value");
      assertEquals(8, output.leftOut().size());
      List<Map<String, Prediction>> predictions =
          loop.surrogate().orElseThrow().predict(random(SQUARE, 2, 3));
      assertEquals(3, prediction(predictions.getFirst(), "value").mean(), 1e-9);
    }
  }

  @Test
  void valuesOfWhichNoneIsFiniteHaveNoUnits() {
    try (Loop loop = loop(SQUARE, List.of(ObjectiveSpec.minimize("value")))) {
      loop.add(random(SQUARE, 8, 1), _ -> Double.POSITIVE_INFINITY);
      Surrogate surrogate = loop.surrogate().orElseThrow();
      assertEquals(List.of(), surrogate.outputs());
      assertEquals(List.of(Map.of()), surrogate.predict(random(SQUARE, 1, 2)));
      assertEquals(Map.of(), loop.peek(1).rationales().getFirst().orElseThrow().predictions());
      loop.add(random(SQUARE, 8, 3), SurrogateViewTest::wave);
      assertEquals(16, only(loop).observations());
      assertEquals(8, only(loop).leftOut().size(), "the others cannot be compared");
    }
  }

  /** Where the function is smooth and known, the model is right, in the units it was told. */
  @Test
  void predictionsAreInTheValuesUnitsWhicheverWayIsBetter() {
    for (ObjectiveSpec objective :
        List.of(ObjectiveSpec.minimize("value"), ObjectiveSpec.maximize("value"))) {
      for (boolean isBent : new boolean[] {false, true}) {
        double sign = objective.equals(ObjectiveSpec.minimize("value")) ? 1 : -1;
        ToDoubleFunction<Configuration> value =
            c -> isBent ? sign * Math.exp(wave(c) - 100) : sign * wave(c);
        try (Loop loop = loop(SQUARE, List.of(objective))) {
          loop.add(random(SQUARE, 40, 1), value);
          List<Configuration> others = random(SQUARE, 300, 2);
          List<Map<String, Prediction>> predictions =
              loop.surrogate().orElseThrow().predict(others);
          int within = 0;
          for (int i = 0; i < others.size(); i++) {
            Prediction prediction = prediction(predictions.get(i), "value");
            double truth = value.applyAsDouble(others.get(i));
            assertTrue(prediction.deviation() >= 0);
            within += Math.abs(truth - prediction.mean()) <= 3 * prediction.deviation() ? 1 : 0;
          }
          // A smooth function of a model that expects a rougher one is surprising seldom.
          assertTrue(within > 270, within + " of 300 " + objective + isBent);
        }
      }
    }
  }

  @Test
  void leftOutValuesAreThoseToldAndPredictedByTheOthers() {
    try (Loop loop = loop(SQUARE, List.of(ObjectiveSpec.maximize("value")))) {
      List<Configuration> tried = random(SQUARE, 30, 1);
      loop.add(tried.subList(0, 10), SurrogateViewTest::wave);
      loop.add(random(SQUARE, 1, 5), _ -> Double.NaN);
      loop.add(tried.subList(10, 30), SurrogateViewTest::wave);
      List<Surrogate.LeftOut> leftOut = only(loop).leftOut();
      assertEquals(30, leftOut.size());
      double error = 0;
      for (int i = 0; i < 30; i++) {
        assertEquals(i < 10 ? i : i + 1, leftOut.get(i).trial(), "the failed one has number 10");
        assertEquals(wave(tried.get(i)), leftOut.get(i).observed());
        error += Math.abs(wave(tried.get(i)) - leftOut.get(i).prediction().mean()) / 30;
      }
      assertTrue(error < 1, error + " where values range over 14");
    }
  }

  /** Its final value is predicted for the model, and nobody has observed it. */
  @Test
  void aPrunedTrialIsNotAmongThoseLeftOut() {
    Trial.Timing timing = new Trial.Timing("test", Instant.EPOCH, Instant.EPOCH);
    List<Trial.Finished> finished = new ArrayList<>();
    for (Configuration configuration : random(SQUARE, 12, 1)) {
      double value = wave(configuration);
      List<Measurement> reports = List.of(Measurement.of(1, "value", value + 10));
      long number = finished.size();
      finished.add(
          number == 7
              ? new Trial.Pruned(number, configuration, reports, timing, "median")
              : new Trial.Completed(
                  number, configuration, reports, timing, Evaluation.of("value", value)));
    }
    StrategySetup setup =
        new StrategySetup(
            SQUARE,
            List.of(ObjectiveSpec.minimize("value")),
            List.of(),
            1,
            Map.of(),
            new ReferenceCompute());
    try (Strategy strategy = new GaussianProcessProvider().create(setup)) {
      strategy.observe(finished);
      Surrogate.Output output = strategy.surrogate().orElseThrow().outputs().getFirst();
      assertEquals(12, output.observations(), "the model has it");
      assertEquals(
          List.of(0L, 1L, 2L, 3L, 4L, 5L, 6L, 8L, 9L, 10L, 11L),
          output.leftOut().stream().map(Surrogate.LeftOut::trial).toList());
    }
  }

  @Test
  void theParameterThatMattersHasTheShortScale() {
    try (Loop loop = loop(SQUARE, List.of(ObjectiveSpec.minimize("value")))) {
      loop.add(random(SQUARE, 40, 1), SurrogateViewTest::wave);
      Map<String, Double> scales = only(loop).lengthScales();
      assertEquals(Set.of("rate", "idle"), scales.keySet());
      assertTrue(
          scales.getOrDefault("rate", 9.0) < 0.5 * scales.getOrDefault("idle", 0.0),
          scales.toString());
    }
  }

  /** Twenty times the same two configurations, with normal noise of a known deviation. */
  @Test
  void noiseIsInTheValuesUnits() {
    SplittableRandom random = new SplittableRandom(3);
    try (Loop loop = loop(SQUARE, List.of(ObjectiveSpec.maximize("value")))) {
      for (Configuration configuration : random(SQUARE, 5, 1)) {
        for (int i = 0; i < 16; i++) {
          loop.add(List.of(configuration), c -> 1_000 * wave(c) + 500 * random.nextGaussian());
        }
      }
      double noise = only(loop).noise();
      // Of 75 degrees of freedom; a prior that prefers little noise, and a bent scale.
      assertTrue(noise > 300 && noise < 800, "noise " + noise);
    }
  }

  @Test
  void constraintsAreModelledInTheirUnitsToo() {
    try (Loop loop = loop(SQUARE, List.of(ObjectiveSpec.minimize("value")), "limit")) {
      List<Configuration> tried = random(SQUARE, 30, 1);
      loop.addEvaluated(
          tried,
          c -> Evaluation.of("value", wave(c)).withConstraint("limit", 50 * number(c, "idle")));
      Surrogate surrogate = loop.surrogate().orElseThrow();
      assertEquals(
          List.of("value", "limit"),
          surrogate.outputs().stream().map(Surrogate.Output::name).toList());
      Configuration middle = SQUARE.configuration(Map.of("rate", 0.01, "idle", 2.0));
      Prediction limit = prediction(surrogate.predict(List.of(middle)).getFirst(), "limit");
      assertEquals(100, limit.mean(), 25);
    }
  }

  /** Configurations of every branch are predicted, and scales are told of what is seen. */
  @Test
  void conditionalParametersHaveScalesAndPredictions() {
    SpaceBuilder builder = SearchSpace.builder();
    CategoricalParameter<String> kind =
        builder.add(CategoricalParameter.of("kind", "plain", "tuned"));
    builder.add(RealParameter.linear("x", 0, 1));
    builder.add(RealParameter.linear("depth", 0, 1), Condition.when(kind, "tuned"));
    SearchSpace space = builder.build();
    ToDoubleFunction<Configuration> value =
        c -> number(c, "x") + (c.find("depth").isPresent() ? number(c, "depth") : 0.5);
    try (Loop loop = loop(space, List.of(ObjectiveSpec.minimize("value")))) {
      loop.add(random(space, 40, 1), value);
      assertEquals(Set.of("kind", "x", "depth"), only(loop).lengthScales().keySet());
      List<Configuration> others = random(space, 50, 2);
      List<Map<String, Prediction>> predictions = loop.surrogate().orElseThrow().predict(others);
      for (int i = 0; i < others.size(); i++) {
        double truth = value.applyAsDouble(others.get(i));
        assertEquals(truth, prediction(predictions.get(i), "value").mean(), 0.3);
      }
    }
  }

  /** Bit for bit, as the contract has it. */
  @Test
  void lookingAtTheModelChangesNoProposal() {
    try (Loop looked = loop(SQUARE, List.of(ObjectiveSpec.minimize("value")));
        Loop blind = loop(SQUARE, List.of(ObjectiveSpec.minimize("value")))) {
      for (int i = 0; i < 14; i++) {
        looked
            .surrogate()
            .ifPresent(
                model -> {
                  assertNotEquals(List.of(), model.outputs());
                  model.predict(random(SQUARE, 3, 7));
                });
        assertEquals(blind.ask(2), looked.ask(2));
        blind.tell(SurrogateViewTest::wave);
        looked.tell(SurrogateViewTest::wave);
      }
      Trial.Finished last = looked.finished().getLast();
      assertEquals(blind.finished().getLast().configuration(), last.configuration());
    }
  }
}
