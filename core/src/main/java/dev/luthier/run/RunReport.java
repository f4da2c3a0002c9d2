package dev.luthier.run;

import dev.luthier.study.Trial;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a run did.
 *
 * @param reason why it ended
 * @param finished the trials that finished during the run, in that order
 * @param best the study's best trial so far, if any completed
 * @param elapsed wall time of the run
 */
public record RunReport(
    StopReason reason,
    List<Trial.Finished> finished,
    Optional<Trial.Completed> best,
    Duration elapsed) {
  public RunReport {
    finished = List.copyOf(finished);
  }
}
