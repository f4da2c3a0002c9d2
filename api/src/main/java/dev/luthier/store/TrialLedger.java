package dev.luthier.store;

import dev.luthier.store.AppendResult.Conflict;
import dev.luthier.store.AppendResult.Repeated;
import dev.luthier.store.StudyEvent.BackendChosen;
import dev.luthier.store.StudyEvent.ClaimRenewed;
import dev.luthier.store.StudyEvent.Measured;
import dev.luthier.store.StudyEvent.SpaceGrown;
import dev.luthier.store.StudyEvent.StudyCreated;
import dev.luthier.store.StudyEvent.StudyResumed;
import dev.luthier.store.StudyEvent.Suggested;
import dev.luthier.store.StudyEvent.TrialAdded;
import dev.luthier.store.StudyEvent.TrialClaimed;
import dev.luthier.store.StudyEvent.TrialFinished;
import dev.luthier.store.StudyEvent.TrialObtained;
import dev.luthier.store.StudyEvent.TrialProposed;
import dev.luthier.study.Claim;
import dev.luthier.study.Evaluation;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.Outcome;
import dev.luthier.study.Trial;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * The rules by which events follow each other, kept in one place so that every store answers alike:
 *
 * <pre>
 *   (new) ──proposed──► pending ──claimed──► running ──finished──► finished
 *     └────────────────────────────added──────────────────────────────▲
 * </pre>
 *
 * Keeps a few bytes a trial; what was said before is looked up in the log. Not thread-safe: the
 * log's lock guards it.
 */
public final class TrialLedger {
  private enum Stage {
    PENDING,
    RUNNING,
    FINISHED
  }

  private final LongFunction<StoredEvent> log;
  private final List<Stage> stages = new ArrayList<>();
  private final List<Long> finishPositions = new ArrayList<>();
  private final Map<Long, Claim> claims = new HashMap<>();
  private final Map<String, Long> keyPositions = new HashMap<>();
  private boolean created;
  private List<ObjectiveSpec> objectives = List.of();

  /**
   * The ledger of an empty log.
   *
   * @param log gives the event at a position, of those that were recorded here
   */
  public TrialLedger(LongFunction<StoredEvent> log) {
    this.log = log;
  }

  /**
   * The ledger of a log that amounts to a state.
   *
   * @param keyPositions as {@link #keyPositions()} gave them
   */
  public static TrialLedger of(
      StudyState state, Map<String, Long> keyPositions, LongFunction<StoredEvent> log) {
    TrialLedger ledger = new TrialLedger(log);
    ledger.created = true;
    ledger.objectives = state.spec().objectives();
    for (long number = 0; number < state.trialCount(); number++) {
      ledger.stages.add(Stage.PENDING);
      ledger.finishPositions.add(-1L);
    }
    for (Trial.Open trial : state.open()) {
      if (trial instanceof Trial.Running running) {
        ledger.stages.set((int) trial.number(), Stage.RUNNING);
        ledger.claims.put(trial.number(), running.claim());
      }
    }
    state.forEachFinished(
        (trial, position) -> {
          ledger.stages.set((int) trial.number(), Stage.FINISHED);
          ledger.finishPositions.set((int) trial.number(), position);
        });
    ledger.keyPositions.putAll(keyPositions);
    return ledger;
  }

  /**
   * Positions of the events by which somebody obtained a trial under a key, by key: with a state,
   * all that a ledger is made of.
   */
  public Map<String, Long> keyPositions() {
    return Map.copyOf(keyPositions);
  }

  /** Why an event may not be appended now; empty when it may. O(1). */
  public Optional<AppendResult> refusal(StudyEvent event) {
    if (event instanceof StudyCreated) {
      return created ? conflict("the study exists already") : Optional.empty();
    }
    if (!created) {
      return conflict("the log does not begin with the study's creation");
    }
    if (event instanceof TrialObtained e) {
      // Before any other rule: what was said may be true no longer, and is still the answer.
      Optional<AppendResult> said = answer(e);
      if (said.isPresent()) {
        return said;
      }
    }
    return switch (event) {
      case StudyCreated _, StudyResumed _, BackendChosen _, SpaceGrown _ -> Optional.empty();
      case TrialProposed e -> numberRefusal(e.trial());
      case TrialAdded e -> numberRefusal(e.trial()).or(() -> wrongResult(e.outcome()));
      case TrialClaimed e -> claimRefusal(e);
      case ClaimRenewed e -> renewalRefusal(e);
      case Suggested e -> suggestionRefusal(e.trial());
      case Measured e -> reportRefusal(e.trial());
      case TrialFinished e -> finishRefusal(e);
    };
  }

  /** What was first said under a key by which somebody obtained a trial. O(1), and one read. */
  public Optional<StoredEvent> keyed(String key) {
    return Optional.ofNullable(keyPositions.get(key)).map(log::apply);
  }

  /** Takes note of an event that has been appended. */
  public void record(StoredEvent stored) {
    if (stored.event() instanceof TrialObtained e) {
      e.key().ifPresent(key -> keyPositions.put(key, stored.position()));
    }
    switch (stored.event()) {
      case StudyCreated e -> {
        created = true;
        objectives = e.spec().objectives();
      }
      case StudyResumed _, BackendChosen _, SpaceGrown _ -> {
        // Who goes on, and with what, changes nothing about a trial's life.
      }
      case TrialProposed _ -> add(Stage.PENDING, -1);
      case TrialAdded _ -> add(Stage.FINISHED, stored.position());
      case TrialClaimed e -> {
        stages.set((int) e.trial(), Stage.RUNNING);
        claims.put(e.trial(), e.claim());
      }
      case ClaimRenewed e ->
          claims.computeIfPresent(e.trial(), (_, claim) -> claim.renewedUntil(e.leaseUntil()));
      case Suggested _, Measured _ -> {
        // Suggestions and reports change nothing about a trial's life.
      }
      case TrialFinished e -> {
        stages.set((int) e.trial(), Stage.FINISHED);
        finishPositions.set((int) e.trial(), stored.position());
        claims.remove(e.trial());
      }
    }
  }

