package dev.luthier.testkit;

import dev.luthier.space.Configuration;
import dev.luthier.space.SearchSpace;
import dev.luthier.strategy.ProposalRequest;
import dev.luthier.strategy.Proposals;
import dev.luthier.strategy.Strategy;
import dev.luthier.strategy.StrategySetup;
import dev.luthier.study.RandomStreams;
import dev.luthier.study.Trial;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** Draws at random among what is left, but for its {@link Flaw}. */
final class FlawedStrategy implements Strategy {
  private static final int DRAWS = 50;

  private final Flaw flaw;
  private final StrategySetup setup;
  private final SearchSpace space;
  private final RandomGenerator ownGenerator;
  private final Set<Configuration> spent = new HashSet<>();
  private int observations;

  FlawedStrategy(Flaw flaw, StrategySetup setup, RandomGenerator ownGenerator) {
    this.flaw = flaw;
    this.setup = setup;
    this.space = setup.space();
    this.ownGenerator = ownGenerator;
    boolean tooLarge = space.parameters().size() > 100;
    throwIf(tooLarge, Flaw.THROWS_IN_MANY_DIMENSIONS);
  }

  @Override
  public void observe(List<Trial.Finished> delta) {
    observations++;
    for (Trial.Finished trial : delta) {
      switch (trial) {
        case Trial.Completed completed -> {
          var values = completed.evaluation().values();
          throwIf(values.containsValue(Double.POSITIVE_INFINITY), Flaw.THROWS_ON_INFINITY);
          throwIf(values.size() > 1, Flaw.THROWS_ON_SEVERAL_OBJECTIVES);
          throwIf(!completed.evaluation().isFeasible(), Flaw.THROWS_ON_CONSTRAINTS);
        }
        case Trial.Failed _ -> throwIf(true, Flaw.THROWS_ON_FAILURE);
        case Trial.Pruned _, Trial.Abandoned _ -> {
          // Nothing here can go wrong.
        }
      }
      throwIf(trial.configuration().size() == 0, Flaw.THROWS_ON_EMPTY_CONFIGURATIONS);
      if (countsAsSpent(trial)) {
        spent.add(trial.configuration());
      }
    }
  }

  private boolean countsAsSpent(Trial.Finished trial) {
    return switch (trial) {
      case Trial.Abandoned _ -> flaw == Flaw.TAKES_ABANDONED_FOR_SPENT;
      case Trial.Failed _ -> flaw != Flaw.PROPOSES_WHAT_FAILED;
      case Trial.Completed _, Trial.Pruned _ -> flaw != Flaw.PROPOSES_WHAT_HAS_FINISHED;
    };
  }

  @Override
  public Proposals propose(ProposalRequest request) {
    Set<Configuration> taken = new HashSet<>(spent);
    request.pending().stream()
        .filter(this::countsAsTaken)
        .forEach(trial -> taken.add(trial.configuration()));
    List<Configuration> batch = new ArrayList<>();
    int count = request.count() + (flaw == Flaw.PROPOSES_TOO_MANY ? 1 : 0);
    for (int i = 0; i < count; i++) {
      Optional<Configuration> next = next(taken, generator(request, request.firstTrial() + i));
      if (next.isEmpty()) {
        return new Proposals(batch, flaw != Flaw.NEVER_SAYS_EXHAUSTED);
      }
      if (flaw != Flaw.REPEATS_WITHIN_A_BATCH) {
        taken.add(next.get());
      }
      batch.add(spoilt(next.get()));
    }
    if (flaw == Flaw.PROPOSES_TOO_FEW && batch.size() > 1) {
      batch.removeLast();
    }
    return new Proposals(batch, flaw == Flaw.SAYS_EXHAUSTED_TOO_EARLY && taken.size() > 3);
  }

  private boolean countsAsTaken(Trial.Open trial) {
    return switch (trial) {
      case Trial.Pending _ -> flaw != Flaw.PROPOSES_WHAT_IS_ENQUEUED;
      case Trial.Running _ -> flaw != Flaw.PROPOSES_WHAT_IS_PENDING;
    };
  }

  private RandomGenerator generator(ProposalRequest request, long trial) {
    return switch (flaw) {
      case DRAWS_FROM_ONE_GENERATOR, SHARES_STATE_BETWEEN_STRATEGIES -> ownGenerator;
      case COUNTS_OBSERVATIONS_BY_CALL ->
          request.random().generator(trial, "observed " + observations + " times");
      case IGNORES_THE_SEED -> new RandomStreams(0).generator(trial, "toy");
      default -> request.random().generator(trial, "toy");
    };
  }

  private Optional<Configuration> next(Set<Configuration> taken, RandomGenerator random) {
    for (int i = 0; i < DRAWS; i++) {
      Configuration drawn =
          flaw == Flaw.IGNORES_FORBIDDEN_COMBINATIONS
              ? space.configure((_, parameter) -> parameter.decode(random.nextDouble()))
              : space.sample(random);
      if (!taken.contains(drawn)) {
        return Optional.of(drawn);
      }
    }
    if (!space.isFinite()) {
      return Optional.of(space.sample(random));
    }
    List<Configuration> left = new ArrayList<>(ToySpaces.everything(space));
    left.removeAll(taken);
    return left.isEmpty() ? Optional.empty() : Optional.of(left.get(random.nextInt(left.size())));
  }

  private Configuration spoilt(Configuration configuration) {
    Map<String, Object> values = new TreeMap<>(configuration.asMap());
    switch (flaw) {
      case LEAVES_BOUNDS -> values.computeIfPresent("signed", (_, _) -> -0.999);
      case IGNORES_STEPS -> values.computeIfPresent("dropout", (_, value) -> (Double) value / 1.01);
      case GIVES_WRONG_TYPES -> values.computeIfPresent("heads", (_, v) -> ((Long) v).intValue());
      case ASSIGNS_INACTIVE_PARAMETERS -> {
        if (setup.space().find("momentum").isPresent()) {
          values.putIfAbsent("momentum", 0.5);
        }
      }
      case FORGETS_ACTIVE_PARAMETERS -> values.remove("momentum");
      default -> {
        // Not a flaw of single configurations.
      }
    }
    return values.equals(configuration.asMap()) ? configuration : Configuration.of(values);
  }

  private void throwIf(boolean condition, Flaw when) {
    if (condition && flaw == when) {
      throw new IllegalStateException(when.name());
    }
  }
}
