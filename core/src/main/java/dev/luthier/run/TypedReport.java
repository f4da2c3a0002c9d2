package dev.luthier.run;

import dev.luthier.study.Trial;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a run of a {@link TypedStudy} did: as {@link RunReport}, with the best as a record.
 *
 * @param reason why it ended
 * @param finished the trials that finished during the run, in that order
 * @param best the study's best trial so far, if any completed
 * @param elapsed wall time of the run
 */
public record TypedReport<T extends Record>(
    StopReason reason, List<Trial.Finished> finished, Optional<Best<T>> best, Duration elapsed) {
  public TypedReport {
    finished = List.copyOf(finished);
  }

  /**
   * A completed trial.
   *
   * @param value of the objective
   */
  public record Best<T extends Record>(T config, double value, long number) {}
}
