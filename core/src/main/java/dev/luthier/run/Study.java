package dev.luthier.run;

import dev.luthier.command.Leftovers;
import dev.luthier.config.Defaults;
import dev.luthier.error.InvalidInputException;
import dev.luthier.select.BackendWish;
import dev.luthier.select.CommonSpaceStrategy;
import dev.luthier.select.LastingStrategy;
import dev.luthier.select.Pruners;
import dev.luthier.select.StudyCompute;
import dev.luthier.space.Configuration;
import dev.luthier.space.Parameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.store.AppendResult;
import dev.luthier.store.EventLog;
import dev.luthier.store.StoredEvent;
import dev.luthier.store.StudyEvent;
import dev.luthier.store.StudyEvent.StudyCreated;
import dev.luthier.store.StudyState;
import dev.luthier.store.StudyStore;
import dev.luthier.store.memory.InMemoryStore;
import dev.luthier.strategy.Rationale;
import dev.luthier.strategy.Strategy;
import dev.luthier.strategy.Surrogate;
import dev.luthier.study.Budget;
import dev.luthier.study.Direction;
import dev.luthier.study.EarlierStudy;
import dev.luthier.study.Evaluation;
import dev.luthier.study.Failure;
import dev.luthier.study.Measurement;
import dev.luthier.study.Objective;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.Outcome;
import dev.luthier.study.Provenance;
import dev.luthier.study.RandomStreams;
import dev.luthier.study.StudySpec;
import dev.luthier.study.Trial;
import dev.luthier.study.TrialContext;
import dev.luthier.version.LuthierVersion;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A study in progress: asks its strategy for configurations, hands them out as trials, and records
 * what comes of them.
 *
 * <p>Thread-safe: any number of threads may ask, report and tell. Asking threads take turns at the
 * strategy; telling ones do not wait for them, so a slow proposal never holds up a result.
 */
public final class Study implements AutoCloseable {
  private static final String SEED_PURPOSE = "objective";

  private final StudyStore store;
  private final StudyJournal journal;
  private final TrialSource source;
  private final Pruning pruning;
  private final RandomStreams random;
  private final String worker;
  private final Set<String> lostWorkers;

