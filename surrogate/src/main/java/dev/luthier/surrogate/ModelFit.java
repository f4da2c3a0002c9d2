package dev.luthier.surrogate;

import dev.luthier.linalg.Session;
import dev.luthier.surrogate.HyperparameterFit.Report;
import java.util.Comparator;
import java.util.List;

/**
 * Hyperparameters and output transform together: of the transforms in {@link
 * OutputTransform#FAMILY} the one under which the values themselves, not their targets, are most
 * probable. A logarithm has to earn its place: on well-behaved functions it costs a fifth of a
 * decade of regret (docs/decisions/0011).
 *
 * <p>Every transform is fitted on a part of the observations, where there are many, and only the
 * best on all of them (or 1,200), from where the first fit ended. Deterministic; a function of its
 * arguments.
 *
 * @param fit of hyperparameters, given targets
 */
public record ModelFit(HyperparameterFit fit) {
  /** Up to here all observations are few enough. */
  private static final int FEW = 64;

  /** Up to here every second observation is enough to choose by, beyond that at most so many. */
  private static final int SOME = 400;

  /** An evaluation costs n³, and hyperparameters have few digits that matter. */
  private static final int MOST = 1_200;

  /**
   * What fits the observations.
   *
   * @param report of the last fit, on all of them
   */
  public record Fitted(OutputTransform transform, Report report) {}

  /** With {@link HyperparameterFit#defaults()}. */
  public static ModelFit defaults() {
    return new ModelFit(HyperparameterFit.defaults());
  }

  /**
   * Fits a family to observations. O(n³) an evaluation of the likelihood.
   *
   * @param points n of them
   * @param values n, as {@link OutputTransform#apply} takes them
   */
  public Fitted fit(Session session, ModelFamily family, Points points, double[] values) {
    int n = points.count();
    int step = n < FEW ? 1 : Math.max(2, n * 2 / SOME);
    Fitted best = choose(session, family, points.every(step), every(values, step));
    if (step == 1) {
      return best;
    }
    int most = (n + MOST - 1) / MOST;
    double[] targets = every(best.transform().apply(values), most);
    List<double[]> start = List.of(best.report().theta());
    return new Fitted(
        best.transform(), fit.fit(session, family, points.every(most), targets, start));
  }

  private record Weighed(Fitted fitted, double evidence) {}

  private Fitted choose(Session session, ModelFamily family, Points points, double[] values) {
    return OutputTransform.FAMILY.stream()
        .map(transform -> weigh(transform, session, family, points, values))
        .max(Comparator.comparingDouble(Weighed::evidence))
        .orElseThrow()
        .fitted();
  }

  private Weighed weigh(
      OutputTransform transform,
      Session session,
      ModelFamily family,
      Points points,
      double[] values) {
    double[] targets = transform.apply(values);
    Report report = fit.fit(session, family, points, targets, List.of(family.initial()));
    double evidence = report.logPosterior() + transform.logSlope(values);
    // NaN would count as the greatest.
    return new Weighed(
        new Fitted(transform, report),
        Double.isNaN(evidence) ? Double.NEGATIVE_INFINITY : evidence);
  }

  private static double[] every(double[] values, int step) {
    double[] chosen = new double[(values.length + step - 1) / step];
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = values[i * step];
    }
    return chosen;
  }
}
