package dev.luthier.run;

import dev.luthier.config.Defaults;
import dev.luthier.error.InvalidInputException;
import dev.luthier.select.Strategies;
import dev.luthier.space.Configuration;
import dev.luthier.space.SearchSpace;
import dev.luthier.store.AppendResult;
import dev.luthier.store.EventLog;
import dev.luthier.store.StoredEvent;
import dev.luthier.store.StudyEvent;
import dev.luthier.store.StudyEvent.Measured;
import dev.luthier.store.StudyEvent.Origin;
import dev.luthier.store.StudyEvent.StudyCreated;
import dev.luthier.store.StudyEvent.TrialClaimed;
import dev.luthier.store.StudyEvent.TrialFinished;
import dev.luthier.store.StudyEvent.TrialProposed;
import dev.luthier.store.StudyState;
import dev.luthier.store.StudyStore;
import dev.luthier.store.memory.InMemoryStore;
import dev.luthier.strategy.ProposalRequest;
import dev.luthier.strategy.Proposals;
import dev.luthier.strategy.Strategy;
import dev.luthier.study.Budget;
import dev.luthier.study.Claim;
import dev.luthier.study.Direction;
import dev.luthier.study.Evaluation;
import dev.luthier.study.Failure;
import dev.luthier.study.Measurement;
import dev.luthier.study.Objective;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.Outcome;
import dev.luthier.study.Provenance;
import dev.luthier.study.RandomStreams;
import dev.luthier.study.StrategySpec;
import dev.luthier.study.StudySpec;
import dev.luthier.study.Trial;
import dev.luthier.study.TrialContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A study in progress: asks its strategy for configurations, hands them out as trials, and records
 * what comes of them.
 *
 * <p>Thread-safe: any number of threads may ask, report and tell. Asking threads take turns at the
 * strategy; telling ones do not wait for them, so a slow proposal never holds up a result.
 */
public final class Study implements AutoCloseable {
  /**
   * In one process it is not the lease but the process's end that tells that a worker is dead, so
   * leases outlast every run.
   */
  private static final Duration LEASE = Duration.ofDays(36_500);

  private static final String SEED_PURPOSE = "objective";

  private final StudyStore store;
  private final EventLog log;
  private final Strategy strategy;
  private final RandomStreams random;
  private final Clock clock;
  private final String worker;

  /** Guards strategy and observed; taken before stateLock. */
  private final ReentrantLock strategyLock = new ReentrantLock();

  private int observed;

  /** Guards the appends and the state, which follows the log event by event. */
  private final ReentrantLock stateLock = new ReentrantLock();

  private final StudyState state;

  private Study(StudyStore store, EventLog log, Clock clock) {
    this.store = store;
    this.log = log;
    this.clock = clock;
    this.state = StudyState.fold(log.read(0, 1));
    this.strategy = Strategies.create(state.spec());
    this.random = new RandomStreams(state.spec().seed());
    this.worker = "pid-" + ProcessHandle.current().pid();
  }

  /**
   * A new study in memory.
   *
   * @throws InvalidInputException when the strategy is unknown or cannot handle the study
   */
  public static Study create(StudySpec spec) {
    Clock clock = Clock.systemUTC();
    return create(spec, new InMemoryStore(clock), clock);
  }

  /** A new study in a store, which the study closes with itself. */
  public static Study create(StudySpec spec, StudyStore store, Clock clock) {
    Strategies.create(spec); // A study that cannot be asked must not reach the store.
    Provenance provenance =
        new Provenance(LuthierVersion.current(), Runtime.version().toString(), "none");
    EventLog log =
        store
            .create(new StudyCreated(spec, provenance))
            .orElseThrow(
                () -> new InvalidInputException("name", spec.name(), "this study exists already"));
    return new Study(store, log, clock);
  }

  /**
   * A study of one unnamed value to be minimized, by the default strategy with seed 0: enough to
   * begin with.
   */
  public static Study minimize(SearchSpace space) {
    return of(space, Direction.MINIMIZE);
  }

  /** As {@link #minimize}, the other way round. */
  public static Study maximize(SearchSpace space) {
    return of(space, Direction.MAXIMIZE);
  }