  private Study(
      StudyStore store, StudyJournal journal, Set<String> lostWorkers, BackendWish backend) {
    this.store = store;
    this.journal = journal;
    this.random = new RandomStreams(journal.spec().seed());
    var compute = StudyCompute.of(backend, new JournalledBackends(journal));
    Strategy strategy =
        LastingStrategy.of(
            () -> CommonSpaceStrategy.of(journal::spec, compute),
            compute,
            count -> journal.read(state -> state.finishedFrom(0)).subList(0, count));
    this.source = new TrialSource(journal, strategy, random);
    this.pruning = new Pruning(journal, Pruners.create(journal.spec()));
    this.worker = WorkerName.ofThisProcess();
    this.lostWorkers = Set.copyOf(lostWorkers);
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

  /**
   * A new study in a store, which the study closes with itself.
   *
   * <p>What it knows of earlier studies is settled here: those that are only named are looked up in
   * the store, and of each that has more than 1,000 trials so many are kept, the better half of
   * them by the first objective.
   *
   * @throws InvalidInputException when there is a study of that name; when the strategy is unknown
   *     or cannot handle the study; when an earlier study is not in the store, has found out
   *     nothing, or has another question: other objectives, or no parameter in common
   */
  public static Study create(StudySpec spec, StudyStore store, Clock clock) {
    return create(spec, store, clock, BackendWish.AUTO);
  }

  /**
   * As {@link #create(StudySpec, StudyStore, Clock)}.
   *
   * @param backend which backend models are to be computed with
   * @throws InvalidInputException also when that does not work here
   */
  public static Study create(StudySpec spec, StudyStore store, Clock clock, BackendWish backend) {
    backend.requireAvailable();
    StudySpec whole = EarlierStudies.lookedUp(spec, store);
    CommonSpaceStrategy.require(whole); // A study that cannot be asked must not reach the store.
    Pruners.create(whole);
    EventLog log =
        store
            .create(new StudyCreated(whole, provenance()))
            .orElseThrow(
                () -> new InvalidInputException("name", spec.name(), "this study exists already"));
    StudyState state = log.replay(Optional.of(spec.space()));
    return new Study(store, new StudyJournal(log, state, clock), Set.of(), backend);
  }

  /**
   * A new study, or the one of that name in the store, continued: trials that ran in a process that
   * is no more are abandoned, what their commands left running is ended, and their configurations
   * come first, under new numbers. At most one {@code Study} at a time is open on one study. The
   * study closes the store with itself.
   *
   * @throws InvalidInputException naming what differs, when the study was begun with another space,
   *     other objectives, constraints, strategy, pruner, seed or earlier studies (by name; their
   *     trials stay what they were when it was created), or with a larger budget
   */
  public static Study open(StudySpec spec, StudyStore store, Clock clock) {
    return open(spec, store, clock, BackendWish.AUTO);
  }

  /**
   * As {@link #open(StudySpec, StudyStore, Clock)}.
   *
   * @param backend which backend models are to be computed with; on {@code auto} those that the
   *     study has computed with before
   * @throws InvalidInputException also when that does not work here
   */
  public static Study open(StudySpec spec, StudyStore store, Clock clock, BackendWish backend) {
    Optional<EventLog> log = store.find(spec.name());
    if (log.isEmpty()) {
      return create(spec, store, clock, backend);
    }
    backend.requireAvailable();
    StudyState state = replayed(log.get(), spec);
    SpecChange.requireNoLess(state.spec(), spec);
    return resumed(store, new StudyJournal(log.get(), state, clock), spec.budget(), backend);
  }

  /**
   * As {@link #open(StudySpec, StudyStore, Clock)}, for those who bring results and not a plan: a
   * budget that would shrink leaves the study's own as it is.
   */
  public static Study join(StudySpec spec, StudyStore store, Clock clock) {
    return join(spec, store, clock, BackendWish.AUTO);
  }

  /**
   * As {@link #join(StudySpec, StudyStore, Clock)}, with a wish as in {@link #open(StudySpec,
   * StudyStore, Clock, BackendWish)}.
   */
  public static Study join(StudySpec spec, StudyStore store, Clock clock, BackendWish backend) {
    Optional<EventLog> log = store.find(spec.name());
    if (log.isEmpty()) {
      return create(spec, store, clock, backend);
    }
    backend.requireAvailable();
    StudyState state = replayed(log.get(), spec);
    boolean grows = SpecChange.shrinkage(state.spec(), spec).isEmpty();
    Budget budget = grows ? spec.budget() : state.spec().budget();
    return resumed(store, new StudyJournal(log.get(), state, clock), budget, backend);
  }

  /** The state of a log whose study is the one that a spec describes, its budget apart. */
  private static StudyState replayed(EventLog log, StudySpec spec) {
    SpecChange.requireSameSpace(created(log), spec);
    StudyState state = log.replay(Optional.of(spec.space()));
    SpecChange.requireSameQuestion(state.spec(), spec);
    return state;
  }

  /**
   * A study that is in the store, continued as by {@link #open(StudySpec, StudyStore, Clock)}.
   *
   * @throws InvalidInputException when there is no study of that name
   */
  public static Study open(String name, StudyStore store, Clock clock) {
    EventLog log =
        store
            .find(name)
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        "study", name, "is not in this store, which has " + store.studies()));
    StudyState state = log.replay(Optional.empty());
    var journal = new StudyJournal(log, state, clock);
    return resumed(store, journal, state.spec().budget(), BackendWish.AUTO);
  }

  /**
   * Goes on with this study under the budget of a spec that describes it.
   *
   * @throws InvalidInputException as {@link #open(StudySpec, StudyStore, Clock)}
   */
  public void goOn(StudySpec spec) {
    StudySpec before = spec();
    SpecChange.requireSameSpace(before, spec);
    SpecChange.requireSameQuestion(before, spec);
    SpecChange.requireNoLess(before, spec);
    journal.resume(spec.budget(), provenance(), Set.of());
  }

  private static StudySpec created(EventLog log) {
    return switch (log.read(0, 1).getFirst().event()) {
      case StudyCreated created -> created.spec();
      case StudyEvent first -> throw new IllegalStateException("the log begins with " + first);
    };
  }

  private static Study resumed(
      StudyStore store, StudyJournal journal, Budget budget, BackendWish backend) {
    CommonSpaceStrategy.require(journal.spec());
    Pruners.create(journal.spec());
    Set<String> lost = journal.processWorkers();
    if (!lost.isEmpty()) {
      // Before the log says that they are given up: nobody would look for them again.
      Leftovers.end(lost);
    }
    journal.resume(budget, provenance(), lost);
    return new Study(store, journal, lost, backend);
  }

  /**
   * A study of one unnamed value to be minimized, by the default strategy with seed 0: enough to
   * begin with.
   */
  public static Study minimize(SearchSpace space) {
    return of(space, Direction.MINIMIZE);
  }

  /** As {@link #minimize(SearchSpace)}, the other way round. */
  public static Study maximize(SearchSpace space) {
    return of(space, Direction.MAXIMIZE);
  }

  /** A study whose configurations are records: {@link StudyPlan} says how it goes on. */
  public static <T extends Record> StudyPlan<T> minimize(Class<T> space) {
    return StudyPlan.of(space, Direction.MINIMIZE);
  }

  /** As {@link #minimize(Class)}, the other way round. */
  public static <T extends Record> StudyPlan<T> maximize(Class<T> space) {
    return StudyPlan.of(space, Direction.MAXIMIZE);
  }

  private static Study of(SearchSpace space, Direction direction) {
    return create(
        new StudySpec(
            "study",
            space,
            List.of(new ObjectiveSpec(ObjectiveSpec.UNNAMED, direction)),
            List.of(),
            Defaults.strategy(),
            Defaults.SEED,
            Budget.UNLIMITED));
  }

  /** As {@link #minimize(SearchSpace)}, in a space that trials define as they run. */
  public static GrowingStudy minimize() {
    return GrowingStudy.of(minimize(SearchSpace.open()));
  }

  /** As {@link #minimize()}, the other way round. */
  public static GrowingStudy maximize() {
    return GrowingStudy.of(maximize(SearchSpace.open()));
  }

  public StudySpec spec() {
    return journal.spec();
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

  /**
   * As {@link #ask(int)}, with what there is after some time: one trial at least, the last of them
   * the best that the search for it has found so far. It takes longer where the strategy has to
   * wait for a model to be fitted, which cannot be cut short, and the first round of a search is
   * always finished.
   *
   * @param limit from now on, waiting for other asks included
   */
  public Asked ask(int count, Duration limit) {
    return ask(new Ask(count, Optional.empty(), Optional.of(limit)), spec().budget(), worker);
  }

  /** As {@link #ask(int)}, for somebody who may answer after this process has ended. */
  public Asked askForClient(Ask ask) {
    return ask(ask, spec().budget(), WorkerName.CLIENT);
  }

  Asked ask(int count, Budget budget) {
    return ask(Ask.of(count), budget, worker);
  }

  private Asked ask(Ask ask, Budget budget, String claimant) {
    TrialSource.Claimed claimed = source.claim(ask, budget, claimant);
    // Outside the lock: those who ask at the same time share one wait for the disk. A repeated ask
    // waits too: the first may not have got that far.
    journal.sync();
    List<TrialContext> trials = new ArrayList<>();
    for (Trial trial : claimed.trials()) {
      long seed = random.seed(trial.number(), SEED_PURPOSE);
      trials.add(new ActiveTrial(this, trial.number(), trial.configuration(), seed));
    }
    return new Asked(trials, claimed.done());
  }

  /**
   * Wants a configuration evaluated before anything the strategy proposes.
   *
   * @return the number of its trial
   * @throws InvalidInputException when it is not a permitted configuration of the space
   */
  public long enqueue(Map<String, ?> values) {
    return enqueue(values, Optional.empty());
  }

  /**
   * As {@link #enqueue(Map)}.
   *
   * @param key the caller's name for this, if any: under it again, the answer is the first one's
   */
  public long enqueue(Map<String, ?> values, Optional<String> key) {
    Configuration configuration = spec().space().wish(values);
    long number = source.enqueue(configuration, key);
    journal.sync();
    return number;
  }

  /** As {@link #add(List, Optional)}. */
  public List<Long> add(List<EvaluatedTrial> trials) {
    return add(trials, Optional.empty());
  }

  /**
   * Takes in trials that were evaluated elsewhere, for the strategy to learn from; they use up no
   * budget.
   *
   * @param key the caller's name for this, if any: under it again, nothing is added and the answer
   *     is the first one's
   * @return their numbers
   * @throws InvalidInputException when one is not of this study's space or objectives; then none is
   *     taken
   */
  public List<Long> add(List<EvaluatedTrial> trials, Optional<String> key) {
    List<Configuration> configurations = new ArrayList<>();
    for (int i = 0; i < trials.size(); i++) {
      configurations.add(Verdict.checked(trials.get(i), "trials[" + i + "]", spec()));
    }
    List<Long> numbers = source.add(trials, configurations, key);
    journal.sync();
    return numbers;
  }

  /**
   * Records a trial's result; it is durable when this returns. NaN becomes a failure; a repetition
   * of the same result is answered with the first.
   *
   * @return whether it was recorded, said before, or contradicts what was said before
   * @throws InvalidInputException when there is no such trial, a value is missing, or a name
   *     unknown
   */
  public AppendResult tell(long trial, Evaluation evaluation) {
    return tell(trial, new Outcome.Completed(evaluation), Optional.empty());
  }

  /**
   * Records how a trial ended; it is durable when this returns.
   *
   * @param key the caller's name for this tell, if any: repeating it is answered with the first
   * @return as {@link #tell(long, Evaluation)}
   * @throws InvalidInputException as there
   * @throws dev.luthier.store.StoreException when the store cannot write; say it again later
   */
  public AppendResult tell(long trial, Outcome outcome, Optional<String> key) {
    return journal.finish(trial, Verdict.judged(outcome, spec()), key);
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

  /**
   * Records an intermediate measurement of a running trial; it becomes durable with the next result
   * at the latest.
   *
   * @return why the trial should be {@link #prune}d, if the study's pruner finds so, now or before
   */
  public Optional<String> report(long trial, Measurement measurement) {
    return pruning.report(trial, measurement);
  }

  /** What the last {@link #report} of a running trial was answered with. */
  public Optional<String> advice(long trial) {
    return pruning.advice(trial);
  }

  /**
   * Something that the study's state knows, all of it at one moment. Others wait meanwhile; the
   * state itself must not get out.
   */
  public <T> T read(Function<StudyState, T> question) {
    return journal.read(question);
  }

  /** All trials in order of number, as they are now. O(trials). */
  public List<Trial> trials() {
    return journal.read(StudyState::trials);
  }

  /** The feasible trial with the best first objective. */
  public Optional<Trial.Completed> best() {
    return journal.read(StudyState::best);
  }

  /**
   * The Pareto front: the feasible completed trials that no other feasible one dominates, as they
   * are now. In order of the first objective, best first, then of the next ones; of trials with
   * equal values the one that finished first. Empty where {@link #best()} is; with one objective it
   * has that trial alone. O(n log n) for n trials and up to two objectives, at most O(n²) for more.
   * From any thread: others do not wait while it is computed.
   */
  public List<Trial.Completed> front() {
    return spec().front(finished());
  }

  /**
   * The trial to build on: the one the strategy believes best, which on a noisy objective need not
   * be the one that was luckiest; {@link #best()} where the strategy has no opinion. Of several
   * trials of one configuration, the best. May take as long as an ask.
   */
  public Optional<Trial.Completed> recommended() {
    return believedBest().flatMap(c -> read(state -> state.bestOf(c))).or(this::best);
  }

  /** The configuration that the strategy believes best, where it has an opinion. */
  public Optional<Configuration> believedBest() {
    return source.recommend();
  }

  /** Why the strategy proposed a trial, if it was the strategy and it said so. */
  public Optional<Rationale> rationale(long trial) {
    return journal.read(state -> state.rationale(trial));
  }

  /**
   * What somebody sees in the strategy's model of all that has finished, which must not get out;
   * empty where there is none. May take as long as an ask.
   */
  public <T> Optional<T> surrogate(Function<Surrogate, T> look) {
    return source.surrogate(look);
  }

  /** What a running trial of an open space gets for a parameter. */
  <T> T suggest(long trial, Parameter<T> parameter) {
    return parameter.valueOf(journal.suggest(trial, Suggestion.plain(parameter), random));
  }

  /** The log, from a position on: for replay, export and tests. */
  public List<StoredEvent> events(long from, int limit) {
    return journal.events(from, limit);
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
    try {
      source.close();
      journal.close();
    } finally {
      store.close();
    }
  }

  /** Finished trials in the order in which they finished. */
  List<Trial.Finished> finished() {
    return journal.read(state -> state.finishedFrom(0));
  }

  /**
   * What this study has found out so far, for another one to begin with: see {@link
   * StudySpec#withWarmStart}. That one's objectives must have the names and the directions that
   * they have here. O(trials).
   *
   * @throws InvalidInputException when nothing has been found out yet
   */
  public EarlierStudy asEarlier() {
    return EarlierStudies.of(spec().name(), finished());
  }

  /** Why a budget allows no more trials, if so. */
  Optional<StopReason> done(Budget budget) {
    return journal.done(budget);
  }

  /**
   * Workers that died with their processes when this study was last open, and whose trials were
   * given up when it was opened.
   */
  public Set<String> lostWorkers() {
    return lostWorkers;
  }

  /** Who claims this study's trials for the objectives that run here. */
  public String worker() {
    return worker;
  }

  AppendResult finish(long trial, Outcome outcome) {
    return journal.finish(trial, outcome, Optional.empty());
  }

  Trial trial(long number) {
    return journal.trial(number);
  }

  private static Provenance provenance() {
    return new Provenance(LuthierVersion.current(), Runtime.version().toString(), "none");
  }
}
