package dev.luthier.store;

import dev.luthier.store.AppendResult.Conflict;
import dev.luthier.store.AppendResult.Repeated;
import dev.luthier.store.StudyEvent.ClaimRenewed;
import dev.luthier.store.StudyEvent.Measured;
import dev.luthier.store.StudyEvent.StudyCreated;
import dev.luthier.store.StudyEvent.TrialClaimed;
import dev.luthier.store.StudyEvent.TrialFinished;
import dev.luthier.store.StudyEvent.TrialProposed;
import dev.luthier.study.Claim;
import dev.luthier.study.Evaluation;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rules by which events follow each other, kept in one place so that every store answers alike:
 *
 * <pre>
 *   (new) ──proposed──► pending ──claimed──► running ──finished──► finished
 * </pre>
 *
 * Not thread-safe: the log's lock guards it.
 */
public final class TrialLedger {
  private enum Stage {
    PENDING,
    RUNNING,
    FINISHED
  }

  private static final class Entry {
    private Stage stage = Stage.PENDING;
    private Optional<Claim> claim = Optional.empty();
    private Optional<StoredEvent> finish = Optional.empty();
  }

  private final List<Entry> trials = new ArrayList<>();
  private final Map<String, StoredEvent> claimsByKey = new HashMap<>();
  private boolean created;
  private List<ObjectiveSpec> objectives = List.of();

  /** The ledger of an empty log. */
  public TrialLedger() {}

  /** Why an event may not be appended now; empty when it may. O(1). */
  public Optional<AppendResult> refusal(StudyEvent event) {
    if (event instanceof StudyCreated) {
      return created ? conflict("the study exists already") : Optional.empty();
    }
    if (!created) {
      return conflict("the log does not begin with the study's creation");
    }
    return switch (event) {
      case StudyCreated _ -> Optional.empty();
      case TrialProposed e ->
          e.trial() == trials.size()
              ? Optional.empty()
              : conflict("the next trial is " + trials.size() + ", not " + e.trial());
      case TrialClaimed e -> claimRefusal(e);
      case ClaimRenewed e -> renewalRefusal(e);
      case Measured e -> isKnown(e.trial()) ? Optional.empty() : unknown(e.trial());
      case TrialFinished e -> finishRefusal(e);
    };
  }

  /** Takes note of an event that has been appended. */
  public void record(StoredEvent stored) {
    switch (stored.event()) {
      case StudyCreated e -> {
        created = true;
        objectives = e.spec().objectives();
      }
      case TrialProposed _ -> trials.add(new Entry());
      case TrialClaimed e -> {
        Entry entry = entry(e.trial());
        entry.stage = Stage.RUNNING;
        entry.claim = Optional.of(e.claim());
        e.key().ifPresent(key -> claimsByKey.put(key, stored));
      }
      case ClaimRenewed e -> {
        Entry entry = entry(e.trial());
        entry.claim = entry.claim.map(claim -> claim.renewedUntil(e.leaseUntil()));
      }
      case Measured _ -> {
        // Reports change nothing about a trial's life.
      }
      case TrialFinished e -> {
        Entry entry = entry(e.trial());
        entry.stage = Stage.FINISHED;
        entry.claim = Optional.empty();
        entry.finish = Optional.of(stored);
      }
    }
  }

  private Optional<AppendResult> claimRefusal(TrialClaimed e) {
    StoredEvent sameKey = e.key().map(claimsByKey::get).orElse(null);
    if (sameKey != null) {
      return Optional.of(new Repeated(sameKey));
    }
    if (!isKnown(e.trial())) {
      return unknown(e.trial());
    }
    Entry entry = entry(e.trial());
    return switch (entry.stage) {
      case PENDING -> Optional.empty();
      case RUNNING -> {
        Claim held = entry.claim.orElseThrow();
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
    boolean holds =
        entry(e.trial()).claim.map(claim -> claim.worker().equals(e.worker())).orElse(false);
    return holds
        ? Optional.empty()
        : conflict("trial " + e.trial() + " is not claimed by " + e.worker());
  }

  private Optional<AppendResult> finishRefusal(TrialFinished e) {
    if (!isKnown(e.trial())) {
      return unknown(e.trial());
    }
    Entry entry = entry(e.trial());
    return switch (entry.stage) {
      case PENDING -> conflict("trial " + e.trial() + " has not been claimed");
      case RUNNING -> {
        String holder = entry.claim.orElseThrow().worker();
        yield holder.equals(e.worker())
            ? wrongResult(e.outcome())
            : conflict("trial " + e.trial() + " is claimed by " + holder + ", not " + e.worker());
      }
      case FINISHED -> {
        StoredEvent first = entry.finish.orElseThrow();
        TrialFinished before = (TrialFinished) first.event();
        boolean sameKey = e.key().isPresent() && e.key().equals(before.key());
        yield sameKey || e.outcome().equals(before.outcome())
            ? Optional.of(new Repeated(first))
            : conflict("trial " + e.trial() + " was already told " + before.outcome());
      }
    };
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
    return trial >= 0 && trial < trials.size();
  }

  private Entry entry(long trial) {
    return trials.get(Math.toIntExact(trial));
  }

  private static Optional<AppendResult> unknown(long trial) {
    return conflict("there is no trial " + trial);
  }

  private static Optional<AppendResult> conflict(String reason) {
    return Optional.of(new Conflict(reason));
  }
}
