package dev.luthier.strategy.gp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.luthier.error.InvalidInputException;
import dev.luthier.space.CategoricalParameter;
import dev.luthier.space.IntegerParameter;
import dev.luthier.space.OrdinalParameter;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.space.SpaceBuilder;
import dev.luthier.strategy.StrategySetup;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.testkit.ReferenceCompute;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BeliefReaderTest {
  private static final SearchSpace SPACE = space();

  private enum Speed {
    SLOW,
    FAST
  }

  private static SearchSpace space() {
    SpaceBuilder space = SearchSpace.builder();
    space.add(OrdinalParameter.of("batch", 16, 32, 64, 128));
    space.add(CategoricalParameter.bool("flag"));
    space.add(IntegerParameter.linear("layers", 1, 10));
    space.add(CategoricalParameter.of("optimizer", "adam", "sgd", "rms"));
    space.add(RealParameter.log("rate", 1e-4, 1));
    space.add(RealParameter.linear("share", 0, 1).step(0.25));
    space.add(CategoricalParameter.of("speed", Speed.SLOW, Speed.FAST));
    space.add(OrdinalParameter.of("where", "at", "off"));
    return space.build();
  }

  private static ParameterBelief read(String name, Map<String, ?> said) {
    Belief belief = new BeliefReader(SPACE).read(Map.of(name, said));
    assertEquals(1, belief.parameters().size());
    int index = SPACE.parameters().indexOf(SPACE.find(name).orElseThrow());
    return belief.of(index).orElseThrow();
  }

  private static void assertSame(ParameterBelief expected, ParameterBelief read) {
    for (double u : new double[] {0.05, 0.125, 0.3, 0.5, 0.7, 0.95}) {
      assertEquals(expected.density(u), read.density(u), 1e-12);
    }
  }

  @Test
  void aNumberIsOnItsOwnScale() {
    assertSame(new NormalBelief(0.25, 0.1), read("rate", Map.of("at", 0.001, "spread", 0.1)));
    assertSame(new NormalBelief(1, 1), read("rate", Map.of("at", 1, "spread", 1)));
    assertSame(new NormalBelief(0.25, 0.25), read("layers", Map.of("at", 3L)));
    assertSame(new NormalBelief(0.5, 0.01), read("share", Map.of("at", 0.5, "spread", 0.01)));
  }

  @Test
  void choicesAreWeighedByTheirText() {
    assertSame(weights(3, 0.5, 1), read("optimizer", Map.of("adam", 3, "sgd", 0.5)));
    assertSame(weights(1, 2), read("flag", Map.of("true", 2L)));
    assertSame(weights(1, 4), read("speed", Map.of("FAST", 4)));
  }

  @Test
  void ordinalsHaveEitherForm() {
    assertSame(new NormalBelief(0.375, 0.2), read("batch", Map.of("at", 32, "spread", 0.2)));
    assertSame(weights(1, 1, 5, 2), read("batch", Map.of("64", 5, "128.0", 2)));
    assertSame(weights(5, 1), read("where", Map.of("at", 5)));
  }

  private static ParameterBelief weights(double... weights) {
    return new WeightedBelief(weights);
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of(List.of(1), " = [1]: must be a map"),
        Arguments.of(Map.of(), " = {}: must name at least one parameter"),
        of("rat", Map.of("at", 1), ".rat = {at=1}: is not a parameter; did you mean rate?"),
        of("rate", 0.1, ".rate = 0.1: must be a map, such as {at: 1.0E-4, spread: 0.25}"),
        of("optimizer", "adam", ".optimizer = adam: must be a map, such as {adam: 3}"),
        of("rate", Map.of(), ".rate.at = (missing): is required"),
        of("rate", Map.of("spread", 0.1), ".rate.at = (missing): is required"),
        of("rate", Map.of("at", 2), ".rate.at = 2: must lie in [1.0E-4, 1.0]"),
        of("rate", Map.of("at", "small"), ".rate.at = small: must be a number"),
        of("layers", Map.of("at", 11), ".layers.at = 11: must lie in [1, 10]"),
        of("share", Map.of("at", 0.3), ".share.at = 0.3: must be 0.0 plus a multiple of step 0.25"),
        of("batch", Map.of("at", 20), ".batch.at = 20: must be one of [16, 32, 64, 128]"),
        spread(0),
        spread(-0.1),
        spread(0.009),
        spread(1.5),
        spread(Double.NaN),
        spread("wide"),
        of(
            "rate",
            Map.of("at", 0.1, "spred", 1),
            ".rate.spred = 1: must be at or spread: {at: 1.0E-4, spread: 0.25}"),
        of(
            "optimizer",
            Map.of(),
            ".optimizer = {}: must weigh at least one choice, such as {adam: 3}"),
        of("batch", Map.of(), ".batch = {}: must weigh at least one choice, such as {16: 3}"),
        of(
            "optimizer",
            Map.of("adams", 3),
            ".optimizer.adams = 3: is not a choice; the choices are [adam, sgd, rms]; did you mean"
                + " adam?"),
        of(
            "optimizer",
            Map.of("at", "adam"),
            ".optimizer.at = adam: is not a choice; the choices are [adam, sgd, rms]"),
        weight(0),
        weight(-1),
        weight(Double.POSITIVE_INFINITY),
        weight(Double.NaN),
        weight("much"),
        weight(List.of(1)),
        of(
            "optimizer",
            Collections.singletonMap("adam", null),
            ".optimizer.adam = null: must be a positive number, a weight"));
  }

  private static Arguments of(String name, Object said, String message) {
    return Arguments.of(Map.of(name, said), message);
  }

  private static Arguments spread(Object spread) {
    return of(
        "rate",
        Map.of("at", 0.1, "spread", spread),
        ".rate.spread = " + spread + ": must be a part of the range, in [0.01, 1]");
  }

  private static Arguments weight(Object weight) {
    return of(
        "optimizer",
        Map.of("adam", weight),
        ".optimizer.adam = " + weight + ": must be a positive number, a weight");
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void mistakesAreNamed(Object beliefs, String message) {
    var setup =
        new StrategySetup(
            SPACE,
            List.of(ObjectiveSpec.minimize("value")),
            List.of(),
            1,
            Map.of("beliefs", beliefs),
            new ReferenceCompute());
    var refused =
        assertThrows(
            InvalidInputException.class, () -> new GaussianProcessProvider().create(setup));
    assertEquals("strategy.options.beliefs" + message, refused.getMessage());
  }
}
