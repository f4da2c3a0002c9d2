package dev.luthier.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.space.Configuration;
import dev.luthier.space.SearchSpace;
import dev.luthier.strategy.ProposalRequest;
import dev.luthier.strategy.Proposals;
import dev.luthier.strategy.Strategy;
import dev.luthier.strategy.StrategyProvider;
import dev.luthier.strategy.StrategySetup;
import dev.luthier.study.Claim;
import dev.luthier.study.Measurement;
import dev.luthier.study.Outcome;
import dev.luthier.study.RandomStreams;
import dev.luthier.study.Trial;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A study without objective, store and clock: asks a strategy, holds its answer against {@link
 * ProposalRules}, lets trials end as the test says, and keeps every question for {@link Replay}.
 */
final class ToyStudy {
  /**
   * What was asked when.
   *
   * @param finished how many trials had finished by then
   */
  record Question(int finished, ProposalRequest request, Proposals answer) {}

  private final StrategySetup setup;
  private final StrategyProvider provider;
  private final Strategy strategy;
  private final List<Trial.Finished> finished = new ArrayList<>();
  private final TreeMap<Long, Trial.Open> open = new TreeMap<>();
  private final Set<Configuration> spent = new HashSet<>();
  private final List<Question> questions = new ArrayList<>();
  private int observed;
  private long nextTrial;

  ToyStudy(StrategyProvider provider, StrategySetup setup) {
    this.provider = provider;
    this.setup = setup;
    this.strategy = provider.create(setup);
  }

  StrategyProvider provider() {
    return provider;
  }

  StrategySetup setup() {
    return setup;
  }

  SearchSpace space() {
    return setup.space();
  }

  /** In the order in which they finished. */
  List<Trial.Finished> finished() {
    return finished;
  }

  List<Question> questions() {
    return questions;
  }

  /** Numbers of the trials not finished. */
  List<Long> open() {
    return List.copyOf(open.keySet());
  }

  /** Configurations of finished trials, abandoned ones aside. */
  Set<Configuration> spent() {
    return spent;
  }

  /** Asks for {@code count} configurations and starts trials with them. */
  Proposals ask(int count) {
    strategy.observe(List.copyOf(finished.subList(observed, finished.size())));
    observed = finished.size();
    ProposalRequest request = request(count);
    Proposals answer = strategy.propose(request);
    ProposalRules.check(space(), request, answer, spent);
    questions.add(new Question(observed, request, answer));
    answer.configurations().forEach(this::start);
    return answer;
  }

  /** What {@link #ask} would ask now. */
  ProposalRequest request(int count) {
    return new ProposalRequest(
        count,
        nextTrial,
        List.copyOf(open.values()),
        OptionalLong.empty(),
        new RandomStreams(setup.seed()));
  }

  /** A trial that the user wants: pending, not running. */
  void enqueue(Configuration configuration) {
    open.put(nextTrial, new Trial.Pending(nextTrial, configuration));
    nextTrial++;
  }

  void finish(long number, Outcome outcome) {
    Trial.Open trial = open.remove(number);
    if (trial == null) {
      throw new IllegalArgumentException("trial " + number + " is not open");
    }
    Trial.Finished end = end(number, trial.configuration(), outcome);
    finished.add(end);
    if (!(end instanceof Trial.Abandoned)) {
      spent.add(end.configuration());
    }
  }

  /** Ends every open trial, each in its own way: see {@link ToyOutcomes}. */
  void finishAll() {
    open().forEach(number -> finish(number, ToyOutcomes.of(number)));
  }

  /**
   * At least {@code trials} trials, or all there are, in batches of one to three, up to five of
   * them open, ended in no particular order: the same for the same strategy every time.
   */
  void run(int trials) {
    SplittableRandom order = new SplittableRandom(3);
    boolean exhausted = false;
    while (!exhausted && finished.size() + open.size() < trials) {
      exhausted = ask(order.nextInt(1, 4)).exhausted();
      while (open.size() > order.nextInt(6)) {
        List<Long> numbers = open();
        long number = numbers.get(order.nextInt(numbers.size()));
        finish(number, ToyOutcomes.of(number));
      }
    }
  }

  /** Asks for batches and ends them until nothing is left, which must come to pass in time. */
  void exhaust(int batch) {
    int enough = 2 * ToySpaces.everything(space()).size() + 2;
    for (int asked = 0; !ask(batch).exhausted(); asked++) {
      assertTrue(asked < enough, () -> "not exhausted after " + enough + " questions");
      finishAll();
    }
    finishAll();
  }

  private void start(Configuration configuration) {
    Claim claim = new Claim("toy", Instant.EPOCH, Instant.MAX);
    open.put(nextTrial, new Trial.Running(nextTrial, configuration, claim, List.of()));
    nextTrial++;
  }

  private static Trial.Finished end(long number, Configuration configuration, Outcome outcome) {
    List<Measurement> measured =
        List.of(Measurement.of(0, "value", Double.NaN), Measurement.of(1, "value", 0.5));
    var timing = new Trial.Timing("toy", Instant.EPOCH, Instant.EPOCH.plusSeconds(1));
    return switch (outcome) {
      case Outcome.Completed(var evaluation) ->
          new Trial.Completed(number, configuration, measured, timing, evaluation);
      case Outcome.Pruned(var reason) ->
          new Trial.Pruned(number, configuration, measured, timing, reason);
      case Outcome.Failed(var failure) ->
          new Trial.Failed(number, configuration, List.of(), timing, failure);
      case Outcome.Abandoned(var reason) ->
          new Trial.Abandoned(number, configuration, measured, timing, reason);
    };
  }
}
