package dev.luthier.surrogate;

import dev.luthier.linalg.Session;
import dev.luthier.surrogate.HyperparameterFit.Report;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Hyperparameters and output transform together: of a family of transforms the one under which the
 * values themselves, not their targets, are most probable. A logarithm has to earn its place: on
 * well-behaved functions it costs a fifth of a decade of regret (docs/decisions/0011).
 *
 * <p>Every transform is fitted on a part of the observations, where there are many, and only the
 * best on all of them (or 1,200), from where the first fit ended. A fit that follows another of
 * nearly the same observations begins where that one ended, for every transform: it then takes
 * fewer evaluations. Deterministic; a function of its arguments.
 *
 * @param fit of hyperparameters, given targets
 * @param transforms to choose from, at least one
 */
public record ModelFit(HyperparameterFit fit, List<TargetTransform> transforms) {
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
   * @param thetas where the fit of each transform of the family ended
   */
  public record Fitted(TargetTransform transform, Report report, List<double[]> thetas) {}

  public ModelFit {
    transforms = List.copyOf(transforms);
  }

  /** Of objective values, with {@link HyperparameterFit#defaults()}. */
  public static ModelFit ofObjective() {
    return new ModelFit(HyperparameterFit.defaults(), OutputTransform.FAMILY);
  }

  /** Of the values of one of several objectives, whose scale is kept linear. */
  public static ModelFit ofObjectiveAmongOthers() {
    return new ModelFit(HyperparameterFit.defaults(), List.of(OutputTransform.LINEAR));
  }

  /** Of logarithms of cost, with {@link HyperparameterFit#defaults()}. */
  public static ModelFit ofCost() {
    return new ModelFit(HyperparameterFit.defaults(), List.of(new CostTransform()));
  }

  /** Of a constraint's values, with {@link HyperparameterFit#defaults()}. */
  public static ModelFit ofConstraint() {
    return new ModelFit(HyperparameterFit.defaults(), List.of(new ConstraintTransform()));
  }

  /**
   * Fits a family to observations. O(n³) an evaluation of the likelihood.
   *
   * @param points n of them
   * @param values n, as the transforms take them
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
    List<Weighed> weighed = new ArrayList<>();
    for (TargetTransform transform : transforms) {
      double[] start = before.map(b -> theta(b, transform)).orElseGet(family::initial);
      double[] targets = transform.apply(someValues);
      Report report = fit.fit(session, family, some, targets, List.of(start));
      weighed.add(Weighed.of(transform, report, someValues));
    }
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

  /** θ of the transform that was chosen on all observations, of another on a part of them. */
  private double[] theta(Fitted before, TargetTransform transform) {
    return transform.equals(before.transform())
        ? before.report().theta()
        : before.thetas().get(transforms.indexOf(transform));
  }

  /**
   * A transform, its fit, and how probable it makes the values.
   *
   * @param evidence −∞ instead of NaN, which would count as the greatest
   */
  private record Weighed(TargetTransform transform, Report report, double evidence) {
    static Weighed of(TargetTransform transform, Report report, double[] values) {
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
