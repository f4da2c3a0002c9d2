package dev.luthier.run;

import dev.luthier.error.InvalidInputException;
import dev.luthier.space.Configuration;
import dev.luthier.space.Parameter;
import dev.luthier.store.AppendResult;
import dev.luthier.store.EventLog;
import dev.luthier.store.StoredEvent;
import dev.luthier.store.StudyEvent;
import dev.luthier.store.StudyEvent.BackendChosen;
import dev.luthier.store.StudyEvent.Origin;
import dev.luthier.store.StudyEvent.StudyResumed;
import dev.luthier.store.StudyEvent.TrialAdded;
import dev.luthier.store.StudyEvent.TrialClaimed;
import dev.luthier.store.StudyEvent.TrialFinished;
import dev.luthier.store.StudyEvent.TrialProposed;
import dev.luthier.store.StudyState;
import dev.luthier.strategy.Proposals;
import dev.luthier.study.Budget;
import dev.luthier.study.Claim;
import dev.luthier.study.Outcome;
import dev.luthier.study.Provenance;
import dev.luthier.study.RandomStreams;
import dev.luthier.study.StudySpec;
import dev.luthier.study.Trial;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/**
 * A study's log and the state that follows it, event by event. Thread-safe; what is appended
 * becomes durable by {@link #sync} and not before, so that callers wait for the disk outside their
 * locks.
 */
final class StudyJournal {
  /**
   * In one process it is not the lease but the process's end that tells that a worker is dead, so
   * leases outlast every run.
   */
  private static final Duration LEASE = Duration.ofDays(36_500);

  /**
   * A checkpoint is due when the log has grown by a tenth, and by so many events: a fresh JVM reads
   * 30,000 events in half a second. All checkpoints of a study together write ten times what the
   * last one does.
   */
  private static final long CHECKPOINT_SHARE = 10;

  private static final long CHECKPOINT_EVENTS = 10_000;

  /**
   * On closing it is made for fewer events: they are read in a blink, but again at every opening.
   */
  private static final long CLOSING_EVENTS = 2_500;

  private final EventLog log;
  private final Clock clock;

  /** Guards the appends and the state. */
  private final ReentrantLock lock = new ReentrantLock();

  private final StudyState state;
  private long checkpointed;

  StudyJournal(EventLog log, StudyState state, Clock clock) {
    this.log = log;
    this.state = state;
    this.clock = clock;
    this.checkpointed = state.events();
  }

  StudySpec spec() {
    return locked(state::spec);
  }

  /** Something that the state knows. */
  <T> T read(Function<StudyState, T> question) {
    return locked(() -> question.apply(state));
  }

  List<StoredEvent> events(long from, int limit) {
    return log.read(from, limit);
  }

  Trial trial(long number) {
    return locked(
        () -> {
          requireTrial(number);
          return state.find(number).orElseThrow();
        });
  }

  /** Why a budget allows no more trials, if so. */
  Optional<StopReason> done(Budget budget) {
    return locked(() -> BudgetRule.stop(budget, state));
  }

  /** How many trials a budget still lets start; empty for any number. */
  OptionalLong startable(Budget budget) {
    OptionalLong trials = budget.trials();
    return trials.isPresent()
        ? OptionalLong.of(trials.getAsLong() - locked(state::spentCount))
        : OptionalLong.empty();
  }

  /**
   * Workers of running trials that lived in a process: dead, when another process opens the study.
   */
  Set<String> processWorkers() {
    Set<String> workers = new TreeSet<>();
    for (Trial.Open trial : read(StudyState::open)) {
      if (trial instanceof Trial.Running running
          && WorkerName.isProcess(running.claim().worker())) {
        workers.add(running.claim().worker());
      }
    }
    return workers;
  }

  /** Goes on where another process ended: what its workers left is abandoned, and wanted again. */
  void resume(Budget budget, Provenance provenance, Set<String> lostWorkers) {
    lock.lock();
    try {
      if (!budget.equals(spec().budget()) || !provenance.equals(state.provenance())) {
        append(new StudyResumed(budget, provenance));
      }
      // As one: a kill in between would lose a configuration for good.
      log.together(() -> giveUp(lostWorkers));
    } finally {
      lock.unlock();
    }
    sync();
  }

