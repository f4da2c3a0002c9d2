package dev.luthier.study;

import dev.luthier.space.Configuration;
import java.time.Instant;
import java.util.List;

/** One evaluation of one configuration, in the state it has reached. */
public sealed interface Trial {
  /** 0, 1, 2, … in the order of proposal. */
  long number();

  Configuration configuration();

  /** Not finished. */
  sealed interface Open extends Trial permits Pending, Running {}

  /** Finished, one way or another; never changes again. */
  sealed interface Finished extends Trial permits Completed, Pruned, Failed, Abandoned {
    /** In the order they were reported. */
    List<Measurement> measurements();

    Timing timing();
  }

  /** Proposed or enqueued; nobody works on it. */
  record Pending(long number, Configuration configuration) implements Open {}

  record Running(
      long number, Configuration configuration, Claim claim, List<Measurement> measurements)
      implements Open {}

  record Completed(
      long number,
      Configuration configuration,
      List<Measurement> measurements,
      Timing timing,
      Evaluation evaluation)
      implements Finished {}

  record Pruned(
      long number,
      Configuration configuration,
      List<Measurement> measurements,
      Timing timing,
      String reason)
      implements Finished {}

  record Failed(
      long number,
      Configuration configuration,
      List<Measurement> measurements,
      Timing timing,
      Failure failure)
      implements Finished {}

  record Abandoned(
      long number,
      Configuration configuration,
      List<Measurement> measurements,
      Timing timing,
      String reason)
      implements Finished {}

  /** Who evaluated a trial, and when; by the clock of the process that owns the study. */
  record Timing(String worker, Instant start, Instant end) {}
}
