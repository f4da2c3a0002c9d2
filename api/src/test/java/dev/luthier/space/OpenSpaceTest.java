package dev.luthier.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.error.InvalidInputException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A space that grows while it is used. */
class OpenSpaceTest {
  private static final Parameter<?> X = RealParameter.linear("x", 0, 1);
  private static final Parameter<?> N = IntegerParameter.linear("n", 1, 9);

  @Test
  void theOrderOfGrowthChangesNothing() {
    SearchSpace one = SearchSpace.open().with(X).with(N);
    SearchSpace other = SearchSpace.open().with(N).with(X);
    assertEquals(one, other);
    assertEquals(one.toJson(), other.toJson());
    assertEquals(List.of(N, X), one.parameters());
    assertTrue(one.isOpen());
  }

  @Test
  void anOpenSpaceIsNoFixedOneOfTheSameParameters() {
    SpaceBuilder builder = SearchSpace.builder();
    builder.add(RealParameter.linear("x", 0, 1));
    SearchSpace fixed = builder.build();
    assertFalse(fixed.isOpen());
    assertNotEquals(fixed, SearchSpace.open().with(X));
    assertThrows(IllegalStateException.class, () -> fixed.with(N));
    assertThrows(IllegalStateException.class, () -> SearchSpace.open().with(X).with(X));
  }

  @Test
  void aConfigurationMayLackAnyParameterAndHasNoUnknownOne() {
    SearchSpace space = SearchSpace.open().with(X).with(N);
    assertEquals(Configuration.empty(), space.configuration(Map.of()));
    assertEquals(Configuration.of(Map.of("n", 3L)), space.configuration(Map.of("n", 3)));
    assertThrows(InvalidInputException.class, () -> space.configuration(Map.of("y", 0.5)));
    assertThrows(InvalidInputException.class, () -> space.configuration(Map.of("x", 2)));
  }

  @Test
  void aWishMayNameWhatIsNotKnownYet() {
    SearchSpace space = SearchSpace.open().with(X);
    assertEquals(
        Configuration.of(Map.of("x", 1.0, "y", "later")), space.wish(Map.of("x", 1, "y", "later")));
    assertThrows(InvalidInputException.class, () -> space.wish(Map.of("x", 2)));
    assertThrows(InvalidInputException.class, () -> space.wish(Map.of("y", Set.of())));
  }

  /** It was wished when nobody knew what x would be. */
  @Test
  void aWishThatWasWrittenDownStaysWhatItWas() {
    SearchSpace space = SearchSpace.open().with(X);
    assertEquals(
        Configuration.of(Map.of("x", 2L, "y", "later")),
        space.recalled(Map.of("x", 2L, "y", "later")));
    assertEquals(Configuration.of(Map.of("x", 1.0)), space.recalled(Map.of("x", 1)));
  }
}
