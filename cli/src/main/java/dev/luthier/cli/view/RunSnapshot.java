package dev.luthier.cli.view;

import dev.luthier.study.StudySpec;
import dev.luthier.study.Trial;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What there is to show of a run at one moment.
 *
 * @param running by trial number; measurements of the first objective, the last one at most
 * @param recent the last finished trials, newest first
 * @param best the best completed trial of the run so far
 * @param tally of all finished trials of the study
 * @param before those of them that had finished before the run
 * @param start when the run began
 * @param now the moment
 * @param notice something the user must know now; empty text for nothing
 */
public record RunSnapshot(
    StudySpec spec,
    List<Trial.Running> running,
    List<Trial.Finished> recent,
    Optional<Trial.Completed> best,
    Tally tally,
    Tally before,
    Instant start,
    Instant now,
    String notice) {
  public RunSnapshot {
    running = List.copyOf(running);
    recent = List.copyOf(recent);
  }

  public Duration elapsed() {
    return Duration.between(start, now);
  }
}
