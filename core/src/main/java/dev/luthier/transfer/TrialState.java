package dev.luthier.transfer;

import dev.luthier.error.InvalidInputException;
import dev.luthier.error.Suggestion;
import dev.luthier.study.Trial;
import java.util.List;
import java.util.stream.Stream;

/** The states of a trial, by the words that stand for them in files, tables and options. */
public enum TrialState {
  PENDING,
  RUNNING,
  COMPLETED,
  FAILED,
  PRUNED,
  ABANDONED;

  public static TrialState of(Trial trial) {
    return switch (trial) {
      case Trial.Pending _ -> PENDING;
      case Trial.Running _ -> RUNNING;
      case Trial.Completed _ -> COMPLETED;
      case Trial.Failed _ -> FAILED;
      case Trial.Pruned _ -> PRUNED;
      case Trial.Abandoned _ -> ABANDONED;
    };
  }

  /**
   * The state that a word stands for.
   *
   * @throws InvalidInputException naming the field when there is none
   */
  public static TrialState require(String field, String word) {
    List<String> words = Stream.of(values()).map(TrialState::word).toList();
    int index = words.indexOf(word);
    if (index < 0) {
      throw new InvalidInputException(
          field, word, "must be one of " + words + Suggestion.question(word, words));
    }
    return values()[index];
  }

  public String word() {
    return Words.word(this);
  }
}
