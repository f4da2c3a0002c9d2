package dev.luthier.select;

import dev.luthier.error.InvalidInputException;
import dev.luthier.space.Configuration;
import dev.luthier.space.Parameter;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.space.SpaceBuilder;
import dev.luthier.strategy.Capability;
import dev.luthier.strategy.Compute;
import dev.luthier.strategy.Prediction;
import dev.luthier.strategy.ProposalRequest;
import dev.luthier.strategy.Proposals;
import dev.luthier.strategy.Rationale;
import dev.luthier.strategy.Strategy;
import dev.luthier.strategy.Surrogate;
import dev.luthier.study.StudySpec;
import dev.luthier.study.Trial;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The strategy of a study whose space is open: the one that its owner named, on what the completed
 * trials have in common.
 *
 * <pre>
 *   trials ── their common part ──► the named strategy ──► values of the common space ──► proposals
 * </pre>
 *
 * When the common space changes, the named strategy is made anew and shown all trials again. That
 * happens seldom: parameters leave it as soon as one trial has not asked for them, and conditions
 * change with the first trials of a branch. What a proposal leaves open is drawn when a trial asks
 * for it. Trials that do not fit the common space, such as those that failed before they asked for
 * all of it, are not shown to the strategy: it would take them for other points.
 *
 * <p>A pure function of the trials observed, as the named one is. Confined as every strategy.
 *
 * @see CommonSpace
 */
public final class CommonSpaceStrategy implements Strategy {
  private final Supplier<StudySpec> spec;
  private final Compute compute;
  private final List<Trial.Finished> history = new ArrayList<>();

  private final Set<Configuration> traits = new HashSet<>();
  private final boolean withBranches;

  private SearchSpace common = SearchSpace.builder().build();

  /** On the common space; none while that is empty, or has changed since the last question. */
  private Optional<Strategy> named = Optional.empty();

  /** How much of the history the named strategy has been shown. */
  private int shown;

  private CommonSpaceStrategy(Supplier<StudySpec> spec, Compute compute) {
    this.spec = spec;
    this.compute = compute;
    this.withBranches =
        Strategies.named(spec.get().strategy().name())
            .capabilities()
            .contains(Capability.CONDITIONS);
  }

  /**
   * The strategy of a study, whatever space it has. Takes no resources yet.
   *
   * @param spec the study's, as it is at the moment: an open space grows
   */
  public static Strategy of(Supplier<StudySpec> spec, Compute compute) {
    return spec.get().space().isOpen()
        ? new CommonSpaceStrategy(spec, compute)
        : Strategies.create(spec.get(), compute);
  }

  /**
   * Checks that a study can have its strategy, and makes none.
   *
   * @throws InvalidInputException when the strategy cannot be made for the study; of an open space,
   *     when it could not for one real parameter either
   */
  public static void require(StudySpec spec) {
    if (!spec.space().isOpen()) {
      Strategies.create(spec);
      return;
    }
    SpaceBuilder something = SearchSpace.builder();
    something.add(RealParameter.linear("something", 0, 1));
    Strategies.create(spec.withSpace(something.build()));
  }

  @Override
  public void observe(List<Trial.Finished> delta) {
    history.addAll(delta);
    for (Trial.Finished trial : delta) {
      if (trial instanceof Trial.Completed completed) {
        learn(completed.configuration());
      }
    }
  }

  private void learn(Configuration trial) {
    SearchSpace union = spec.get().space();
    if (traits.add(CommonSpace.trait(union, trial))) {
      SearchSpace next = CommonSpace.of(union, traits, withBranches);
      if (!next.equals(common)) {
        close();
        common = next;
      }
    }
  }

  @Override
  public Proposals propose(ProposalRequest request) {
    Optional<Strategy> strategy = current();
    List<Configuration> proposed = new ArrayList<>();
    List<OptionalInt> rounds = new ArrayList<>();
    List<Optional<Rationale>> rationales = new ArrayList<>();
    boolean isExhausted = true;
    if (strategy.isPresent()) {
      Proposals answer = strategy.get().propose(seen(request));
      proposed.addAll(answer.configurations());
      rounds.addAll(answer.rounds());
      rationales.addAll(answer.rationales());
      isExhausted = answer.exhausted();
    }
    // Where the common values have all been tried, the others still differ: all are drawn then.
    while (isExhausted && proposed.size() < request.count()) {
      proposed.add(Configuration.empty());
      rounds.add(OptionalInt.empty());
      rationales.add(Optional.empty());
    }
    return new Proposals(proposed, rounds, rationales, false);
  }

