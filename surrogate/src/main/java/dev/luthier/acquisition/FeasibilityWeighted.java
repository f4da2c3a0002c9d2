package dev.luthier.acquisition;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a candidate is worth if it is feasible, times the probability that it is. Constraints are
 * outputs of their own, independent of the objectives; c is kept where its output is at most its
 * threshold (Gardner et al. 2014; Gelbart et al. 2014, arXiv:1403.5607). Immutable; any thread.
 *
 * <pre>
 *   a = log α(objectives) + p Σ_c log Φ((threshold_c − μ_c)/σ_c)      p = 1, or more to be careful
 * </pre>
 *
 * <p>The objectives' outputs come first, then the constraints', in order. O(m) a constraint besides
 * the cost of log α.
 */
public final class FeasibilityWeighted implements JointAcquisition {
  private final JointAcquisition objective;
  private final List<LogProbabilityOfImprovement> constraints;
  private final double power;

  private FeasibilityWeighted(JointAcquisition objective, double power, double[] thresholds) {
    this.objective = objective;
    this.power = power;
    this.constraints =
        Arrays.stream(thresholds).mapToObj(LogProbabilityOfImprovement::new).toList();
  }

  /**
   * Weighs an acquisition function of the objectives, whose incumbent or front should consist of
   * feasible points.
   *
   * @param objective log α, a logarithm: what is added to it multiplies α
   * @param thresholds the largest feasible value of each constraint, C values
   */
  public static FeasibilityWeighted of(JointAcquisition objective, double... thresholds) {
    return new FeasibilityWeighted(objective, 1, thresholds);
  }

  /**
   * As {@link #of}, with the probability to a power p: what is not feasible costs more than the
   * improvement that is missed.
   */
  public static FeasibilityWeighted toThePower(
      double power, JointAcquisition objective, double... thresholds) {
    return new FeasibilityWeighted(objective, power, thresholds);
  }

  /**
   * The probability of feasibility alone, for as long as no feasible point is known and there is
   * nothing to improve on (Gelbart et al. 2014). The objectives' outputs are there, but do not
   * count.
   *
   * @param objectives number of outputs before the constraints', ≥ 0: with 0 nobody need predict
   *     them
   * @param thresholds the largest feasible value of each constraint, C values
   */
  public static FeasibilityWeighted withoutIncumbent(int objectives, double... thresholds) {
    return new FeasibilityWeighted(new Indifferent(objectives), 1, thresholds);
  }

  @Override
  public int outputs() {
    return objective.outputs() + constraints.size();
  }

  @Override
  public JointValuation value(double[][] mean, double[][] variance) {
    int first = objective.outputs();
    JointValuation worth =
        first == 0
            ? JointValuation.zeros(0, mean[0].length)
            : objective.value(Arrays.copyOf(mean, first), Arrays.copyOf(variance, first));
    double[] value = worth.value();
    List<double[]> byMean = new ArrayList<>(List.of(worth.byMean()));
    List<double[]> byVariance = new ArrayList<>(List.of(worth.byVariance()));
    for (int c = 0; c < constraints.size(); c++) {
      Valuation feasible = constraints.get(c).value(mean[first + c], variance[first + c]);
      Arrays.setAll(value, j -> value[j] + power * feasible.value()[j]);
      byMean.add(times(power, feasible.byMean()));
      byVariance.add(times(power, feasible.byVariance()));
    }
    return new JointValuation(
        value, byMean.toArray(double[][]::new), byVariance.toArray(double[][]::new));
  }

  private static double[] times(double power, double[] slopes) {
    return Arrays.stream(slopes).map(slope -> power * slope).toArray();
  }

  /** Worth 1 everywhere. */
  private record Indifferent(int outputs) implements JointAcquisition {
    @Override
    public JointValuation value(double[][] mean, double[][] variance) {
      return JointValuation.zeros(outputs, mean[0].length);
    }
  }
}
