package dev.luthier.study;

import dev.luthier.error.InvalidInputException;

/**
 * A value that a trial is judged by: its name in an {@link Evaluation}, and which way is better.
 */
public record ObjectiveSpec(String name, Direction direction) {
  /** The name of a study's only objective when the user gave none. */
  public static final String UNNAMED = "value";

  public ObjectiveSpec {
    if (name.isBlank()) {
      throw new InvalidInputException("objectives", name, "an objective's name must not be blank");
    }
  }

  public static ObjectiveSpec minimize(String name) {
    return new ObjectiveSpec(name, Direction.MINIMIZE);
  }

  public static ObjectiveSpec maximize(String name) {
    return new ObjectiveSpec(name, Direction.MAXIMIZE);
  }
}
