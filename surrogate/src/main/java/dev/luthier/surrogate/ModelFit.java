package dev.luthier.surrogate;

import dev.luthier.linalg.Session;
import dev.luthier.surrogate.HyperparameterFit.Report;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Hyperparameters and output transform together: of the transforms in {@link
 * OutputTransform#FAMILY} the one under which the values themselves, not their targets, are most
 * probable. A logarithm has to earn its place: on well-behaved functions it costs a fifth of a
 * decade of regret (docs/decisions/0011).
 *
 * <p>Every transform is fitted on a part of the observations, where there are many, and only the
 * best on all of them (or 1,200), from where the first fit ended. A fit that follows another of
 * nearly the same observations begins where that one ended, for every transform: it then takes a
 * few evaluations instead of some thirty. Deterministic; a function of its arguments.
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
   * @param transform the most probable one
   * @param report of the last fit, on all of them
   * @param thetas where the fit of each transform in {@link OutputTransform#FAMILY} ended
   */
  public record Fitted(OutputTransform transform, Report report, List<double[]> thetas) {
    /** θ of the chosen transform on all observations, of another on a part of them. */
    private double[] theta(OutputTransform of) {
      return of.equals(transform) ? report.theta() : thetas.get(OutputTransform.FAMILY.indexOf(of));
    }
  }

  /** With {@link HyperparameterFit#defaults()}. */
  public static ModelFit defaults() {
    return new ModelFit(HyperparameterFit.defaults());
  }

  /**
   * Fits a family to observations. O(n³) an evaluation of the likelihood.
   *
   * @param points n of them
   * @param values n, as {@link OutputTransform#apply} takes them
   * @param before a fit of the same family to nearly the same observations, if there is one
   */
  public Fitted fit(
      Session session,
      ModelFamily family,
      Points points,
      double[] values,
      Optional<Fitted> before) {
    int n = points.count();
    int step = n < FEW ? 1 : Math.max(2, n * 2 / SOME);
    Points some = points.every(step);
    double[] someValues = every(values, step);
    List<Weighed> weighed =
        OutputTransform.FAMILY.stream()
            .map(
                transform -> {
                  double[] start = before.map(b -> b.theta(transform)).orElseGet(family::initial);
                  double[] targets = transform.apply(someValues);
                  Report report = fit.fit(session, family, some, targets, List.of(start));
                  return Weighed.of(transform, report, someValues);
                })
            .toList();
    Weighed best =
        weighed.stream().max(Comparator.comparingDouble(Weighed::evidence)).orElseThrow();
    List<double[]> thetas = weighed.stream().map(w -> w.report().theta()).toList();
    if (step == 1) {
      return new Fitted(best.transform(), best.report(), thetas);
    }
    int most = (n + MOST - 1) / MOST;
    double[] targets = every(best.transform().apply(values), most);
    double[] start =
        before
            .filter(b -> b.transform().equals(best.transform()))
            .map(b -> b.report().theta())
            .orElse(best.report().theta());
    Report report = fit.fit(session, family, points.every(most), targets, List.of(start));
    return new Fitted(best.transform(), report, thetas);
  }

  /**
   * A transform, its fit, and how probable it makes the values.
   *
   * @param evidence −∞ instead of NaN, which would count as the greatest
   */
  private record Weighed(OutputTransform transform, Report report, double evidence) {
    static Weighed of(OutputTransform transform, Report report, double[] values) {
      double evidence = report.logPosterior() + transform.logSlope(values);
      return new Weighed(
          transform, report, Double.isNaN(evidence) ? Double.NEGATIVE_INFINITY : evidence);
    }
  }

  private static double[] every(double[] values, int step) {
    double[] chosen = new double[(values.length + step - 1) / step];
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = values[i * step];
    }
    return chosen;
  }
}