  private static Study of(SearchSpace space, Direction direction) {
    return create(
        new StudySpec(
            "study",
            space,
            List.of(new ObjectiveSpec(ObjectiveSpec.UNNAMED, direction)),
            List.of(),
            StrategySpec.named(Defaults.STRATEGY),
            Defaults.SEED,
            Budget.UNLIMITED));
  }

  public StudySpec spec() {
    return state.spec();
  }

  /** One trial to evaluate, or empty when the study is done. */
  public Optional<TrialContext> ask() {
    return ask(1).trials().stream().findFirst();
  }

  /**
   * Up to {@code count} trials to evaluate: enqueued ones first, then what the strategy proposes.
   * Waits for other asks.
   */
  public Asked ask(int count) {
    return ask(count, spec().budget());
  }

  Asked ask(int count, Budget budget) {
    if (count < 1) {
      throw new InvalidInputException("count", count, "must be at least 1");
    }
    strategyLock.lock();
    try {
      List<TrialContext> trials = new ArrayList<>();
      while (trials.size() < count) {
        Optional<StopReason> done = done(budget);
        if (done.isPresent()) {
          return new Asked(trials, done);
        }
        int wanted = startable(count - trials.size(), budget);
        List<TrialContext> claimed = claimPending(wanted);
        trials.addAll(claimed);
        if (claimed.isEmpty() && propose(wanted, budget).configurations().isEmpty()) {
          return new Asked(trials, Optional.of(StopReason.EXHAUSTED));
        }
      }
      return new Asked(trials, Optional.empty());
    } finally {
      strategyLock.unlock();
    }
  }

  /**
   * Wants a configuration evaluated before anything the strategy proposes.
   *
   * @return the number of its trial
   * @throws InvalidInputException when it is not a permitted configuration of the space
   */
  public long enqueue(Map<String, ?> values) {
    Configuration configuration = spec().space().configuration(values);
    strategyLock.lock();
    stateLock.lock();
    try {
      long number = state.trialCount();
      append(new TrialProposed(number, configuration, Origin.ENQUEUED, state.events()));
      return number;
    } finally {
      stateLock.unlock();
      strategyLock.unlock();
    }
  }

  /**
   * Records a trial's result. NaN becomes a failure; a repetition of the same result is answered
   * with the first.
   *
   * @return whether it was recorded, said before, or contradicts what was said before
   * @throws InvalidInputException when there is no such trial, a value is missing, or a name
   *     unknown
   */
  public AppendResult tell(long trial, Evaluation evaluation) {
    Verdict.wrongNames(evaluation, spec())
        .ifPresent(
            failure -> {
              throw new InvalidInputException("values", evaluation.values(), failure.message());
            });
    return finish(trial, Verdict.on(evaluation, spec()));
  }

  /** Records that a trial failed, and why. */
  public AppendResult fail(long trial, String reason) {
    return finish(trial, new Outcome.Failed(new Failure(Failure.Kind.TOLD, reason)));
  }

  /** Records that a trial was stopped early because it promised little. */
  public AppendResult prune(long trial, String reason) {
    return finish(trial, new Outcome.Pruned(reason));
  }

  /** Gives a trial up for a reason that says nothing about its configuration. */
  public AppendResult abandon(long trial, String reason) {
    return finish(trial, new Outcome.Abandoned(reason));
  }

  /** Records an intermediate measurement of a running trial. */
  public void report(long trial, Measurement measurement) {
    appendToTrial(new Measured(trial, measurement));
  }

  /** All trials in order of number, as they are now. O(trials). */
  public List<Trial> trials() {
    stateLock.lock();
    try {
      return state.trials();
    } finally {
      stateLock.unlock();
    }
  }

  /** The feasible trial with the best first objective. */
  public Optional<Trial.Completed> best() {
    stateLock.lock();
    try {
      return state.best();
    } finally {
      stateLock.unlock();
    }
  }

  /** The log, from a position on: for replay, export and tests. */
  public List<StoredEvent> events(long from, int limit) {
    return log.read(from, limit);
  }

  /** Evaluates trials until the budget of the spec is used up. */
  public RunReport run(Objective objective) {
    return run(objective, new RunControl(), RunListener.SILENT);
  }

  /**
   * Evaluates trials until the budget is used up or the control stops it. An objective that throws,
   * hangs past its limit or returns NaN is a recorded failure of its trial.
   */
  public RunReport run(Objective objective, RunControl control, RunListener listener) {
    return new RunLoop(this, objective, spec().budget(), control, listener).run();
  }