  /** Takes note of the backend that computes from now on. */
  void chose(BackendChosen choice) {
    lock.lock();
    try {
      append(choice);
    } finally {
      lock.unlock();
    }
  }

  private void giveUp(Set<String> lostWorkers) {
    for (Trial.Open trial : state.open()) {
      if (trial instanceof Trial.Running running
          && lostWorkers.contains(running.claim().worker())) {
        Outcome outcome = new Outcome.Abandoned("its process ended before it did");
        String worker = running.claim().worker();
        append(new TrialFinished(trial.number(), worker, outcome, Optional.empty()));
        enqueued(trial.configuration(), Optional.empty());
      }
    }
  }

  /**
   * Claims trials that wait, in order of number: all of them or, should the process be killed,
   * none.
   */
  List<Trial> claimPending(int count, String worker, Optional<String> key) {
    lock.lock();
    try {
      List<Trial> claimed = new ArrayList<>();
      Instant now = clock.instant();
      Claim claim = new Claim(worker, now, now.plus(LEASE));
      log.together(
          () -> {
            for (Optional<Trial.Pending> next = state.firstPending();
                next.isPresent() && claimed.size() < count;
                next = state.firstPending()) {
              int index = claimed.size();
              Optional<String> eventKey = key.map(k -> EventKeys.asked(k, index));
              append(new TrialClaimed(next.get().number(), claim, eventKey));
              claimed.add(next.get());
            }
          });
      return claimed;
    } finally {
      lock.unlock();
    }
  }

  /** The trials that an ask was answered with, if there was one of that key. */
  Optional<List<Trial>> askedBefore(String key) {
    List<Trial> trials = new ArrayList<>();
    for (OptionalLong number = keyed(EventKeys.asked(key, 0));
        number.isPresent();
        number = keyed(EventKeys.asked(key, trials.size()))) {
      trials.add(trial(number.getAsLong()));
    }
    return trials.isEmpty() ? Optional.empty() : Optional.of(trials);
  }

  /** A new trial that waits and comes before others; its number. */
  long enqueue(Configuration configuration, Optional<String> key) {
    Optional<String> eventKey = key.map(EventKeys::enqueued);
    OptionalLong before = eventKey.map(this::keyed).orElse(OptionalLong.empty());
    if (before.isPresent()) {
      return before.getAsLong();
    }
    lock.lock();
    try {
      return enqueued(configuration, eventKey);
    } finally {
      lock.unlock();
    }
  }

  /** New trials that wait, proposed by a strategy that had seen the log up to a position. */
  void propose(Proposals proposals, long basis) {
    lock.lock();
    try {
      for (int i = 0; i < proposals.configurations().size(); i++) {
        append(
            new TrialProposed(
                state.trialCount(),
                proposals.configurations().get(i),
                Origin.STRATEGY,
                basis,
                proposals.rounds().get(i),
                proposals.rationales().get(i),
                Optional.empty()));
      }
    } finally {
      lock.unlock();
    }
  }

  /** New trials that are finished already; their numbers. Their configurations fit. */
  List<Long> add(
      List<EvaluatedTrial> trials, List<Configuration> configurations, Optional<String> key) {
    OptionalLong before =
        key.map(EventKeys::firstAdded).map(this::keyed).orElse(OptionalLong.empty());
    if (before.isPresent()) {
      OptionalLong last = keyed(EventKeys.lastAdded(key.orElseThrow()));
      return numbers(before.getAsLong(), last.orElse(before.getAsLong()) + 1);
    }
    lock.lock();
    try {
      long first = state.trialCount();
      int last = trials.size() - 1;
      log.together(
          () -> {
            for (int i = 0; i <= last; i++) {
              boolean isLast = i == last;
              Optional<String> eventKey =
                  i == 0
                      ? key.map(EventKeys::firstAdded)
                      : key.filter(_ -> isLast).map(EventKeys::lastAdded);
              append(added(first + i, trials.get(i), configurations.get(i), eventKey));
            }
          });
      return numbers(first, first + trials.size());
    } finally {
      lock.unlock();
    }
  }

  private static List<Long> numbers(long first, long end) {
    return LongStream.range(first, end).boxed().toList();
  }

