package dev.luthier.strategy.gp;

import dev.luthier.space.Configuration;
import dev.luthier.space.Encoder;
import dev.luthier.space.SearchSpace;
import dev.luthier.strategy.ProposalRequest;
import dev.luthier.strategy.Rationale;
import dev.luthier.strategy.StrategySetup;
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
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/** Asks and tells local models, without a strategy around them. */
final class LocalStudy implements AutoCloseable {
  private static final String VALUE = "value";
  private static final long SEED = 5;
  private static final Trial.Timing TIMING = new Trial.Timing("test", Instant.EPOCH, Instant.EPOCH);

  private final SearchSpace space;
  private final Encoder encoder;
  private final CandidateSpace candidates;
  private final ModelSpace model;
  private final Observations observations;
  private final LocalModels models;
  private final List<Trial.Finished> log = new ArrayList<>();
  private long next;

  /** With regions from so many observations on. */
  LocalStudy(SearchSpace space, int from) {
    this.space = space;
    this.encoder = new Encoder(space);
    this.candidates = new CandidateSpace(space);
    this.model = new ModelSpace(space);
    ObjectiveSpec objective = ObjectiveSpec.minimize(VALUE);
    var setup =
        new StrategySetup(
            space, List.of(objective), List.of(), SEED, Map.of(), new ReferenceCompute());
    Output output = new Output.Objective(objective, true);
    var none = new EarlierModels(setup, candidates, model, output, new Workload(1, 1, 64));
    this.observations = new Observations(candidates, model, List.of(output), none);
    this.models = new LocalModels(setup, candidates, model, observations, from);
  }

  SearchSpace space() {
    return space;
  }

  /** That of an observation. */
  Configuration configuration(int row) {
    return candidates.configuration(observations.candidate(row));
  }

  Encoder encoder() {
    return encoder;
  }

  ModelSpace model() {
    return model;
  }

  Observations observations() {
    return observations;
  }

  TrustRegions regions() {
    return models.regions();
  }

  List<TrustRegion> states() {
    return regions().seats().stream().map(TrustRegions.Seat::region).toList();
  }

  List<Trial.Finished> log() {
    return log;
  }

  long next() {
    return next;
  }

  /** Random trials, the same for the same objective. */
  void addRandom(int count, ToDoubleFunction<Configuration> objective) {
    SplittableRandom random = new SplittableRandom(17);
    List<Trial.Finished> added = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Configuration configuration = space.sample(random);
      added.add(end(next + i, configuration, objective.applyAsDouble(configuration)));
    }
    observe(added);
  }

  void observe(List<Trial.Finished> delta) {
    delta.forEach(observations::add);
    log.addAll(delta);
    next += delta.size();
    models.observed();
  }

  /** For the next trial, which does not become one. */
  List<Configuration> ranked() {
    return ranked(next);
  }

  List<Configuration> ranked(long trial) {
    return models.ranked(
        new ProposalRequest(1, trial, List.of(), OptionalLong.empty(), new RandomStreams(SEED)));
  }

  /** Why the next trial would have a configuration. */
  Optional<Rationale> rationale(Configuration configuration) {
    return models.rationale(next, configuration);
  }

  /** Tells what a configuration came to; NaN fails it. */
  void tell(Configuration configuration, double value) {
    observe(List.of(end(next, configuration, value)));
  }

  /** Tells what a configuration came to, and how well that is known. */
  void tell(Configuration configuration, double value, double error) {
    observe(
        List.of(
            new Trial.Completed(
                next,
                configuration,
                List.of(),
                TIMING,
                Evaluation.of(VALUE, value).withStandardError(error))));
  }

  /** Ask and tell; the best value of those. */
  double minimize(ToDoubleFunction<Configuration> objective, int trials) {
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i < trials; i++) {
      Configuration configuration = ranked().getFirst();
      double value = objective.applyAsDouble(configuration);
      tell(configuration, value);
      best = Math.min(best, value);
    }
    return best;
  }

  @Override
  public void close() {
    models.close();
  }

  static Trial.Finished end(long number, Configuration configuration, double value) {
    return Double.isNaN(value)
        ? new Trial.Failed(
            number, configuration, List.of(), TIMING, new Failure(Failure.Kind.NOT_A_NUMBER, VALUE))
        : new Trial.Completed(
            number, configuration, List.of(), TIMING, Evaluation.of(VALUE, value));
  }
}
