package dev.luthier.transfer;

import dev.luthier.error.InvalidInputException;
import dev.luthier.study.Direction;
import java.util.List;
import java.util.Optional;

/** Optuna's directions: names in its tables, numbers in its journals. */
enum OptunaDirection {
  NOT_SET,
  MINIMIZE,
  MAXIMIZE;

  /** In the order of their numbers ({@code optuna/study/_study_direction.py}). */
  private static final List<OptunaDirection> BY_NUMBER = List.of(NOT_SET, MINIMIZE, MAXIMIZE);

  static OptunaDirection ofNumber(String field, long number) {
    if (number < 0 || number >= BY_NUMBER.size()) {
      throw new InvalidInputException(field, number, "is no direction of Optuna's");
    }
    return BY_NUMBER.get((int) number);
  }

  static OptunaDirection ofName(String field, String name) {
    return BY_NUMBER.stream()
        .filter(direction -> direction.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new InvalidInputException(field, name, "is no direction of Optuna's"));
  }

  Optional<Direction> direction() {
    return switch (this) {
      case NOT_SET -> Optional.empty();
      case MINIMIZE -> Optional.of(Direction.MINIMIZE);
      case MAXIMIZE -> Optional.of(Direction.MAXIMIZE);
    };
  }
}