  private static TrialAdded added(
      long number, EvaluatedTrial trial, Configuration configuration, Optional<String> key) {
    return new TrialAdded(
        number, configuration, trial.measurements(), trial.timing(), trial.outcome(), key);
  }

  /** The trial that an event was about which somebody has given a key. */
  private OptionalLong keyed(String key) {
    return log.keyed(key)
        .map(
            stored ->
                stored.event() instanceof StudyEvent.TrialEvent e
                    ? OptionalLong.of(e.trial())
                    : OptionalLong.empty())
        .orElse(OptionalLong.empty());
  }

  /**
   * The end of a trial, durable when this returns. Whoever speaks for a trial through this journal
   * speaks for the worker that claimed it.
   */
  AppendResult finish(long trial, Outcome outcome, Optional<String> key) {
    AppendResult result;
    lock.lock();
    try {
      requireTrial(trial);
      String worker = state.claim(trial).map(Claim::worker).orElse("");
      result = appendToTrial(new TrialFinished(trial, worker, outcome, key));
      checkpoint(Math.max(CHECKPOINT_EVENTS, state.events() / CHECKPOINT_SHARE));
    } finally {
      lock.unlock();
    }
    switch (result) {
      case AppendResult.Appended(StoredEvent event) -> log.sync(event.position());
      // The first answer may not have reached the disk yet.
      case AppendResult.Repeated(StoredEvent first) -> log.sync(first.position());
      // Nothing was appended, but what contradicts may not have reached the disk yet.
      case AppendResult.Conflict _ -> sync();
    }
    return result;
  }

  /** Appends an event about a trial that others may contradict. */
  AppendResult appendToTrial(StudyEvent.TrialEvent event) {
    lock.lock();
    try {
      requireTrial(event.trial());
      AppendResult result = log.append(event);
      if (result instanceof AppendResult.Appended(StoredEvent stored)) {
        state.apply(stored);
      }
      return result;
    } finally {
      lock.unlock();
    }
  }

  /**
   * What a running trial of an open space gets for a parameter; as durable as its reports.
   *
   * @param parameter as {@link Suggestion#plain} gives it
   */
  Object suggest(long trial, Parameter<?> parameter, RandomStreams random) {
    lock.lock();
    try {
      requireTrial(trial);
      Suggestion suggestion = Suggestion.of(state, trial, parameter, random);
      log.together(() -> suggestion.events().forEach(this::append));
      return suggestion.value();
    } finally {
      lock.unlock();
    }
  }

  /** The position of the last event so far. */
  long last() {
    return locked(state::events) - 1;
  }

  /** Waits until everything appended so far is durable. */
  void sync() {
    log.sync(last());
  }

  /** As {@link #sync()}, for everything up to a position. */
  void sync(long position) {
    log.sync(position);
  }

  /** The last chance to make the next opening faster. */
  void close() {
    lock.lock();
    try {
      checkpoint(CLOSING_EVENTS);
    } finally {
      lock.unlock();
    }
  }

  /** Where the log has grown by so many events. Holds the lock. */
  private void checkpoint(long growth) {
    if (state.events() - checkpointed >= growth) {
      log.checkpoint(state);
      checkpointed = state.events();
    }
  }

  private long enqueued(Configuration configuration, Optional<String> key) {
    long number = state.trialCount();
    append(new TrialProposed(number, configuration, Origin.ENQUEUED, state.events(), key));
    return number;
  }

  /** By number alone: to find a trial copies its reports. */
  private void requireTrial(long number) {
    if (number < 0 || number >= state.trialCount()) {
      throw new InvalidInputException("trial", number, "there is no such trial");
    }
  }

  /** Appends an event that nobody else can contradict. Holds the lock. */
  private void append(StudyEvent event) {
    switch (log.append(event)) {
      case AppendResult.Appended(StoredEvent stored) -> state.apply(stored);
      case AppendResult.Repeated _ -> throw new IllegalStateException("said twice: " + event);
      case AppendResult.Conflict(String reason) -> throw new IllegalStateException(reason);
    }
  }

  private <T> T locked(Supplier<T> question) {
    lock.lock();
    try {
      return question.get();
    } finally {
      lock.unlock();
    }
  }
}
