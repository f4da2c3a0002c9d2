package dev.luthier.transfer;

import dev.luthier.error.InvalidInputException;
import java.util.List;

/** The states of an Optuna trial: names in its tables, numbers in its journals. */
enum OptunaState {
  RUNNING,
  COMPLETE,
  PRUNED,
  FAIL,
  WAITING;

  /** In the order of their numbers ({@code optuna/trial/_state.py}). */
  private static final List<OptunaState> BY_NUMBER =
      List.of(RUNNING, COMPLETE, PRUNED, FAIL, WAITING);

  static OptunaState ofNumber(String field, long number) {
    if (number < 0 || number >= BY_NUMBER.size()) {
      throw new InvalidInputException(field, number, "is no trial state of Optuna's");
    }
    return BY_NUMBER.get((int) number);
  }

  static OptunaState ofName(String field, String name) {
    return BY_NUMBER.stream()
        .filter(state -> state.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new InvalidInputException(field, name, "is no trial state of Optuna's"));
  }

  boolean isFinished() {
    return this != RUNNING && this != WAITING;
  }
}
