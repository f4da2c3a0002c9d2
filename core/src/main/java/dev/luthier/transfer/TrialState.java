package dev.luthier.transfer;

import dev.luthier.study.Trial;

/** The states of a trial, whose {@link Words} stand in files. */
enum TrialState {
  PENDING,
  RUNNING,
  COMPLETED,
  PRUNED,
  FAILED,
  ABANDONED;

  static TrialState of(Trial trial) {
    return switch (trial) {
      case Trial.Pending _ -> PENDING;
      case Trial.Running _ -> RUNNING;
      case Trial.Completed _ -> COMPLETED;
      case Trial.Pruned _ -> PRUNED;
      case Trial.Failed _ -> FAILED;
      case Trial.Abandoned _ -> ABANDONED;
    };
  }

  String word() {
    return Words.word(this);
  }
}
