package dev.luthier.store;

import dev.luthier.space.Configuration;
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
import dev.luthier.store.StudyEvent.TrialProposed;
import dev.luthier.strategy.Rationale;
import dev.luthier.study.Claim;
import dev.luthier.study.Measurement;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.Outcome;
import dev.luthier.study.Provenance;
import dev.luthier.study.StudySpec;
import dev.luthier.study.Trial;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a log says: the trials in the state they have reached, and the best of them. A pure function
 * of the events: {@link #fold} gives it at once, {@link #apply} keeps it up to date one event at a
 * time, with the same result.
 *
 * <p>Mutable through {@link #apply} only; not thread-safe. Expects events that {@link TrialLedger}
 * admitted.
 */
public final class StudyState {
  private StudySpec spec;
  private Provenance provenance;
  private final List<Trial> trials = new ArrayList<>();
  private final List<Trial.Finished> finished = new ArrayList<>();
  private final List<Long> finishPositions = new ArrayList<>();
  private final TreeMap<Long, Trial.Open> open = new TreeMap<>();
  private final TreeMap<Long, Trial.Pending> pending = new TreeMap<>();
  private final Map<Long, List<Measurement>> reports = new HashMap<>();

  /** Names of what trials that run have asked for; of an open space only. */
  private final Map<Long, Set<String>> suggested = new HashMap<>();

  private Optional<Trial.Completed> best = Optional.empty();
  private int informativeAtBest;
  private final List<BackendChosen> backends = new ArrayList<>();

  /** By trial; some 160 bytes each, 16 MB of 100,000. */
  private final Map<Long, Rationale> rationales = new HashMap<>();

  private long events;
  private final BitSet added = new BitSet();
  private int addedCount;
  private int abandoned;
  private int informative;

  private StudyState(StudySpec spec, Provenance provenance) {
    this.spec = spec;
    this.provenance = provenance;
  }

  /**
   * The state after these events.
   *
   * @throws IllegalArgumentException when they are not the beginning of a log
   */
  public static StudyState fold(List<StoredEvent> log) {
    if (log.isEmpty() || !(log.getFirst().event() instanceof StudyCreated created)) {
      throw new IllegalArgumentException("a log begins with StudyCreated");
    }
    StudyState state = new StudyState(created.spec(), created.provenance());
    log.forEach(state::apply);
    return state;
  }

  /**
   * A trial in a state that was written down.
   *
   * @param endPosition position of the event that finished it; anything while it is open
   * @param isAdded whether it came finished
   * @param suggested names of what it has asked for, where it runs in an open space
   * @param rationale why it was proposed, where that is known
   */
  public record Restored(
      Trial trial,
      long endPosition,
      boolean isAdded,
      Set<String> suggested,
      Optional<Rationale> rationale) {
    public Restored {
      suggested = Set.copyOf(suggested);
    }

    /** One that has asked for nothing. */
    public Restored(Trial trial, long endPosition, boolean isAdded, Optional<Rationale> rationale) {
      this(trial, endPosition, isAdded, Set.of(), rationale);
    }
  }

  /**
   * What a state that was written down says besides its trials.
   *
   * @param events number of events that it amounts to
   */
  public record Head(
      StudySpec spec, Provenance provenance, List<BackendChosen> backends, long events) {
    public Head {
      backends = List.copyOf(backends);
    }
  }

  /**
   * A state that was written down.
   *
   * @param restored all trials in order of number
   */
  public static StudyState restore(Head head, List<Restored> restored) {
    StudyState state = new StudyState(head.spec(), head.provenance());
    state.backends.addAll(head.backends());
    state.events = head.events();
    for (Restored each : restored) {
      each.rationale().ifPresent(why -> state.rationales.put(each.trial().number(), why));
      switch (each.trial()) {
        case Trial.Open open -> {
          if (open instanceof Trial.Running running && !running.measurements().isEmpty()) {
            state.reports.put(running.number(), new ArrayList<>(running.measurements()));
          }
          if (!each.suggested().isEmpty()) {
            state.suggested.put(open.number(), new HashSet<>(each.suggested()));
          }
          state.put(open);
        }
        case Trial.Finished end -> state.trials.add(end);
      }
    }
    restored.stream()
        .filter(each -> each.trial() instanceof Trial.Finished)
        .sorted(Comparator.comparingLong(Restored::endPosition))
        .forEach(
            each -> state.end(each.endPosition(), (Trial.Finished) each.trial(), each.isAdded()));
    return state;
  }

  /**
   * Takes in the next event of the log. O(log open trials).
   *
   * @throws IllegalArgumentException when it is not the next
   */
  public void apply(StoredEvent stored) {
    if (stored.position() != events) {
      throw new IllegalArgumentException(
          "expected position " + events + ", got " + stored.position());
    }
    events++;
    switch (stored.event()) {
      case StudyCreated _ -> {
        // Read by fold.
      }
      case StudyResumed e -> {
        spec = spec.withBudget(e.budget());
        provenance = e.provenance();
      }
      case BackendChosen e -> backends.add(e);
      case SpaceGrown e -> spec = spec.withSpace(spec.space().with(e.parameter()));
      case TrialAdded e -> {
        trials.add(new Trial.Pending(e.trial(), e.configuration()));
        end(stored.position(), finished(e), true);
      }
      case TrialProposed e -> {
        e.rationale().ifPresent(why -> rationales.put(e.trial(), why));
        put(new Trial.Pending(e.trial(), e.configuration()));
      }
      case TrialClaimed e -> {
        Trial trial = trial(e.trial());
        reports.remove(e.trial()); // Those of a worker that was lost are in the log only.
        suggested.remove(e.trial());
        put(new Trial.Running(e.trial(), trial.configuration(), e.claim(), reported(e.trial())));
      }
      case ClaimRenewed e -> {
        if (trial(e.trial()) instanceof Trial.Running running) {
          put(
              new Trial.Running(
                  e.trial(),
                  running.configuration(),
                  running.claim().renewedUntil(e.leaseUntil()),
                  running.measurements()));
        }
      }
      case Suggested e -> {
        if (trial(e.trial()) instanceof Trial.Running running) {
          suggested.computeIfAbsent(e.trial(), _ -> new HashSet<>()).add(e.parameter());
          put(
              new Trial.Running(
                  e.trial(),
                  running.configuration().with(e.parameter(), e.value()),
                  running.claim(),
                  running.measurements()));
        }
      }
      case Measured e -> {
        // A report that arrives after the end is in the log, but no longer part of the trial.
        if (trial(e.trial()) instanceof Trial.Open) {
          reports.computeIfAbsent(e.trial(), _ -> new ArrayList<>()).add(e.measurement());
        }
      }
      case TrialFinished e -> finish(stored, e);
    }
  }

  /**
   * As created, with the budget of the last who went on with the study and, where the space is
   * open, what it has grown to.
   */
  public StudySpec spec() {
    return spec;
  }

  /** Of the last who went on with the study. */
  public Provenance provenance() {
    return provenance;
  }

  /** The backends that were chosen so far, in the order of the choices. */
  public List<BackendChosen> backends() {
    return List.copyOf(backends);
  }

  /** Number of events folded: the position of the next one. */
  public long events() {
    return events;
  }

  /** All trials in order of number. A view: valid until the next event. */
  public List<Trial> trials() {
    return trials.stream().map(this::withReports).toList();
  }

  public int trialCount() {
    return trials.size();
  }

  public Optional<Trial> find(long number) {
    return number >= 0 && number < trials.size()
        ? Optional.of(withReports(trials.get((int) number)))
        : Optional.empty();
  }

  /**
   * What a trial has been evaluated with so far: in an open space what it has asked for, which of a
   * running trial need not be all that was proposed for it, nor be proposed at all.
   */
  public Configuration evaluated(long number) {
    Trial trial = trial(number);
    return trial instanceof Trial.Open && spec.space().isOpen()
        ? trial.configuration().only(suggested.getOrDefault(number, Set.of()))
        : trial.configuration();
  }

  /** Whether a trial came finished, from elsewhere. */
  public boolean isAdded(long number) {
    return added.get(Math.toIntExact(number));
  }

  /** Why the strategy proposed a trial, where it was the strategy and it said so. O(1). */
  public Optional<Rationale> rationale(long number) {
    return Optional.ofNullable(rationales.get(number));
  }

  /** Trials not finished, in order of number. */
  public List<Trial.Open> open() {
    return List.copyOf(open.values());
  }

  /** The first trial in order of number that nobody has worked on. */
  public Optional<Trial.Pending> firstPending() {
    return pending.isEmpty() ? Optional.empty() : Optional.of(pending.firstEntry().getValue());
  }

  /** Trials that nobody has worked on. */
  public int pendingCount() {
    return pending.size();
  }

  /** Trials that somebody works on. */
  public int runningCount() {
    return open.size() - pending.size();
  }

  /** Whether a trial that runs has reported just that. O(its reports). */
  public boolean hasReported(long number, Measurement measurement) {
    return reports.getOrDefault(number, List.of()).contains(measurement);
  }

  /** Trials that have ever been claimed. */
  public int startedCount() {
    return trials.size() - pending.size() - addedCount;
  }

  /**
   * Trials that count against a budget: those started here and not abandoned, because an abandoned
   * trial has told nothing about its configuration.
   */
  public int spentCount() {
    return startedCount() - abandoned;
  }

  public int finishedCount() {
    return finished.size();
  }

  /** Finished trials in the order in which they finished, from the given index on. */
  public List<Trial.Finished> finishedFrom(int index) {
    return List.copyOf(finished.subList(index, finished.size()));
  }

  /** Shows every finished trial with the log position at which it ended, in that order. */
  public void forEachFinished(FinishVisitor visitor) {
    for (int i = 0; i < finished.size(); i++) {
      visitor.visit(finished.get(i), finishPositions.get(i));
    }
  }

  /** Takes a finished trial. */
  @FunctionalInterface
  public interface FinishVisitor {
    void visit(Trial.Finished trial, long position);
  }

  /** How many trials had finished before a log position. O(log finished). */
  public int finishedBefore(long position) {
    int low = 0;
    int high = finishPositions.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (finishPositions.get(middle) < position) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The feasible completed trial with the best first objective; the earlier of two equals. */
  public Optional<Trial.Completed> best() {
    return best;
  }

  /**
   * Of the completed trials of a configuration the one with the best first objective, and of equals
   * the one of the lowest number. O(trials).
   */
  public Optional<Trial.Completed> bestOf(Configuration configuration) {
    ObjectiveSpec first = spec.firstObjective();
    Optional<Trial.Completed> found = Optional.empty();
    for (Trial trial : trials) {
      if (trial instanceof Trial.Completed done
          && done.configuration().equals(configuration)
          && found
              .map(
                  best ->
                      first
                          .direction()
                          .isBetter(
                              done.evaluation().value(first.name()),
                              best.evaluation().value(first.name())))
              .orElse(true)) {
        found = Optional.of(done);
      }
    }
    return found;
  }

  /**
   * The Pareto front, as {@link StudySpec#front} of the finished trials; of trials with equal
   * values the one that finished first. Computed anew each time, in O(n²) at most for n trials.
   */
  public List<Trial.Completed> front() {
    return spec.front(finished);
  }

  /**
   * Finished trials since the best one was found, those apart that were abandoned or came from
   * elsewhere.
   */
  public int finishedSinceBest() {
    return informative - informativeAtBest;
  }

  /** Who works on a trial, if somebody does. O(1), whatever the trial has reported. */
  public Optional<Claim> claim(long number) {
    return open.get(number) instanceof Trial.Running running
        ? Optional.of(running.claim())
        : Optional.empty();
  }

  private void finish(StoredEvent stored, TrialFinished e) {
    if (!(trial(e.trial()) instanceof Trial.Running running)) {
      throw new IllegalArgumentException("trial " + e.trial() + " finished without being claimed");
    }
    long number = e.trial();
    Claim claim = running.claim();
    Trial.Timing timing = new Trial.Timing(claim.worker(), claim.since(), stored.time());
    List<Measurement> measured = reported(number);
    TrialAdded whole = new TrialAdded(number, evaluated(number), measured, timing, e.outcome());
    end(stored.position(), finished(whole), false);
    open.remove(number);
    reports.remove(number);
    suggested.remove(number);
  }

  private void end(long position, Trial.Finished end, boolean isAdded) {
    trials.set((int) end.number(), end);
    finished.add(end);
    finishPositions.add(position);
    boolean isAbandoned = end instanceof Trial.Abandoned;
    if (isAdded) {
      added.set((int) end.number());
      addedCount++;
    } else if (isAbandoned) {
      abandoned++;
    }
    if (!isAbandoned && !isAdded) {
      informative++;
    }
    if (end instanceof Trial.Completed completed && spec.isNewBest(completed, best)) {
      best = Optional.of(completed);
      informativeAtBest = informative;
    }
  }

  private static Trial.Finished finished(TrialAdded e) {
    return switch (e.outcome()) {
      case Outcome.Completed(var evaluation) ->
          new Trial.Completed(
              e.trial(), e.configuration(), e.measurements(), e.timing(), evaluation);
      case Outcome.Pruned(var reason) ->
          new Trial.Pruned(e.trial(), e.configuration(), e.measurements(), e.timing(), reason);
      case Outcome.Failed(var failure) ->
          new Trial.Failed(e.trial(), e.configuration(), e.measurements(), e.timing(), failure);
      case Outcome.Abandoned(var reason) ->
          new Trial.Abandoned(e.trial(), e.configuration(), e.measurements(), e.timing(), reason);
    };
  }

  private void put(Trial.Open trial) {
    if (trial.number() == trials.size()) {
      trials.add(trial);
    } else {
      trials.set((int) trial.number(), trial);
    }
    open.put(trial.number(), trial);
    switch (trial) {
      case Trial.Pending waiting -> pending.put(trial.number(), waiting);
      case Trial.Running _ -> pending.remove(trial.number());
    }
  }

  private Trial trial(long number) {
    if (number < 0 || number >= trials.size()) {
      throw new IllegalArgumentException("there is no trial " + number);
    }
    return trials.get((int) number);
  }

  private List<Measurement> reported(long number) {
    return List.copyOf(reports.getOrDefault(number, List.of()));
  }

  /**
   * Reports of a running trial are kept apart until it ends, so that each costs O(1) and not
   * O(reports).
   */
  private Trial withReports(Trial trial) {
    return trial instanceof Trial.Running running && reports.containsKey(running.number())
        ? new Trial.Running(
            running.number(), running.configuration(), running.claim(), reported(running.number()))
        : trial;
  }
}
