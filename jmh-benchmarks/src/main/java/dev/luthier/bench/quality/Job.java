package dev.luthier.bench.quality;

import dev.luthier.bench.problem.History;
import dev.luthier.bench.problem.Instance;
import dev.luthier.bench.problem.Problem;
import dev.luthier.bench.problem.ScalarInstance;
import dev.luthier.error.InvalidInputException;
import dev.luthier.run.Study;
import dev.luthier.space.Configuration;
import dev.luthier.study.Budget;
import dev.luthier.study.EarlierStudy;
import dev.luthier.study.Evaluation;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.RandomStreams;
import dev.luthier.study.StrategySpec;
import dev.luthier.study.StudySpec;
import dev.luthier.study.TrialContext;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/** One run to be made: a study in memory that is asked and told until its budget is used up. */
record Job(Method method, Problem problem, long seed, int evaluations) {
  /** Those of the recorded runs. */
  static final List<Integer> CHECKPOINTS = List.of(10, 25, 50, 100);

  /** Trials of an earlier study. */
  private static final int EARLIER = 50;

  private static final double MILLISECONDS = 1e-6;

  /** Of log durations: two thirds of the trials take 0.6 to 1.6 times as long as the middle one. */
  private static final double DURATION_SPREAD = 0.5;

  /**
   * A strategy with its options, and how it is run.
   *
   * @param name what its rows are called, where one worker makes them
   * @param ownStart whether it begins in its own way rather than with the common starting points
   * @param workers how many trials run at a time, on a simulated clock
   */
  record Method(String name, StrategySpec strategy, boolean ownStart, int workers) {
    /** What its rows are called. */
    String label() {
      return workers == 1 ? name : name + " " + workers + " workers";
    }
  }

  RunRow.Key key() {
    return new RunRow.Key(method.label(), problem.name(), seed);
  }

  /**
   * Makes the run.
   *
   * @throws InvalidInputException when the strategy cannot handle the problem
   * @throws IllegalStateException naming the run, when anything else goes wrong in it
   */
  RunRow run() {
    long began = System.nanoTime();
    try (Instance instance = problem.instance(seed);
        Study study = Study.create(spec(instance))) {
      List<Configuration> start = method.ownStart ? List.of() : instance.start();
      start.forEach(point -> study.enqueue(point.asMap()));
      List<Double> askMilliseconds = new ArrayList<>();
      NavigableMap<Integer, Double> figures = evaluate(instance, study, askMilliseconds);
      int first = Math.min(start.size(), askMilliseconds.size());
      return new RunRow(
          key(),
          evaluations,
          figures,
          (System.nanoTime() - began) * 1e-9,
          askTimes(askMilliseconds.subList(first, askMilliseconds.size())));
    } catch (InvalidInputException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new IllegalStateException(key() + ": " + e, e);
    }
  }

  /**
   * Makes all evaluations, or fewer when a finite space is all seen.
   *
   * @return the figure at the checkpoints; where it counts how many evaluations it took to get
   *     somewhere, also wherever it has improved
   */
  private NavigableMap<Integer, Double> evaluate(
      Instance instance, Study study, List<Double> askMilliseconds) {
    SimulatedWorkers workers = new SimulatedWorkers(method.workers);
    List<History.Entry> entries = new ArrayList<>();
    NavigableMap<Integer, Double> figures = new TreeMap<>();
    boolean hasMore = true;
    while (true) {
      while (hasMore && workers.hasFree() && askMilliseconds.size() < evaluations) {
        long asked = System.nanoTime();
        Optional<TrialContext> trial = study.ask();
        hasMore = trial.isPresent();
        if (hasMore) {
          askMilliseconds.add((System.nanoTime() - asked) * MILLISECONDS);
          workers.begin(trial.orElseThrow(), duration(trial.orElseThrow().number()));
        }
      }
      if (workers.isIdle()) {
        break;
      }
      TrialContext ended = workers.next();
      Evaluation evaluation = instance.evaluate(ended.configuration(), ended.number());
      study.tell(ended.number(), evaluation);
      entries.add(new History.Entry(ended.configuration(), evaluation));
      record(instance, new History(entries, Recommendation.of(study)), figures);
    }
    double last = instance.figure(new History(entries, Recommendation.of(study)));
    checkpoints().forEach(n -> figures.putIfAbsent(n, last));
    return figures;
  }

  private void record(Instance instance, History history, NavigableMap<Integer, Double> figures) {
    int n = history.entries().size();
    if (checkpoints().contains(n)) {
      figures.put(n, instance.figure(history));
    } else if (method.workers > 1 || problem.group().isWarmStart()) {
      double figure = instance.figure(history);
      if (figures.isEmpty() || figure < figures.lastEntry().getValue()) {
        figures.put(n, figure);
      }
    }
  }

  private double duration(long trial) {
    RandomGenerator random = new RandomStreams(seed).generator(trial, "duration");
    return Math.exp(DURATION_SPREAD * random.nextGaussian());
  }

  private StudySpec spec(Instance instance) {
    return cold(problem.name(), instance, seed, evaluations).withWarmStart(earlier(instance));
  }

  private StudySpec cold(String name, Instance instance, long itsSeed, int trials) {
    return new StudySpec(
        name,
        instance.space(),
        instance.objectives().stream().map(ObjectiveSpec::minimize).toList(),
        instance.constraints(),
        method.strategy,
        itsSeed,
        Budget.trials(trials));
  }

  /** What cold studies of earlier tasks found, by the same strategy. */
  private List<EarlierStudy> earlier(Instance instance) {
    List<EarlierStudy> studies = new ArrayList<>();
    for (ScalarInstance task : instance.earlier()) {
      String name = "earlier " + (studies.size() + 1);
      long itsSeed = new RandomStreams(seed).seed(studies.size(), name);
      try (Study study = Study.create(cold(name, task, itsSeed, EARLIER))) {
        for (var trial = study.ask(); trial.isPresent(); trial = study.ask()) {
          TrialContext asked = trial.orElseThrow();
          study.tell(asked.number(), task.evaluate(asked.configuration(), asked.number()));
        }
        studies.add(study.asEarlier());
      }
    }
    return studies;
  }

  private Set<Integer> checkpoints() {
    Set<Integer> checkpoints = new TreeSet<>(CHECKPOINTS);
    checkpoints.removeIf(n -> n > evaluations);
    checkpoints.add(evaluations);
    return checkpoints;
  }

  private static Optional<RunRow.AskTimes> askTimes(List<Double> milliseconds) {
    if (milliseconds.isEmpty()) {
      return Optional.empty();
    }
    List<Double> sorted = milliseconds.stream().sorted().toList();
    return Optional.of(new RunRow.AskTimes(sorted.get(sorted.size() / 2), sorted.getLast()));
  }
}
