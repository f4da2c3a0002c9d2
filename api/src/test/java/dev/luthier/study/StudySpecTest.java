package dev.luthier.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.error.InvalidInputException;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StudySpecTest {
  /** The last is one character of two Java {@code char}s. */
  @ParameterizedTest
  @ValueSource(strings = {"n", "é", "😀"})
  void aNameHasAtMost255Characters(String character) {
    String longest = character.repeat(255);
    assertEquals(longest, named(longest).name());
    String longer = character.repeat(256);
    InvalidInputException e = assertThrows(InvalidInputException.class, () -> named(longer));
    assertEquals("name", e.field());
    assertEquals("has at most 255 characters", e.reason());
    assertTrue(e.getMessage().length() < longer.length() + 100, "the name is shown shortened");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t\n"})
  void aNameIsNotBlank(String name) {
    assertEquals("name", assertThrows(InvalidInputException.class, () -> named(name)).field());
  }

  private static StudySpec named(String name) {
    var space = SearchSpace.builder();
    space.add(RealParameter.linear("x", 0, 1));
    return new StudySpec(
        name,
        space.build(),
        List.of(ObjectiveSpec.minimize(ObjectiveSpec.UNNAMED)),
        List.of(),
        StrategySpec.named("random"),
        1,
        Budget.UNLIMITED);
  }
}
