package dev.luthier.strategy.gp;

import dev.luthier.linalg.Session;
import dev.luthier.space.Configuration;
import dev.luthier.space.SearchSpace;
import dev.luthier.strategy.Compute;
import dev.luthier.strategy.ProposalRequest;
import dev.luthier.strategy.Proposals;
import dev.luthier.strategy.SearchLimit;
import dev.luthier.strategy.Strategy;
import dev.luthier.strategy.StrategySetup;
import dev.luthier.strategy.Surrogate;
import dev.luthier.strategy.Workload;
import dev.luthier.study.Evaluation;
import dev.luthier.study.Failure;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.RandomStreams;
import dev.luthier.study.Trial;
import dev.luthier.testkit.ReferenceCompute;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Asks and tells the strategy, without a study around it. */
final class Loop implements AutoCloseable {
  static final String VALUE = "value";
  private static final Trial.Timing TIMING = new Trial.Timing("test", Instant.EPOCH, Instant.EPOCH);

  private final Strategy strategy;
  private final RandomStreams random;
  private final List<Trial.Open> open = new ArrayList<>();
  private final List<Trial.Finished> finished = new ArrayList<>();
  private long next;

  Loop(SearchSpace space, long seed, Map<String, Object> options) {
    this(space, seed, options, new ReferenceCompute());
  }

  Loop(SearchSpace space, long seed, Map<String, Object> options, Compute compute) {
    this(
        new StrategySetup(
            space, List.of(ObjectiveSpec.minimize(VALUE)), List.of(), seed, options, compute));
  }

  Loop(StrategySetup setup) {
    this.strategy = new GaussianProcessProvider().create(setup);
    this.random = new RandomStreams(setup.seed());
  }

  /** Sessions of the reference backend, and a background of one's own. */
  static Compute computeWith(Executor background) {
    ReferenceCompute reference = new ReferenceCompute();
    return new Compute() {
      @Override
      public Session openSession(Workload workload) {
        return reference.openSession(workload);
      }

      @Override
      public Executor background() {
        return background;
      }
    };
  }

  /** Proposals that become open trials. */
  List<Configuration> ask(int count) {
    Proposals proposals = peek(count);
    for (Configuration configuration : proposals.configurations()) {
      open.add(new Trial.Pending(next++, configuration));
    }
    return proposals.configurations();
  }

  /** Proposals that come to nothing. */
  Proposals peek(int count) {
    return peek(count, SearchLimit.NONE);
  }

  /** As {@link #peek(int)}, within a limit. */
  Proposals peek(int count, SearchLimit limit) {
    return strategy.propose(
        new ProposalRequest(count, next, open, OptionalLong.empty(), random, limit));
  }

  /** Ends the oldest open trial; NaN fails it. */
  Configuration tell(ToDoubleFunction<Configuration> objective) {
    Trial.Open trial = open.removeFirst();
    Configuration configuration = trial.configuration();
    observe(List.of(end(trial.number(), configuration, objective.applyAsDouble(configuration))));
    return configuration;
  }

  /** Ask and tell, {@code trials} times. */
  void evaluate(Function<Configuration, Evaluation> objective, int trials) {
    for (int i = 0; i < trials; i++) {
      ask(1);
      Trial.Open trial = open.removeFirst();
      observe(List.of(completed(trial.number(), trial.configuration(), objective)));
    }
  }

  private static Trial.Completed completed(
      long number, Configuration configuration, Function<Configuration, Evaluation> objective) {
    return new Trial.Completed(
        number, configuration, List.of(), TIMING, objective.apply(configuration));
  }

  /** Trials that nobody asked for. */
  void addEvaluated(
      List<Configuration> configurations, Function<Configuration, Evaluation> objective) {
    for (Configuration configuration : configurations) {
      observe(List.of(completed(next++, configuration, objective)));
    }
  }

  /** Takes over all trials of another, in one go. */
  void resume(Loop other) {
    next = other.next;
    observe(List.copyOf(other.finished));
  }

  Optional<Surrogate> surrogate() {
    return strategy.surrogate();
  }

  Optional<Configuration> recommend() {
    return strategy.recommend();
  }

  /** Trials that are finished as they come. */
  void add(List<Configuration> configurations, ToDoubleFunction<Configuration> objective) {
    List<Trial.Finished> added = new ArrayList<>();
    for (Configuration configuration : configurations) {
      added.add(end(next++, configuration, objective.applyAsDouble(configuration)));
    }
    observe(added);
  }

  /** Ask and tell, {@code trials} times; the best value. */
  double minimize(ToDoubleFunction<Configuration> objective, int trials) {
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i < trials; i++) {
      ask(1);
      best = Math.min(best, objective.applyAsDouble(tell(objective)));
    }
    return best;
  }

  void observe(List<Trial.Finished> delta) {
    finished.addAll(delta);
    strategy.observe(delta);
  }

  List<Trial.Finished> finished() {
    return finished;
  }

  @Override
  public void close() {
    strategy.close();
  }

  private static Trial.Finished end(long number, Configuration configuration, double value) {
    return Double.isNaN(value)
        ? new Trial.Failed(
            number, configuration, List.of(), TIMING, new Failure(Failure.Kind.NOT_A_NUMBER, VALUE))
        : new Trial.Completed(
            number, configuration, List.of(), TIMING, Evaluation.of(VALUE, value));
  }
}
