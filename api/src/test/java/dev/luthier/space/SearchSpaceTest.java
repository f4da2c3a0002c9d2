package dev.luthier.space;

import static dev.luthier.space.Condition.when;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.error.InvalidInputException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SearchSpaceTest {
  private static final List<Integer> DECLARED =
      IntStream.range(0, Spaces.CONDITIONAL_PARAMETERS).boxed().toList();

  @RepeatedTest(200)
  void orderOfDeclarationChangesNothing(RepetitionInfo repetition) {
    List<Integer> order = new ArrayList<>(DECLARED);
    Collections.shuffle(order, new Random(repetition.getCurrentRepetition()));
    SearchSpace a = Spaces.conditional(DECLARED);
    SearchSpace b = Spaces.conditional(order);
    assertEquals(a.toJson(), b.toJson());
    assertEquals(a.fingerprint(), b.fingerprint());
    assertEquals(
        a.sample(new SplittableRandom(3)), b.sample(new SplittableRandom(3)), "same proposals");
  }

  @Test
  void parentsStandBeforeChildrenThenByName() {
    List<String> names =
        Spaces.conditional(DECLARED).parameters().stream().map(Parameter::name).toList();
    assertEquals(
        List.of("folds", "model", "rate", "scale", "ccp", "kernel", "layers", "width2", "width3"),
        names);
  }

  @Test
  void fingerprintTellsSpacesApart() {
    Set<String> prints = new HashSet<>();
    List<Parameter<?>> variants =
        List.of(
            RealParameter.linear("x", 0, 1),
            RealParameter.linear("x", 0, 2),
            RealParameter.linear("x", 0, 1).step(0.5),
            RealParameter.log("x", 1, 2),
            IntegerParameter.linear("x", 0, 1),
            IntegerParameter.linear("x", 0, 1).step(1),
            CategoricalParameter.of("x", "a", "b"),
            CategoricalParameter.of("x", "b", "a"),
            OrdinalParameter.of("x", "a", "b"),
            CategoricalParameter.bool("x"),
            CategoricalParameter.fixed("x", "a"),
            CategoricalParameter.of("y", "a", "b"));
    for (Parameter<?> variant : variants) {
      var builder = SearchSpace.builder();
      builder.add(variant);
      assertTrue(prints.add(builder.build().fingerprint()), () -> variant + " looks like another");
    }
  }

  @RepeatedTest(300)
  void samplesArePermittedAndActivateExactlyWhatTheirConditionsSay(RepetitionInfo repetition) {
    SearchSpace space = Spaces.conditional(DECLARED);
    Configuration c = space.sample(new SplittableRandom(repetition.getCurrentRepetition()));
    assertTrue(space.permits(c));
    for (Parameter<?> parameter : space.parameters()) {
      assertEquals(space.conditionOf(parameter).holds(c), c.isActive(parameter));
    }
  }

  @Test
  void sampleFindsTheOneConfigurationThatIsNotForbidden() {
    var builder = SearchSpace.builder();
    List<OrdinalParameter<Long>> digits = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      digits.add(
          builder.add(
              OrdinalParameter.of(
                  "d" + i, IntStream.range(0, 10).mapToObj(Long::valueOf).toList())));
    }
    for (OrdinalParameter<Long> digit : digits) {
      for (long v = 0; v < 10; v++) {
        if (v != 7) {
          builder.forbid(when(digit, v));
        }
      }
    }
    Configuration only = builder.build().sample(new SplittableRandom(1));
    assertEquals("{\"d0\":7,\"d1\":7,\"d2\":7,\"d3\":7,\"d4\":7,\"d5\":7}", only.toJson());
  }

  @Test
  void latticeListsEveryPermittedConfigurationOnce() {
    var builder = SearchSpace.builder();
    var a = builder.add(CategoricalParameter.of("a", "x", "y"));
    builder.add(IntegerParameter.linear("b", 1, 3), when(a, "x"));
    var c = builder.add(CategoricalParameter.bool("c"));
    builder.forbid(when(a, "y").and(when(c, true)));
    List<String> all = new ArrayList<>();
    Lattice.complete(builder.build(), 1).forEach(configuration -> all.add(configuration.toJson()));
    assertEquals(
        List.of(
            "{\"a\":\"x\",\"b\":1,\"c\":false}",
            "{\"a\":\"x\",\"b\":2,\"c\":false}",
            "{\"a\":\"x\",\"b\":3,\"c\":false}",
            "{\"a\":\"x\",\"b\":1,\"c\":true}",
            "{\"a\":\"x\",\"b\":2,\"c\":true}",
            "{\"a\":\"x\",\"b\":3,\"c\":true}",
            "{\"a\":\"y\",\"c\":false}"),
        all);
  }

  @Test
  void latticePassesOverForbiddenBlocksWithoutWalkingThem() {
    var builder = SearchSpace.builder();
    CategoricalParameter<Boolean> before = builder.add(CategoricalParameter.bool("s00"));
    for (int i = 1; i < 40; i++) {
      var next = builder.add(CategoricalParameter.bool("s" + (i < 10 ? "0" : "") + i));
      builder.forbid(when(before, true).and(when(next, false)));
      before = next;
    }
    int count = 0;
    for (Configuration _ : Lattice.complete(builder.build(), 1)) {
      count++; // Of 2^40 cells, those that switch from false to true once: 41.
    }
    assertEquals(41, count);
  }

  @Test
  void coarseLatticeSpreadsNumbersWithoutStepAndKeepsSteps() {
    var builder = SearchSpace.builder();
    builder.add(RealParameter.log("rate", 1e-4, 1));
    builder.add(RealParameter.linear("drop", 0, 0.2).step(0.1));
    List<Double> rates = new ArrayList<>();
    Set<Object> drops = new HashSet<>();
    for (Configuration c : Lattice.coarse(builder.build(), 5)) {
      rates.add((Double) c.find("rate").orElseThrow());
      drops.add(c.find("drop").orElseThrow());
    }
    assertEquals(15, rates.size());
    assertEquals(Set.of(0.0, 0.1, 0.2), drops);
    List<Double> distinct = rates.stream().distinct().sorted().toList();
    double[] expected = {1e-4, 1e-3, 1e-2, 1e-1, 1};
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], distinct.get(i), 1e-14);
    }
  }

  @Test
  void emptySpaceHasOneConfiguration() {
    SearchSpace space = SearchSpace.builder().build();
    assertEquals(Configuration.empty(), space.sample(new SplittableRandom(0)));
    assertTrue(space.isFinite() && space.mayRepeat());
    List<Configuration> all = new ArrayList<>();
    Lattice.complete(space, 1).forEach(all::add);
    assertEquals(List.of(Configuration.empty()), all);
  }

  @Test
  void mayRepeatOnlyWithoutAnAlwaysActiveContinuum() {
    assertFalse(Spaces.conditional(DECLARED).mayRepeat());
    var builder = SearchSpace.builder();
    var a = builder.add(CategoricalParameter.of("a", "x", "y"));
    builder.add(RealParameter.linear("r", 0, 1), when(a, "x"));
    assertTrue(builder.build().mayRepeat());
  }

  @Test
  void valuesFromOutsideTakeTheParametersType() {
    var builder = SearchSpace.builder();
    var width = builder.add(IntegerParameter.linear("width", 1, 8));
    var rate = builder.add(RealParameter.linear("rate", 0, 1));
    var batch = builder.add(OrdinalParameter.of("batch", 16, 32));
    Configuration c = builder.build().configuration(Map.of("width", 4.0, "rate", 1, "batch", 32L));
    assertEquals(4L, c.get(width));
    assertEquals(1.0, c.get(rate));
    assertEquals(32, c.get(batch));
    assertEquals("{\"batch\":32,\"rate\":1.0,\"width\":4}", c.toJson());
  }

  @Test
  void gettingAnInactiveParameterSaysSo() {
    var builder = SearchSpace.builder();
    var a = builder.add(CategoricalParameter.of("a", "x", "y"));
    var b = builder.add(RealParameter.linear("b", 0, 1), when(a, "x"));
    Configuration c = builder.build().configuration(Map.of("a", "y"));
    var thrown = assertThrows(IllegalStateException.class, () -> c.get(b));
    assertEquals("b is not active in {\"a\":\"y\"}", thrown.getMessage());
  }

  static Stream<Arguments> mistakes() {
    var mode = CategoricalParameter.of("mode", "a", "b");
    var x = RealParameter.linear("x", 0, 1);
    return Stream.of(
        mistake("x.low", "2.0", () -> RealParameter.linear("x", 2, 1)),
        mistake("x.low", "NaN", () -> RealParameter.linear("x", Double.NaN, 1)),
        mistake("x.high", "Infinity", () -> RealParameter.linear("x", 0, Double.POSITIVE_INFINITY)),
        mistake("x.high", "1.7E308", () -> RealParameter.linear("x", -1.7e308, 1.7e308)),
        mistake("x.low", "0.0", () -> RealParameter.log("x", 0, 1)),
        mistake("x.step", "2.0", () -> x.step(2)),
        mistake("x.step", "0.0", () -> x.step(0)),
        mistake("x.step", "NaN", () -> x.step(Double.NaN)),
        mistake("x.step", "1.0E-20", () -> x.step(1e-20)),
        mistake("n.low", "9", () -> IntegerParameter.linear("n", 9, 8)),
        mistake("n.low", "0", () -> IntegerParameter.log("n", 0, 8)),
        mistake(
            "n.high", "9223372036854775807", () -> IntegerParameter.linear("n", 0, Long.MAX_VALUE)),
        mistake("n.step", "9", () -> IntegerParameter.linear("n", 0, 8).step(9)),
        mistake("n.step", "0", () -> IntegerParameter.linear("n", 0, 8).step(0)),
        mistake("c.choices", "[]", () -> CategoricalParameter.of("c", List.of())),
        mistake("c.choices", "a", () -> CategoricalParameter.of("c", "a", "a")),
        mistake("c.choices", "NaN", () -> CategoricalParameter.of("c", 1.0, Double.NaN)),
        mistake("c.choices", "[1]", () -> CategoricalParameter.of("c", List.of(1L), List.of())),
        mistake("name", "a b", () -> RealParameter.linear("a b", 0, 1)),
        mistake("name", "", () -> RealParameter.linear("", 0, 1)),
        mistake("name", "x", () -> space(x, x)),
        mistake("x.when.mode", "c", () -> conditional(x, when(mode, "c"), mode)),
        mistake("x.when.mode", "[a]", () -> conditional(x, when(mode, "a"))),
        mistake(
            "y.when.x",
            "[0.5]",
            () -> conditional(RealParameter.linear("y", 0, 1), when(x, 0.5), x)),
        mistake("forbidden[0]", "{}", () -> SearchSpace.builder().forbid(Condition.ALWAYS).build()),
        mistake("forbidden[0].x", "[0.5]", () -> forbidding(when(x, 0.5), x)),
        mistake("forbidden", "1 combinations", () -> forbidding(when(mode, "a", "b"), mode)),
        mistake("mode", "[b]", () -> when(mode, "a").and(when(mode, "b"))));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void everyMistakeNamesFieldAndValue(String field, String value, Executable mistake) {
    var thrown = assertThrows(InvalidInputException.class, mistake);
    assertEquals(field, thrown.field());
    assertEquals(value, thrown.value());
    assertEquals(field + " = " + value + ": " + thrown.reason(), thrown.getMessage());
  }

  @Test
  void cyclesAreShownAsAPath() {
    var a = CategoricalParameter.of("a", "x", "y");
    var b = CategoricalParameter.of("b", "x", "y");
    var c = CategoricalParameter.of("c", "x", "y");
    var builder = SearchSpace.builder();
    builder.add(a, when(c, "x"));
    builder.add(b, when(a, "x"));
    builder.add(c, when(b, "x"));
    var thrown = assertThrows(InvalidInputException.class, builder::build);
    assertEquals("a -> c -> b -> a", thrown.value());
  }

  @Test
  void everyWrongConfigurationNamesItsParameter() {
    SearchSpace space = Spaces.conditional(DECLARED);
    Map<String, Object> right =
        Map.of("model", "svm", "rate", 0.01, "kernel", "rbf", "scale", true, "folds", 5);
    assertEquals(5, space.configuration(right).size());
    assertWrong(space, right, "rate", 2.0, "rate");
    assertWrong(space, right, "rate", "fast", "rate");
    assertWrong(space, right, "rate", Double.NaN, "rate");
    assertWrong(space, right, "kernel", "linear", "kernel");
    assertWrong(space, right, "ccp", 0.1, "ccp");
    assertWrong(space, right, "nonsense", 1, "nonsense");
    assertWrong(space, right, "scale", false, "configuration");
    var missing = new HashMap<>(right);
    missing.remove("kernel");
    var thrown = assertThrows(InvalidInputException.class, () -> space.configuration(missing));
    assertEquals("kernel", thrown.field());
  }

  @Test
  void equalConfigurationsAreEqualWhateverTheyWereMadeFrom() {
    Configuration a = Configuration.of(Map.of("x", 1L, "y", "a"));
    Configuration b = Configuration.of(Map.of("y", "a", "x", 1L));
    assertEquals(a, b);
    assertEquals(a.hashCode(), b.hashCode());
    assertNotEquals(a, Configuration.of(Map.of("x", 1.0, "y", "a")));
    assertEquals(
        "{\"q\":\"a\\\"\\n\\u0001\"}", Configuration.of(Map.of("q", "a\"\n\u0001")).toJson());
  }

  private static void assertWrong(
      SearchSpace space, Map<String, Object> right, String name, Object value, String field) {
    var wrong = new HashMap<>(right);
    wrong.put(name, value);
    var thrown = assertThrows(InvalidInputException.class, () -> space.configuration(wrong));
    assertEquals(field, thrown.field());
  }

  private static Arguments mistake(String field, String value, Executable mistake) {
    return Arguments.of(field, value, mistake);
  }

  private static SearchSpace space(Parameter<?>... parameters) {
    var builder = SearchSpace.builder();
    for (Parameter<?> parameter : parameters) {
      builder.add(parameter);
    }
    return builder.build();
  }

  private static SearchSpace conditional(
      Parameter<?> child, Condition condition, Parameter<?>... others) {
    var builder = SearchSpace.builder();
    for (Parameter<?> other : others) {
      builder.add(other);
    }
    builder.add(child, condition);
    return builder.build();
  }

  private static SearchSpace forbidding(Condition combination, Parameter<?>... parameters) {
    var builder = SearchSpace.builder().forbid(combination);
    for (Parameter<?> parameter : parameters) {
      builder.add(parameter);
    }
    return builder.build();
  }
}
