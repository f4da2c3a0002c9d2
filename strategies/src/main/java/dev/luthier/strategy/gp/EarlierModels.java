package dev.luthier.strategy.gp;

import dev.luthier.linalg.Session;
import dev.luthier.strategy.StrategySetup;
import dev.luthier.strategy.Workload;
import dev.luthier.surrogate.GaussianProcess;
import dev.luthier.surrogate.LinearTrend;
import dev.luthier.surrogate.ModelFamily;
import dev.luthier.surrogate.ModelFit;
import dev.luthier.surrogate.ObservedValues;
import dev.luthier.surrogate.Points;
import dev.luthier.surrogate.Targets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A Gaussian process for each earlier study, of its objective as that study's trials had it: what
 * this study's objective is expected to follow.
 *
 * <pre>
 *   y(x) = c₀ + Σ_k c_k μ_k(x) + f(x)
 *
 *   y     target of this study, of deviation 1      c₀    N(0, 2²)
 *   μ_k   posterior mean of study k, in its own     c_k   N(1/K, 1)
 *         targets of deviation 1                    f     the process of this study
 * </pre>
 *
 * <p>The residual f is modelled, as in stacked processes (Golovin et al. 2017, "Google Vizier",
 * section 3.3), but on all earlier studies at once, with coefficients that this study's
 * observations decide: a study that is of no use gets 0, one that says the opposite a negative one.
 * Whether there is a trend at all is the evidence's choice ({@link ModelFit}).
 *
 * <p>Models are made when they are first needed, and are functions of the set-up alone. Used by one
 * thread at a time.
 */
final class EarlierModels implements AutoCloseable {
  /** Targets have deviation 1; the first few observations may all be good, or all bad. */
  private static final double DEVIATION_OF_CONSTANT = 2;

  /** Not tuned; the means of the coefficients add up to 1. */
  private static final double DEVIATION = 1;

  private final StrategySetup setup;
  private final CandidateSpace candidates;
  private final ModelSpace space;
  private final Output output;
  private final Workload workload;
  private Optional<List<EarlierModel>> models = Optional.empty();

  /**
   * A process, and the trials that it has seen, the best first.
   *
   * @param process with targets
   */
  private record EarlierModel(GaussianProcess process, List<Candidate> bestFirst) {}

  /**
   * Of the studies that a strategy begins with.
   *
   * @param output what is modelled, the first objective
   * @param workload for any number of observations
   */
  EarlierModels(
      StrategySetup setup,
      CandidateSpace candidates,
      ModelSpace space,
      Output output,
      Workload workload) {
    this.setup = setup;
    this.candidates = candidates;
    this.space = space;
    this.output = output;
    this.workload = workload;
  }

  /** Number of studies that have something to say here. */
  int count() {
    return models().size();
  }

  /** The best candidates of the earlier studies in turn: of each the best, the second best, … . */
  List<Candidate> bestInTurn() {
    List<Candidate> found = new ArrayList<>();
    int longest = models().stream().mapToInt(m -> m.bestFirst().size()).max().orElse(0);
    for (int rank = 0; rank < longest; rank++) {
      for (EarlierModel model : models()) {
        if (rank < model.bestFirst().size()) {
          candidates.at(model.bestFirst().get(rank).point().clone()).ifPresent(found::add);
        }
      }
    }
    return found;
  }

  /** μ_k at a point, K values. */
  double[] means(double[] features) {
    Points point = new Points(1, features.length, features);
    return processes().stream()
        .mapToDouble(
            process -> {
              try (var at = process.at(point)) {
                return at.mean()[0];
              }
            })
        .toArray();
  }

  /**
   * What is believed of the coefficients, c₀ first.
   *
   * @param means of n observations, K values each
   */
  LinearTrend prior(List<double[]> means) {
    int k = count();
    if (k == 0) {
      return LinearTrend.NONE;
    }
    List<double[]> functions = new ArrayList<>();
    double[] constant = new double[means.size()];
    Arrays.fill(constant, 1);
    functions.add(constant);
    for (int study = 0; study < k; study++) {
      int s = study;
      functions.add(means.stream().mapToDouble(m -> m[s]).toArray());
    }
    double[] expected = new double[1 + k];
    double[] deviations = new double[1 + k];
    Arrays.fill(expected, 1, 1 + k, 1.0 / k);
    Arrays.fill(deviations, DEVIATION);
    deviations[0] = DEVIATION_OF_CONSTANT;
    return new LinearTrend(functions, expected, deviations);
  }

  /**
   * The trend with given coefficients.
   *
   * @param coefficients c₀ first; none for none
   */
  EarlierTrend trend(double[] coefficients) {
    return coefficients.length == 0
        ? EarlierTrend.NONE
        : new EarlierTrend(coefficients, processes());
  }

  @Override
  public void close() {
    models.ifPresent(all -> all.forEach(model -> model.process().close()));
    models = Optional.empty();
  }

  private List<GaussianProcess> processes() {
    return models().stream().map(EarlierModel::process).toList();
  }

  private List<EarlierModel> models() {
    if (models.isEmpty()) {
      List<EarlierModel> made =
          setup.warmStart().stream()
              .map(study -> EarlierTrials.of(study, setup.space(), output))
              .filter(EarlierTrials::hasValues)
              .flatMap(trials -> model(trials).stream())
              .toList();
      models = Optional.of(made);
    }
    return models.get();
  }

  private Optional<EarlierModel> model(EarlierTrials earlier) {
    int n = earlier.trials().size();
    ObservedValues observed = earlier.observed();
    ModelFamily family = space.familyIgnoring(earlier.unknown());
    Points points = space.points(earlier.trials());
    ModelFit.Fitted fitted;
    try (Session session = setup.compute().openSession(workload.at(n))) {
      fitted =
          output.fit().fit(session, family, points, observed, LinearTrend.NONE, Optional.empty());
    }
    Targets targets = observed.targets(fitted.transform(), family.noiseVariance().least());
    Session session = setup.compute().openSession(workload.at(n));
    return GaussianProcess.observing(session, fitted.report().model(), points, targets.noise(), n)
        .map(
            process -> {
              process.setTargets(targets.y());
              return new EarlierModel(process, bestFirst(earlier));
            });
  }

  private static List<Candidate> bestFirst(EarlierTrials earlier) {
    double[] values = earlier.observed().values();
    return IntStream.range(0, values.length)
        .filter(i -> !Double.isNaN(values[i]))
        .boxed()
        .sorted(Comparator.comparingDouble(i -> values[i]))
        .map(i -> earlier.trials().get(i))
        .toList();
  }
}
