package dev.luthier.surrogate;

import dev.luthier.linalg.Session;
import dev.luthier.optimize.BatchFunction;
import dev.luthier.optimize.BatchedLbfgs;
import dev.luthier.optimize.Minimum;
import java.util.Comparator;
import java.util.List;

/**
 * The most probable hyperparameters given observations: the maximum of log p(y | θ) + log p(θ).
 * Deterministic.
 *
 * @param search how the maximum is looked for
 */
public record HyperparameterFit(BatchedLbfgs search) {

  /**
   * A gradient of 0.01 moves the log posterior by less than a hundredth for a factor e in a
   * hyperparameter: nothing a proposal depends on (Optuna stops there too). The first step changes
   * no hyperparameter by more than a factor e. Cold fits of other tuners end after 27 to 39
   * evaluations at this tolerance; 60 are for the odd ridge.
   */
  public static HyperparameterFit defaults() {
    return new HyperparameterFit(new BatchedLbfgs(10, 60, 1e-2, 1e-6, 1));
  }

  /**
   * How a fit went.
   *
   * @param theta the best θ found, within the family's bounds
   * @param model with that θ
   * @param logPosterior log p(y | θ) + log p(θ) there; −∞ if no start was of any use
   * @param evaluations of the likelihood, over all starts
   * @param end why the best descent ended
   */
  public record Report(
      double[] theta,
      ModelFamily.Model model,
      double logPosterior,
      int evaluations,
      Minimum.End end) {}

  /**
   * Fits a family to observations. O(n³) an evaluation.
   *
   * @param points n of them
   * @param y n values, of a size near 1: see {@link OutputTransform}
   * @param starts one or more θ; the best end wins
   */
  public Report fit(
      Session session, ModelFamily family, Points points, double[] y, List<double[]> starts) {
    return fit(session, family, points, Targets.of(y), LinearTrend.NONE, starts);
  }

  /**
   * As without a trend, whose coefficients are integrated over, and with noise that may be known.
   * Where all of it is, σ² is the most probable of its prior.
   *
   * @param targets n of them
   * @param trend with the values of its functions at the points
   */
  public Report fit(
      Session session,
      ModelFamily family,
      Points points,
      Targets targets,
      LinearTrend trend,
      List<double[]> starts) {
    int p = family.form().hyperparameterCount();
    try (var likelihood = new LogMarginalLikelihood(session, points, targets, p, trend)) {
      BatchFunction negative =
          (_, thetas, values, gradients) -> {
            for (int i = 0; i < thetas.length; i++) {
              values[i] = negativeLogPosterior(family, likelihood, thetas[i], gradients[i]);
            }
          };
      List<Minimum> ends = search.minimize(negative, starts, family.box());
      Minimum best = ends.stream().min(Comparator.comparingDouble(Minimum::value)).orElseThrow();
      return new Report(
          best.point(),
          family.model(best.point()),
          -best.value(),
          ends.stream().mapToInt(Minimum::evaluations).sum(),
          best.end());
    }
  }

  private static double negativeLogPosterior(
      ModelFamily family, LogMarginalLikelihood likelihood, double[] theta, double[] gradient) {
    double logLikelihood = likelihood.evaluate(family.model(theta), gradient);
    double logPosterior = logLikelihood + family.addLogPrior(theta, gradient);
    for (int t = 0; t < gradient.length; t++) {
      gradient[t] = -gradient[t];
    }
    return -logPosterior;
  }
}