  /** As {@link #run(Objective)} for one unnamed value, within the given budget. */
  public RunReport optimize(ScalarObjective function, Budget budget) {
    String name = spec().firstObjective().name();
    Objective objective = trial -> Evaluation.of(name, function.evaluate(trial));
    return new RunLoop(this, objective, budget, new RunControl(), RunListener.SILENT).run();
  }

  @Override
  public void close() {
    store.close();
  }

  /** Why a budget allows no more trials, if so. */
  Optional<StopReason> done(Budget budget) {
    stateLock.lock();
    try {
      return BudgetRule.stop(budget, state);
    } finally {
      stateLock.unlock();
    }
  }

  AppendResult finish(long trial, Outcome outcome) {
    return appendToTrial(new TrialFinished(trial, worker, outcome, Optional.empty()));
  }

  Trial trial(long number) {
    stateLock.lock();
    try {
      requireTrial(number);
      return state.find(number).orElseThrow();
    } finally {
      stateLock.unlock();
    }
  }

  /** At most so many trials as the budget still lets start. */
  private int startable(int count, Budget budget) {
    stateLock.lock();
    try {
      long left = budget.trials().orElse(Long.MAX_VALUE) - state.startedCount();
      return (int) Math.min(count, left);
    } finally {
      stateLock.unlock();
    }
  }

  /** Claims trials that wait, in order of number. */
  private List<TrialContext> claimPending(int count) {
    List<TrialContext> claimed = new ArrayList<>();
    stateLock.lock();
    try {
      for (Optional<Trial.Pending> next = state.firstPending();
          next.isPresent() && claimed.size() < count;
          next = state.firstPending()) {
        Trial.Pending trial = next.get();
        Instant now = clock.instant();
        Claim claim = new Claim(worker, now, now.plus(LEASE));
        append(new TrialClaimed(trial.number(), claim, Optional.empty()));
        claimed.add(
            new ActiveTrial(
                this,
                trial.number(),
                trial.configuration(),
                random.seed(trial.number(), SEED_PURPOSE)));
      }
    } finally {
      stateLock.unlock();
    }
    return claimed;
  }

  /**
   * Shows the strategy what is new and records its proposals as pending trials. Holds strategyLock
   * only while it thinks.
   */
  private Proposals propose(int count, Budget budget) {
    long basis;
    List<Trial.Finished> delta;
    ProposalRequest request;
    stateLock.lock();
    try {
      basis = state.events();
      delta = state.finishedFrom(observed);
      OptionalLong trials = budget.trials();
      OptionalLong remaining =
          trials.isPresent()
              ? OptionalLong.of(trials.getAsLong() - state.startedCount())
              : OptionalLong.empty();
      request = new ProposalRequest(count, state.trialCount(), state.open(), remaining, random);
    } finally {
      stateLock.unlock();
    }
    if (!delta.isEmpty()) {
      strategy.observe(delta);
      observed += delta.size();
    }
    Proposals proposals = strategy.propose(request);
    stateLock.lock();
    try {
      for (Configuration configuration : proposals.configurations()) {
        append(new TrialProposed(state.trialCount(), configuration, Origin.STRATEGY, basis));
      }
    } finally {
      stateLock.unlock();
    }
    return proposals;
  }

  private AppendResult appendToTrial(StudyEvent.TrialEvent event) {
    stateLock.lock();
    try {
      requireTrial(event.trial());
      AppendResult result = log.append(event);
      if (result instanceof AppendResult.Appended(StoredEvent stored)) {
        state.apply(stored);
      }
      return result;
    } finally {
      stateLock.unlock();
    }
  }

  /** Holds stateLock. By number alone: to find a trial copies its reports. */
  private void requireTrial(long number) {
    if (number < 0 || number >= state.trialCount()) {
      throw new InvalidInputException("trial", number, "there is no such trial");
    }
  }

  /** Appends an event that nobody but this study can contradict. */
  private void append(StudyEvent event) {
    switch (log.append(event)) {
      case AppendResult.Appended(StoredEvent stored) -> state.apply(stored);
      case AppendResult.Repeated _ -> throw new IllegalStateException("said twice: " + event);
      case AppendResult.Conflict(String reason) -> throw new IllegalStateException(reason);
    }
  }
}
