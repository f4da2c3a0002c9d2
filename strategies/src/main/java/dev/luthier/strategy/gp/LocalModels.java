package dev.luthier.strategy.gp;

import dev.luthier.space.Configuration;
import dev.luthier.strategy.ProposalRequest;
import dev.luthier.strategy.Rationale;
import dev.luthier.strategy.StrategySetup;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Proposes by models of trust regions instead of one of everything, for studies of which one model
 * could not see all observations: what an ask costs does not depend on their number.
 *
 * <pre>
 *   Observations ──► TrustRegions ── the trial's region ──► BoxCandidates
 *                    (a fold)              │ LocalSet             │ points
 *                                          ▼                      ▼
 *                                     LocalModel ── a function drawn from the posterior,
 *                                                   at the points: the least is proposed
 * </pre>
 *
 * <p>Each trial has a draw of its own (Thompson sampling), so that proposals made while others are
 * open differ without knowing of each other.
 *
 * <p>Between {@link #observed()} and the next one {@link #ranked} may be asked any number of times;
 * it keeps models, of which answers do not depend. Used by one thread at a time.
 */
final class LocalModels implements AutoCloseable {
  /** Observations from which on one model is too dear, and too stiff for all there is to see. */
  static final int FROM = Seen.MOST;

  private static final String PURPOSE = "gp region";

  /** Alternatives to the best, for a caller whose open trials have it; all of them untried. */
  private static final int RANKED = 16;

  private final CandidateSpace space;
  private final StrategySetup setup;
  private final ModelSpace model;
  private final Observations observations;
  private final TrustRegions regions;
  private final BoxCandidates box;
  private final List<LocalModel> models = new ArrayList<>();

  /**
   * No models yet, and no regions before there are enough observations.
   *
   * @param from observations before the first region, at least 1; {@link #FROM} but for tests
   */
  LocalModels(
      StrategySetup setup,
      CandidateSpace space,
      ModelSpace model,
      Observations observations,
      int from) {
    this.space = space;
    this.setup = setup;
    this.model = model;
    this.observations = observations;
    this.regions = new TrustRegions(setup.space(), model, observations, from, setup.seed());
    this.box = new BoxCandidates(setup.space(), space, model);
  }

  /** Takes in the observations that have come; O(d) each. */
  void observed() {
    regions.observed();
  }

  /** Whether there are regions to ask. */
  boolean isReady() {
    return !regions.seats().isEmpty();
  }

  /** The regions, for tests. */
  TrustRegions regions() {
    return regions;
  }

  /**
   * Configurations for the first trial of a request, best first, none of them tried; few or none if
   * almost everything around is forbidden or tried.
   *
   * @throws IllegalStateException before {@link #isReady()}
   */
  List<Configuration> ranked(ProposalRequest request) {
    if (!isReady()) {
      throw new IllegalStateException("no regions after " + observations.count() + " observations");
    }
    long trial = request.firstTrial();
    TrustRegions.Seat seat = regions.turn(trial);
    LocalModel local = modelOf(seat.set());
    Candidate centre = observations.candidate(seat.region().centre());
    RandomGenerator random = request.random().generator(trial, PURPOSE);
    double[] sides = local.sides(seat.region().length());
    List<Candidate> points = box.around(centre, sides, random);
    if (points.isEmpty()) {
      return List.of();
    }
    Optional<double[]> draw = local.draw(points, random);
    return untried(draw.map(values -> ascending(points, values)).orElse(points));
  }

  /**
   * Why a configuration was proposed for a trial, by the model of its region. A draw of the
   * function chose it, and no acquisition function.
   */
  Optional<Rationale> rationale(long trial, Configuration configuration) {
    return modelOf(regions.turn(trial).set()).rationale(space.of(configuration));
  }

  @Override
  public void close() {
    models.forEach(LocalModel::close);
    models.clear();
  }

  /** Closes the models of sets that no region has any more. */
  private LocalModel modelOf(LocalSet set) {
    Set<LocalSet> live = new LinkedHashSet<>();
    regions.seats().forEach(seat -> live.add(seat.set()));
    models.removeIf(
        other -> {
          boolean isStale = !live.contains(other.set());
          if (isStale) {
            other.close();
          }
          return isStale;
        });
    return models.stream()
        .filter(known -> known.set() == set)
        .findAny()
        .orElseGet(
            () -> {
              LocalModel fitted =
                  LocalModel.of(set, observations, model, setup.compute(), box.size());
              models.add(fitted);
              return fitted;
            });
  }

  private static List<Candidate> ascending(List<Candidate> points, double[] values) {
    return IntStream.range(0, values.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> values[i]))
        .map(points::get)
        .toList();
  }

  private List<Configuration> untried(List<Candidate> points) {
    Set<Configuration> chosen = new LinkedHashSet<>();
    for (Candidate point : points) {
      Configuration configuration = space.configuration(point);
      if (!observations.hasTried(configuration)) {
        chosen.add(configuration);
      }
      if (chosen.size() == RANKED) {
        break;
      }
    }
    return List.copyOf(chosen);
  }
}
