package dev.luthier.store;

import dev.luthier.space.Configuration;
import dev.luthier.space.Parameter;
import dev.luthier.strategy.Rationale;
import dev.luthier.study.Budget;
import dev.luthier.study.Claim;
import dev.luthier.study.Measurement;
import dev.luthier.study.Outcome;
import dev.luthier.study.Provenance;
import dev.luthier.study.StudySpec;
import dev.luthier.study.Trial;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Something that happened in a study. Immutable; what is in the log is never changed or removed.
 */
public sealed interface StudyEvent {
  /**
   * Version of the events' written form; raised when a reader of the last one could no longer
   * understand them, or would misunderstand them: one of version 2 passes over {@code warm_start},
   * which the third has in the creation of a study, and would go on with the study as if it had
   * begun without knowledge. One of version 3 does not know what open spaces have brought, {@code
   * space_grown} and {@code suggested}, and passes over {@code pruner} in the creation of a study:
   * it would evaluate every trial to its end.
   */
  int FORMAT_VERSION = 4;

  /** First in every log, and nowhere else. */
  record StudyCreated(StudySpec spec, Provenance provenance) implements StudyEvent {}

  /**
   * Another process goes on with the study.
   *
   * @param budget the budget from here on
   */
  record StudyResumed(Budget budget, Provenance provenance) implements StudyEvent {}

  /**
   * Which backend computes from here on: it depends on measurements, and is repeated from the log.
   *
   * @param backend its provider's name
   * @param version of the backend and the library under it
   * @param observations models that were fitted to so many observations, or more, use it; until the
   *     next choice, and a later choice for the same number replaces this one
   * @param predicted seconds a trial would take with each backend that was compared, by name; empty
   *     when there was nothing to compare
   * @param reason in words
   */
  record BackendChosen(
      String backend,
      String version,
      long observations,
      Map<String, Double> predicted,
      String reason)
      implements StudyEvent {
    public BackendChosen {
      predicted = Map.copyOf(predicted);
    }
  }

  /**
   * The study's open space has one parameter more: a trial has asked for it, the first to do so.
   *
   * @param parameter its choices, if any, are strings, booleans, {@code long}s and doubles
   */
  record SpaceGrown(Parameter<?> parameter) implements StudyEvent {}

  /** An event about one trial. */
  sealed interface TrialEvent extends StudyEvent {
    long trial();
  }

  /**
   * An event by which a caller obtains a trial. All these share one namespace of keys in a log: an
   * event with a key that is known is not appended, but answered with what was first said under it.
   */
  sealed interface TrialObtained extends TrialEvent {
    /** The caller's name for what it says, if any. */
    Optional<String> key();
  }

  /**
   * A new trial; its number is the number of trials before it.
   *
   * @param origin who wanted it
   * @param basis log position up to which the strategy had observed: what is needed to replay the
   *     proposal
   * @param rounds of the strategy's search, where a clock ended it after so many: with them the
   *     proposal can be repeated without the clock. No reader needs them to go on with the study
   * @param rationale why the strategy proposed it, where it says; no reader needs that either
   * @param key the caller's name for this proposal, if any: said again under the same name, it is
   *     answered with the first
   */
  record TrialProposed(
      long trial,
      Configuration configuration,
      Origin origin,
      long basis,
      OptionalInt rounds,
      Optional<Rationale> rationale,
      Optional<String> key)
      implements TrialObtained {
    /** A proposal for which no search was cut short, and of which is not said why. */
    public TrialProposed(
        long trial, Configuration configuration, Origin origin, long basis, Optional<String> key) {
      this(trial, configuration, origin, basis, OptionalInt.empty(), Optional.empty(), key);
    }

    /** A proposal that has no name. */
    public TrialProposed(long trial, Configuration configuration, Origin origin, long basis) {
      this(trial, configuration, origin, basis, Optional.empty());
    }
  }

  /** Who wanted a trial. */
  enum Origin {
    STRATEGY,
    ENQUEUED
  }

  /**
   * A new trial that was evaluated elsewhere, and is finished as it comes; its number is the number
   * of trials before it.
   *
   * @param timing when and by whom it was evaluated there
   * @param key the caller's name for this addition, if any: said again under the same name, it is
   *     answered with the first
   */
  record TrialAdded(
      long trial,
      Configuration configuration,
      List<Measurement> measurements,
      Trial.Timing timing,
      Outcome outcome,
      Optional<String> key)
      implements TrialObtained {
    public TrialAdded {
      measurements = List.copyOf(measurements);
    }

    /** An addition that has no name. */
    public TrialAdded(
        long trial,
        Configuration configuration,
        List<Measurement> measurements,
        Trial.Timing timing,
        Outcome outcome) {
      this(trial, configuration, measurements, timing, outcome, Optional.empty());
    }
  }

  /**
   * A worker takes a pending trial.
   *
   * @param key the caller's name for this ask, if any: said again under the same name, it is
   *     answered with the first
   */
  record TrialClaimed(long trial, Claim claim, Optional<String> key) implements TrialObtained {}

  /** The heartbeat of a claim. */
  record ClaimRenewed(long trial, String worker, Instant leaseUntil) implements TrialEvent {}

  /**
   * A running trial of an open space has asked for a parameter, which the space has by now.
   *
   * @param value what it got: what was proposed for this trial or, where nothing was, drawn
   */
  record Suggested(long trial, String parameter, Object value) implements TrialEvent {}

  /** An intermediate report. Appended unconditionally while the trial runs. */
  record Measured(long trial, Measurement measurement) implements TrialEvent {}

  /**
   * The end of a trial.
   *
   * @param worker who held the claim: one whose lease lapsed must not end the trial of the next
   * @param key the caller's name for this tell, if any: repeating it returns the first answer
   */
  record TrialFinished(long trial, String worker, Outcome outcome, Optional<String> key)
      implements TrialEvent {}
}
