package dev.luthier.report;

import dev.luthier.store.StudyState;
import dev.luthier.strategy.Surrogate;
import java.time.Instant;
import java.util.Optional;

/**
 * What a report is about.
 *
 * @param state the study
 * @param surrogate the strategy's model as of now, if it has one
 * @param time of the report
 */
public record ReportSubject(StudyState state, Optional<Surrogate> surrogate, Instant time) {}
