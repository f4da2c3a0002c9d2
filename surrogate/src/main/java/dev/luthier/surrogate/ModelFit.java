package dev.luthier.surrogate;

import dev.luthier.linalg.Session;
import dev.luthier.surrogate.HyperparameterFit.Report;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Hyperparameters, output transform and family together: of the transforms the one under which the
 * values themselves, not their targets, are most probable. A logarithm has to earn its place: on
 * well-behaved functions it costs a fifth of a decade of regret (docs/decisions/0011).
 *
 * <p>Every transform is fitted on a part of the observations, where there are many, and only the
 * best on all of them (or 1,200), from where the first fit ended. A fit that follows another of
 * nearly the same observations begins where that one ended, for every transform: it then takes
 * fewer evaluations. Deterministic; a function of its arguments.
 *
 * <p>Priors of hyperparameters have no constants, and a family of more hyperparameters has more
 * priors. So families are compared by log p(y | θ) + log p(θ) − log p(θ₀), where θ₀ is where a fit
 * begins, the mode of the priors: a hyperparameter that the values say nothing about stays there
 * and counts for nothing, and one that leaves its mode has to pay for it by likelihood. It is the
 * log likelihood less what its maximum takes to be believed, not an integral over θ.
 *
 * <p>Where standard errors are told, the choice is still made by the values alone, and only the
 * last fit knows the noise. The variance of a target's noise depends, by the transform's slope, on
 * the value observed, so that a likelihood with it is no density of values: it is greatest for the
 * transform that gives the best values the most noise (docs/decisions/0021).
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
   * @param family the most probable one, as the transform
   * @param transform the most probable one
   * @param report of the last fit, on all of them
   * @param hasTrend whether a trend that was offered makes the values more probable
   * @param thetas where the fits ended: by family of each transform, then of each with a trend
   */
  public record Fitted(
      ModelFamily family,
      TargetTransform transform,
      Report report,
      boolean hasTrend,
      List<double[]> thetas) {}

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

  /** As with a trend, without one, and of values whose noise is not known. */
  public Fitted fit(
      Session session,
      ModelFamily family,
      Points points,
      double[] values,
      Optional<Fitted> before) {
    return fit(session, family, points, ObservedValues.of(values), LinearTrend.NONE, before);
  }

  /** As with several families to choose from. */
  public Fitted fit(
      Session session,
      ModelFamily family,
      Points points,
      ObservedValues observed,
      LinearTrend trend,
      Optional<Fitted> before) {
    return fit(session, List.of(family), points, observed, trend, before);
  }

  /**
   * Fits families to observations. O(n³) an evaluation of the likelihood.
   *
   * @param families to choose from, at least one
   * @param points n of them
   * @param observed n values, as the transforms take them
   * @param trend of the targets, to be taken or left; {@link LinearTrend#NONE} if there is none
   * @param before a fit of the same families to nearly the same observations, if there is one
   */
  public Fitted fit(
      Session session,
      List<ModelFamily> families,
      Points points,
      ObservedValues observed,
      LinearTrend trend,
      Optional<Fitted> before) {
    int n = points.count();
    int step = n < FEW ? 1 : Math.max(2, n * 2 / SOME);
    Points some = points.every(step);
    double[] someValues = every(observed.values(), step);
    List<Choice> choices = choices(families, trend);
    List<Weighed> weighed = new ArrayList<>();
    for (Choice choice : choices) {
      double[] start =
          before.map(b -> theta(b, choice, choices)).orElseGet(choice.family()::initial);
      Targets targets = Targets.of(choice.transform().apply(someValues));
      LinearTrend its = choice.hasTrend() ? trend.every(step) : LinearTrend.NONE;
      Report report = fit.fit(session, choice.family(), some, targets, its, List.of(start));
      weighed.add(Weighed.of(choice, report, someValues, families.getFirst()));
    }
    Weighed best =
        weighed.stream().max(Comparator.comparingDouble(Weighed::evidence)).orElseThrow();
    List<double[]> thetas = new ArrayList<>(weighed.stream().map(w -> w.report().theta()).toList());
    ModelFamily family = best.choice().family();
    Report report = best.report();
    if (step > 1 || observed.hasErrors()) {
      int most = (n + MOST - 1) / MOST;
      double leastNoise = family.noiseVariance().least();
      Targets targets = observed.targets(best.choice().transform(), leastNoise).every(most);
      double[] start =
          before
              .filter(b -> best.choice().equals(Choice.of(b)))
              .map(b -> b.report().theta())
              .orElse(best.report().theta());
      LinearTrend its = best.choice().hasTrend() ? trend.every(most) : LinearTrend.NONE;
      report = fit.fit(session, family, points.every(most), targets, its, List.of(start));
    }
    return new Fitted(family, best.choice().transform(), report, best.choice().hasTrend(), thetas);
  }

  private List<Choice> choices(List<ModelFamily> families, LinearTrend trend) {
    List<Choice> choices = new ArrayList<>();
    for (ModelFamily family : families) {
      transforms.forEach(transform -> choices.add(new Choice(family, transform, false)));
      if (trend.size() > 0) {
        transforms.forEach(transform -> choices.add(new Choice(family, transform, true)));
      }
    }
    return choices;
  }

  /** θ of what was chosen on all observations, of another choice on a part of them. */
  private static double[] theta(Fitted before, Choice choice, List<Choice> choices) {
    return choice.equals(Choice.of(before))
        ? before.report().theta()
        : before.thetas().get(choices.indexOf(choice));
  }

  /** How values may be explained. */
  private record Choice(ModelFamily family, TargetTransform transform, boolean hasTrend) {
    static Choice of(Fitted fitted) {
      return new Choice(fitted.family(), fitted.transform(), fitted.hasTrend());
    }
  }

  /**
   * A choice, its fit, and how probable it makes the values.
   *
   * @param evidence −∞ instead of NaN, which would count as the greatest
   */
  private record Weighed(Choice choice, Report report, double evidence) {
    static Weighed of(Choice choice, Report report, double[] values, ModelFamily first) {
      // 0 for the first family, so that a choice between transforms alone is exact.
      double surplus = choice.family().initialLogPrior() - first.initialLogPrior();
      double evidence = report.logPosterior() + choice.transform().logSlope(values) - surplus;
      return new Weighed(
          choice, report, Double.isNaN(evidence) ? Double.NEGATIVE_INFINITY : evidence);
    }
  }

  static double[] every(double[] values, int step) {
    double[] chosen = new double[(values.length + step - 1) / step];
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = values[i * step];
    }
    return chosen;
  }
}
