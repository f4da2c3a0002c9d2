package dev.luthier.space;

import static dev.luthier.space.Condition.when;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.error.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class LinearConstraintTest {
  private static final RealParameter X = RealParameter.linear("x", 0, 1);
  private static final RealParameter Y = RealParameter.linear("y", 0, 1);

  private static SearchSpace square(Consumer<SpaceBuilder> constraints) {
    SpaceBuilder space = SearchSpace.builder();
    space.add(X);
    space.add(Y);
    constraints.accept(space);
    return space.build();
  }

  private static List<Configuration> samples(SearchSpace space, int count) {
    RandomGenerator random = new SplittableRandom(count);
    List<Configuration> samples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Configuration sample = space.sample(random);
      assertTrue(space.permits(sample), sample::toJson);
      samples.add(sample);
    }
    return samples;
  }

  @Test
  void theValuesAreInTheirOwnUnitsOnALogScaleToo() {
    SpaceBuilder builder = SearchSpace.builder();
    var rate = builder.add(RealParameter.log("rate", 1e-3, 1000));
    var width = builder.add(IntegerParameter.linear("width", 1, 64));
    builder.limit(LinearSum.of(2, width).plus(1, rate).atMost(100));
    SearchSpace space = builder.build();
    assertEquals(49L, space.configuration(Map.of("rate", 2, "width", 49)).get(width));
    var refusal =
        assertThrows(
            InvalidInputException.class, () -> space.configuration(Map.of("rate", 3, "width", 49)));
    assertEquals("does not obey rate + 2.0 * width <= 100.0", refusal.reason());
  }

  @Test
  void whatBreaksAConstraintIsRefusedByItsName() {
    SearchSpace space = square(s -> s.limit(LinearSum.of(1, X).minus(1, Y).atMost(0)));
    assertEquals(0.5, space.configuration(Map.of("x", 0.5, "y", 0.5)).get(X));
    var refusal =
        assertThrows(
            InvalidInputException.class, () -> space.configuration(Map.of("x", 0.6, "y", 0.5)));
    assertEquals("does not obey x + -1.0 * y <= 0.0", refusal.reason());
  }

  @Test
  void decimalsAreNotRefusedForRounding() {
    SearchSpace space = square(s -> s.limit(LinearSum.of(1, X).plus(1, Y).atMost(0.3)));
    assertTrue(0.1 + 0.2 > 0.3);
    space.configuration(Map.of("x", 0.1, "y", 0.2));
    assertThrows(
        InvalidInputException.class, () -> space.configuration(Map.of("x", 0.1, "y", 0.200001)));
  }

  @Test
  void itDoesNotApplyWhileAParameterIsInactive() {
    SpaceBuilder builder = SearchSpace.builder();
    var mode = builder.add(CategoricalParameter.of("mode", "a", "b"));
    builder.add(X);
    builder.add(Y, when(mode, "a"));
    builder.limit(LinearSum.of(1, X).plus(1, Y).atMost(0.2));
    SearchSpace space = builder.build();
    assertEquals("b", space.configuration(Map.of("mode", "b", "x", 0.9)).get(mode));
    assertThrows(
        InvalidInputException.class,
        () -> space.configuration(Map.of("mode", "a", "x", 0.9, "y", 0)));
  }

  /** A band of a ten-thousandth of the square, which a thousand draws miss nine times of ten. */
  @Test
  void samplesAThinBandAllAlong() {
    SearchSpace space =
        square(
            s -> {
              s.limit(LinearSum.of(1, X).minus(1, Y).atMost(5e-5));
              s.limit(LinearSum.of(1, X).minus(1, Y).atLeast(-5e-5));
            });
    List<Double> xs = samples(space, 400).stream().map(c -> c.get(X)).toList();
    for (int tenth = 0; tenth < 10; tenth++) {
      double low = tenth / 10.0;
      long inside = xs.stream().filter(x -> x >= low && x < low + 0.1).count();
      // 40 of a uniform distribution, 6 of its standard deviations to both sides.
      assertEquals(40.0, (double) inside, 36.0, "from " + low);
    }
  }

  /** Far less than a millionth of the cube; a coordinate's mean over a simplex is 0.6 / 11. */
  @Test
  void samplesASimplexOfManyDimensionsFromTheInside() {
    SpaceBuilder builder = SearchSpace.builder();
    LinearSum sum = new LinearSum(Map.of());
    for (int i = 0; i < 10; i++) {
      sum = sum.plus(1, builder.add(RealParameter.linear("x" + i, 0, 1)));
    }
    builder.limit(sum.atMost(0.6));
    double mean =
        samples(builder.build(), 300).stream()
            .flatMap(c -> c.asMap().values().stream())
            .mapToDouble(value -> ((Number) value).doubleValue())
            .average()
            .orElseThrow();
    // 3,000 coordinates of deviation 0.05, correlated within a sample: 0.001; the draw is no exact
    // one.
    assertEquals(0.6 / 11, mean, 0.008);
  }

  @Test
  void twoConstraintsMayBeAnEquation() {
    SearchSpace space =
        square(
            s -> {
              s.limit(LinearSum.of(3, X).plus(1, Y).atMost(0.6));
              s.limit(LinearSum.of(3, X).plus(1, Y).atLeast(0.6));
            });
    for (Configuration c : samples(space, 50)) {
      assertEquals(0.6, 3 * c.get(X) + c.get(Y), 1e-9);
    }
  }

  @Test
  void integersOfAnEquationAreFound() {
    SpaceBuilder builder = SearchSpace.builder();
    var a = builder.add(IntegerParameter.linear("a", 0, 200));
    var b = builder.add(IntegerParameter.log("b", 1, 2000));
    var c = builder.add(RealParameter.linear("c", 0, 500).step(0.5));
    LinearSum sum = LinearSum.of(3, a).plus(5, b).minus(2, c);
    builder.limit(sum.atMost(47)).limit(sum.atLeast(47));
    for (Configuration found : samples(builder.build(), 50)) {
      assertEquals(47, 3 * found.get(a) + 5 * found.get(b) - 2 * found.get(c), 1e-9);
    }
  }

  /** Forbidden combinations decide which branch is left, and in it the constraint applies. */
  @Test
  void samplesWhereForbiddenCombinationsAndConstraintsMeet() {
    SpaceBuilder builder = SearchSpace.builder();
    var mode = builder.add(CategoricalParameter.of("mode", "a", "b", "c"));
    var depth = builder.add(IntegerParameter.linear("depth", 1, 1000));
    var share = builder.add(RealParameter.linear("share", 0, 1000), when(mode, "a", "b"));
    builder.forbid(when(mode, "a", "c"));
    builder.forbid(when(depth, 1L));
    builder.limit(LinearSum.of(1, depth).plus(1, share).atMost(3));
    for (Configuration c : samples(builder.build(), 50)) {
      assertEquals("b", c.get(mode));
      assertTrue(c.get(depth) >= 2 && c.get(depth) + c.get(share) <= 3 + 1e-9, c::toJson);
    }
  }

  private static void assertRefused(String message, Consumer<SpaceBuilder> constraints) {
    var refusal = assertThrows(InvalidInputException.class, () -> square(constraints));
    assertEquals(message, refusal.getMessage());
  }

  @Test
  void mistakesAreNamed() {
    assertRefused(
        "linear[1] = x + z <= 1.0: there is no parameter z",
        s -> {
          s.limit(LinearSum.of(1, X).atMost(0.5));
          s.limit(LinearSum.of(1, X).plus(1, RealParameter.linear("z", 0, 1)).atMost(1));
        });
    assertRefused(
        "linear[0] = -1.0 * x + -2.0 * y <= -3.5: cannot be obeyed; the sum is never less than"
            + " -3.0",
        s -> s.limit(LinearSum.of(1, X).plus(2, Y).atLeast(3.5)));
    assertRefused(
        "linear[0] =  <= 1.0: must name at least one parameter",
        s -> s.limit(LinearSum.of(1, X).minus(1, X).atMost(1)));
    assertRefused(
        "linear = [x + y <= 0.5, -1.0 * x + -1.0 * y <= -0.6]: no configuration was found that"
            + " obeys all",
        s -> {
          s.limit(LinearSum.of(1, X).plus(1, Y).atMost(0.5));
          s.limit(LinearSum.of(1, X).plus(1, Y).atLeast(0.6));
        });
    assertRefused(
        "linear[0] = kind <= 1.0: kind is not numeric; only float and int can be added",
        s -> {
          var kind = s.add(CategoricalParameter.of("kind", 1L, 2L));
          s.limit(LinearSum.of(1, kind).atMost(1));
        });
    var refusal =
        assertThrows(InvalidInputException.class, () -> LinearSum.of(Double.NaN, X).atMost(1));
    assertEquals("x = NaN: must be a finite number, a coefficient", refusal.getMessage());
  }

  @Test
  void theCanonicalFormHasThemInOneOrder() {
    Constraint.Linear one = LinearSum.of(2, X).plus(1, Y).atMost(1);
    Constraint.Linear other = LinearSum.of(1, Y).minus(1, X).atLeast(-0.5);
    SearchSpace space = square(s -> s.limit(one).limit(other).limit(one));
    assertEquals(space, square(s -> s.limit(other).limit(one)));
    assertTrue(
        space
            .toJson()
            .endsWith(
                "\"forbidden\":[],\"linear\":[{\"sum\":{\"x\":2.0,\"y\":1.0},\"most\":1.0},"
                    + "{\"sum\":{\"x\":1.0,\"y\":-1.0},\"most\":0.5}]}"),
        space::toJson);
    assertNotEquals(space.fingerprint(), square(s -> s.limit(one)).fingerprint());
    assertTrue(square(s -> {}).toJson().endsWith("\"forbidden\":[]}"), "fingerprints stay");
  }

  /** Against a filter over everything, in the same order. */
  @RepeatedTest(200)
  void latticesSkipWhatIsNotPermitted(RepetitionInfo repetition) {
    SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
    List<Constraint.Linear> constraints = new ArrayList<>();
    List<IntegerParameter> numbers = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      numbers.add(IntegerParameter.linear("n" + i, random.nextInt(-3, 1), random.nextInt(1, 4)));
    }
    for (int k = 0; k < 2; k++) {
      LinearSum sum = new LinearSum(Map.of());
      for (IntegerParameter number : numbers) {
        sum = sum.plus(random.nextInt(-2, 3), number);
      }
      constraints.add(sum.plus(0.5, numbers.get(k)).atMost(random.nextInt(0, 4)));
    }
    boolean isConditional = random.nextBoolean();
    SpaceBuilder builder = SearchSpace.builder();
    SpaceBuilder plain = SearchSpace.builder();
    for (SpaceBuilder space : List.of(builder, plain)) {
      for (int i = 0; i < numbers.size(); i++) {
        boolean hasParent = isConditional && i > 0 && i % 2 == 0;
        Condition when = hasParent ? when(numbers.get(i - 1), 0L, 1L) : Condition.ALWAYS;
        space.add(numbers.get(i), when);
      }
    }
    constraints.forEach(builder::limit);
    SearchSpace constrained = builder.build();
    List<Configuration> expected = new ArrayList<>();
    for (Configuration c : Lattice.complete(plain.build(), 1)) {
      if (constrained.permits(c)) {
        expected.add(c);
      }
    }
    List<Configuration> found = new ArrayList<>();
    Lattice.complete(constrained, 1).forEach(found::add);
    // Not the lists, which would be a thousand lines of a failure.
    assertEquals(expected.size(), found.size());
    assertTrue(expected.equals(found), () -> "not the same " + expected.size());
  }

  @Test
  void latticesDoNotWalkWhatCannotBePermitted() {
    SpaceBuilder builder = SearchSpace.builder();
    long most = 20_000;
    var a = builder.add(IntegerParameter.linear("a", 0, most));
    var b = builder.add(IntegerParameter.linear("b", 0, most));
    var c = builder.add(IntegerParameter.linear("c", 0, most));
    builder.limit(LinearSum.of(1, a).plus(1, b).plus(1, c).atMost(1));
    int cells = 0;
    for (Configuration _ : Lattice.complete(builder.build(), 1)) {
      cells++;
    }
    assertEquals(4, cells);
  }

  @Test
  void redrawKeepsDiscreteValuesAndSaysWhereNothingIsLeft() {
    SpaceBuilder builder = SearchSpace.builder();
    var n = builder.add(IntegerParameter.linear("n", 0, 9));
    builder.add(X);
    builder.limit(LinearSum.of(1, n).plus(1, X).atLeast(4.9999));
    SearchSpace space = builder.build();
    RandomGenerator random = new SplittableRandom(1);
    int left = 0;
    for (Configuration cell : Lattice.assignments(space)) {
      var redrawn = space.redraw(cell, random);
      assertEquals(cell.get(n) >= 4, redrawn.isPresent(), cell::toJson);
      redrawn.ifPresent(
          c -> {
            assertEquals(cell.get(n), c.get(n));
            assertTrue(space.permits(c), c::toJson);
          });
      left += redrawn.isPresent() ? 1 : 0;
    }
    assertEquals(6, left);
  }

  @Test
  void aContinuumThatAConstraintMayPinMayRepeat() {
    assertFalse(square(s -> {}).mayRepeat());
    assertFalse(square(s -> s.limit(LinearSum.of(1, X).atMost(0))).mayRepeat(), "y is free");
    assertTrue(square(s -> s.limit(LinearSum.of(1, X).plus(1, Y).atMost(0))).mayRepeat());
  }
}