  /** The best trial of those that share the common part which the named strategy believes best. */
  @Override
  public Optional<Configuration> recommend() {
    Optional<Configuration> part = current().flatMap(Strategy::recommend);
    if (part.isEmpty()) {
      return part;
    }
    StudySpec study = spec.get();
    Optional<Trial.Completed> best = Optional.empty();
    for (Trial.Finished trial : history) {
      if (trial instanceof Trial.Completed completed
          && seen(completed.configuration()).equals(part)
          && study.isNewBest(completed, best)) {
        best = Optional.of(completed);
      }
    }
    return best.map(Trial::configuration);
  }

  /** Over the common space: what a configuration has besides plays no part. */
  @Override
  public Optional<Surrogate> surrogate() {
    return current().flatMap(Strategy::surrogate).map(named -> new OnCommonSpace(named, common));
  }

  /**
   * A model over the common space, asked about configurations of the whole one.
   *
   * @param named the model
   */
  private record OnCommonSpace(Surrogate named, SearchSpace common) implements Surrogate {
    @Override
    public List<Output> outputs() {
      return named.outputs();
    }

    @Override
    public List<Map<String, Prediction>> predict(List<Configuration> configurations) {
      return named.predict(configurations.stream().map(this::projected).toList());
    }

    /** With what is active by the common space's conditions; what is missing is in the middle. */
    private Configuration projected(Configuration whole) {
      return common.configure((_, parameter) -> valueIn(whole, parameter));
    }

    private static <T> T valueIn(Configuration whole, Parameter<T> parameter) {
      return whole
          .find(parameter.name())
          .map(parameter::valueOf)
          .orElseGet(() -> parameter.decode(0.5));
    }
  }

  @Override
  public void close() {
    named.ifPresent(Strategy::close);
    named = Optional.empty();
  }

  /** The named strategy on the common space, shown all that has finished. */
  private Optional<Strategy> current() {
    if (common.parameters().isEmpty()) {
      return Optional.empty();
    }
    Strategy strategy = named.orElseGet(this::anew);
    List<Trial.Finished> delta = new ArrayList<>();
    for (; shown < history.size(); shown++) {
      Trial.Finished trial = history.get(shown);
      seen(trial.configuration()).ifPresent(part -> delta.add(with(trial, part)));
    }
    if (!delta.isEmpty()) {
      strategy.observe(delta);
    }
    return Optional.of(strategy);
  }

  private Strategy anew() {
    shown = 0;
    Strategy strategy = Strategies.create(spec.get().withSpace(common), compute);
    named = Optional.of(strategy);
    return strategy;
  }

  private ProposalRequest seen(ProposalRequest request) {
    List<Trial.Open> pending = new ArrayList<>();
    for (Trial.Open trial : request.pending()) {
      seen(trial.configuration()).ifPresent(part -> pending.add(with(trial, part)));
    }
    return new ProposalRequest(
        request.count(),
        request.firstTrial(),
        pending,
        request.remaining(),
        request.random(),
        request.limit());
  }

  /**
   * The common part of a configuration. None where something of it is missing, or is no value of
   * its parameter: what was enqueued has not been checked before a trial asks for it.
   */
  private Optional<Configuration> seen(Configuration whole) {
    Set<String> names = new HashSet<>();
    common.parameters().forEach(parameter -> names.add(parameter.name()));
    try {
      return Optional.of(common.configuration(whole.only(names).asMap()));
    } catch (InvalidInputException e) {
      return Optional.empty();
    }
  }

  private static Trial.Open with(Trial.Open trial, Configuration part) {
    return switch (trial) {
      case Trial.Pending t -> new Trial.Pending(t.number(), part);
      case Trial.Running t -> new Trial.Running(t.number(), part, t.claim(), t.measurements());
    };
  }

  private static Trial.Finished with(Trial.Finished trial, Configuration part) {
    return switch (trial) {
      case Trial.Completed t ->
          new Trial.Completed(t.number(), part, t.measurements(), t.timing(), t.evaluation());
      case Trial.Pruned t ->
          new Trial.Pruned(t.number(), part, t.measurements(), t.timing(), t.reason());
      case Trial.Failed t ->
          new Trial.Failed(t.number(), part, t.measurements(), t.timing(), t.failure());
      case Trial.Abandoned t ->
          new Trial.Abandoned(t.number(), part, t.measurements(), t.timing(), t.reason());
    };
  }
}
