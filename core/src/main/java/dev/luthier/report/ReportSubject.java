package dev.luthier.report;

import dev.luthier.store.StudyState;
import dev.luthier.strategy.Rationale;
import dev.luthier.strategy.Surrogate;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What a report is about.
 *
 * @param state the study
 * @param rationales why the strategy proposed a trial, by the trial's number; those that are known
 * @param surrogate the strategy's model as of now, if it has one
 * @param time of the report
 */
public record ReportSubject(
    StudyState state,
    Map<Long, Rationale> rationales,
    Optional<Surrogate> surrogate,
    Instant time) {
  public ReportSubject {
    rationales = Map.copyOf(rationales);
  }
}