  private void add(Stage stage, long finishPosition) {
    stages.add(stage);
    finishPositions.add(finishPosition);
  }

  private Optional<AppendResult> reportRefusal(long trial) {
    if (!isKnown(trial)) {
      return unknown(trial);
    }
    return stages.get((int) trial) == Stage.PENDING
        ? conflict("trial " + trial + " has not been claimed")
        : Optional.empty();
  }

  private Optional<AppendResult> suggestionRefusal(long trial) {
    if (!isKnown(trial)) {
      return unknown(trial);
    }
    return stages.get((int) trial) == Stage.RUNNING
        ? Optional.empty()
        : conflict("trial " + trial + " does not run");
  }

  /** What to answer to an event whose key is known; empty when it has none, or a new one. */
  private Optional<AppendResult> answer(TrialObtained e) {
    return e.key().flatMap(this::keyed).map(first -> answer(e, first));
  }

  private static AppendResult answer(TrialObtained e, StoredEvent first) {
    if (!(first.event() instanceof TrialObtained said)) {
      throw new IllegalStateException(first + " has no key");
    }
    return e.getClass() == said.getClass()
        ? new Repeated(first)
        : new Conflict("the key " + e.key().orElseThrow() + " already names " + inWords(said));
  }

  private static String inWords(TrialObtained event) {
    return switch (event) {
      case TrialProposed e -> "the proposal of trial " + e.trial();
      case TrialAdded e -> "the addition of trial " + e.trial();
      case TrialClaimed e -> "the claim of trial " + e.trial();
    };
  }

  private Optional<AppendResult> claimRefusal(TrialClaimed e) {
    if (!isKnown(e.trial())) {
      return unknown(e.trial());
    }
    return switch (stages.get((int) e.trial())) {
      case PENDING -> Optional.empty();
      case RUNNING -> {
        Claim held = claim(e.trial());
        boolean lapsed = e.claim().since().isAfter(held.leaseUntil());
        yield lapsed
            ? Optional.empty()
            : conflict(
                "trial "
                    + e.trial()
                    + " is claimed by "
                    + held.worker()
                    + " until "
                    + held.leaseUntil());
      }
      case FINISHED -> conflict("trial " + e.trial() + " is finished");
    };
  }

  private Optional<AppendResult> renewalRefusal(ClaimRenewed e) {
    if (!isKnown(e.trial())) {
      return unknown(e.trial());
    }
    Claim held = claims.get(e.trial());
    return held != null && held.worker().equals(e.worker())
        ? Optional.empty()
        : conflict("trial " + e.trial() + " is not claimed by " + e.worker());
  }

  private Optional<AppendResult> finishRefusal(TrialFinished e) {
    if (!isKnown(e.trial())) {
      return unknown(e.trial());
    }
    return switch (stages.get((int) e.trial())) {
      case PENDING -> conflict("trial " + e.trial() + " has not been claimed");
      case RUNNING -> {
        String holder = claim(e.trial()).worker();
        yield holder.equals(e.worker())
            ? wrongResult(e.outcome())
            : conflict("trial " + e.trial() + " is claimed by " + holder + ", not " + e.worker());
      }
      case FINISHED -> {
        StoredEvent first = log.apply(finishPositions.get((int) e.trial()));
        Outcome before = outcome(first.event());
        boolean sameKey = e.key().isPresent() && e.key().equals(key(first.event()));
        yield sameKey || e.outcome().equals(before)
            ? Optional.of(new Repeated(first))
            : conflict("trial " + e.trial() + " was already told " + before);
      }
    };
  }

  private Claim claim(long trial) {
    Claim claim = claims.get(trial);
    if (claim == null) {
      throw new IllegalStateException("trial " + trial + " runs without a claim");
    }
    return claim;
  }

  private static Outcome outcome(StudyEvent finish) {
    return switch (finish) {
      case TrialFinished e -> e.outcome();
      case TrialAdded e -> e.outcome();
      case StudyCreated _,
          StudyResumed _,
          BackendChosen _,
          SpaceGrown _,
          TrialProposed _,
          TrialClaimed _,
          ClaimRenewed _,
          Suggested _,
          Measured _ ->
          throw new IllegalArgumentException("no trial ends by " + finish);
    };
  }

  private static Optional<String> key(StudyEvent finish) {
    return finish instanceof TrialFinished e ? e.key() : Optional.empty();
  }

  private Optional<AppendResult> numberRefusal(long trial) {
    return trial == stages.size()
        ? Optional.empty()
        : conflict("the next trial is " + stages.size() + ", not " + trial);
  }

  /** A completed trial has a number for every objective: whoever reads the log relies on it. */
  private Optional<AppendResult> wrongResult(Outcome outcome) {
    if (outcome instanceof Outcome.Completed(Evaluation evaluation)) {
      for (ObjectiveSpec objective : objectives) {
        Double value = evaluation.values().get(objective.name());
        if (value == null || value.isNaN()) {
          return conflict("a completed trial has a number for " + objective.name());
        }
      }
    }
    return Optional.empty();
  }

  private boolean isKnown(long trial) {
    return trial >= 0 && trial < stages.size();
  }

  private static Optional<AppendResult> unknown(long trial) {
    return conflict("there is no trial " + trial);
  }

  private static Optional<AppendResult> conflict(String reason) {
    return Optional.of(new Conflict(reason));
  }
}
