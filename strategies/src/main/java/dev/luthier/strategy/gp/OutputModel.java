package dev.luthier.strategy.gp;

import dev.luthier.surrogate.ConstraintTransform;
import dev.luthier.surrogate.CostTransform;
import dev.luthier.surrogate.GaussianProcess;
import dev.luthier.surrogate.LinearTrend;
import dev.luthier.surrogate.OutputTransform;
import dev.luthier.surrogate.Points;
import dev.luthier.surrogate.TargetTransform;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.DoubleUnaryOperator;

/**
 * One output's process for the time of one proposal: given its targets, and what is believed of
 * open trials, which is forgotten when it is closed.
 *
 * <pre>
 *   name       meaning                                                      shape
 *   trend      what earlier studies lead one to expect; none: 0             n
 *   targets    of the observations, less the trend, then of open trials     n + q
 *              as predicted
 *   means      trend + yᵢ − σᵢ²αᵢ, the posterior mean at the same points    n + q
 *   threshold  the target of 0: a constraint is kept at and below           scalar
 * </pre>
 */
final class OutputModel implements AutoCloseable {
  /**
   * Targets have deviation 1; a best value known as well as this is as good as known. With 0.1
   * recommendations from noisy values were worse, with 0.02 no better (docs/decisions/0019).
   */
  private static final double CERTAIN = 0.05;

  /** A value beyond so many deviations is not to be expected; not tuned. */
  private static final double DEVIATIONS = 2;

  /** Each adds a row to the factor and a number to every draw; not tuned. */
  private static final int MOST_UNCERTAIN = 16;

  /** Noise of a value that is believed, as a part of the prior variance: for the numbers' sake. */
  private static final double EXACT = 1e-6;

  /** Noise of an observation that is settled, as a part of its own; not tuned. */
  private static final double SETTLED = 0.01;

  private final GaussianProcess process;
  private final TargetTransform transform;
  private final double[] values;
  private final double threshold;
  private final double unit;
  private final double[] coefficients;
  private final double[] trend;
  private double[] targets;
  private boolean isMarked;

  /**
   * The model with the targets of observed values.
   *
   * @param values of all observations
   * @param trend what is believed of it, at the rows of the model
   */
  OutputModel(ModelSchedule.Current model, double[] values, LinearTrend trend) {
    double[] all = model.transform().apply(values);
    this.process = model.process();
    this.transform = model.transform();
    this.values = values;
    double[] told = Arrays.stream(model.rows()).mapToDouble(i -> all[i]).toArray();
    this.coefficients = model.hasTrend() ? process.coefficients(trend, told) : new double[0];
    this.trend = model.hasTrend() ? trend.at(coefficients) : new double[0];
    this.targets = told;
    for (int i = 0; i < this.trend.length; i++) {
      targets[i] -= this.trend[i];
    }
    this.threshold =
        switch (model.transform()) {
          case ConstraintTransform constraint -> constraint.threshold(values);
          case OutputTransform _, CostTransform _ -> Double.POSITIVE_INFINITY;
        };
    this.unit = model.transform() instanceof CostTransform cost ? cost.deviation(values) : 1;
    process.setTargets(targets);
  }

  GaussianProcess process() {
    return process;
  }

  /** Of the trend, the constant first; none if there is none. */
  double[] coefficients() {
    return coefficients;
  }

  double threshold() {
    return threshold;
  }

  /** What a target of 1 is in logarithms of cost, for a model of costs. */
  double unit() {
    return unit;
  }

  /** The values that targets stand for. */
  DoubleUnaryOperator inverse() {
    return transform.inverse(values);
  }

  /** The target that matters most: of a constraint that of 0, elsewhere the least mean. */
  double reference() {
    return threshold < Double.POSITIVE_INFINITY
        ? threshold
        : Arrays.stream(means()).min().orElseThrow();
  }

  /**
   * What would be expected of each target if it alone were not known.
   *
   * @param means n of them, the trend of all included
   * @param variances n of them, noise included
   */
  record LeftOut(double[] means, double[] variances) {}

  /** yᵢ − αᵢ / (K⁻¹)ᵢᵢ and 1 / (K⁻¹)ᵢᵢ: Rasmussen, Williams 2006, eq. 5.12. O(n). */
  LeftOut leftOut() {
    double[] means = process.weights();
    double[] variances = process.precisions();
    for (int i = 0; i < means.length; i++) {
      variances[i] = 1 / variances[i];
      means[i] = targets[i] - means[i] * variances[i] + (i < trend.length ? trend[i] : 0);
    }
    return new LeftOut(means, variances);
  }

  /** Jitter apart. */
  double[] means() {
    double[] means = process.weights();
    double[] noise = process.noise();
    Arrays.setAll(means, i -> targets[i] - noise[i] * means[i] + (i < trend.length ? trend[i] : 0));
    return means;
  }

  /**
   * Believes of open trials that they will come out as predicted; nothing, if the numbers do not
   * allow it.
   *
   * @return the predictions
   */
  double[] believe(Points open) {
    double[] predicted;
    try (var at = process.at(open)) {
      predicted = at.mean();
    }
    mark();
    if (process.append(open)) {
      addTargets(predicted);
    }
    return predicted;
  }

  /**
   * Believes of some observations that they are what their means say, a hundred times as exactly as
   * they were observed; nothing, if the numbers do not allow it.
   *
   * @param points of the observations with the given indices
   */
  void settle(int[] indices, Points points) {
    double[] means = means();
    double[] settled = Arrays.stream(indices).mapToDouble(i -> means[i]).toArray();
    double[] noise = process.noise();
    double[] left = Arrays.stream(indices).mapToDouble(i -> SETTLED * noise[i]).toArray();
    mark();
    if (process.append(points, left)) {
      addTargets(settled);
    }
  }

  /**
   * Which of some observations may be the best, for all that noise lets one know of them.
   *
   * @param candidates indices, at least one
   * @return those whose values may be below all others', by mean; none if the best is known well
   */
  int[] uncertain(int[] candidates) {
    double[] noise = process.noise();
    double[] means = means();
    double[] precisions = process.precisions();
    double[] deviations = new double[means.length];
    Arrays.setAll(
        deviations, i -> Math.sqrt(Math.max(0, noise[i] - noise[i] * noise[i] * precisions[i])));
    int best =
        Arrays.stream(candidates)
            .boxed()
            .min(Comparator.comparingDouble(i -> means[i]))
            .orElseThrow();
    if (deviations[best] <= CERTAIN) {
      return new int[0];
    }
    double bound =
        Arrays.stream(candidates)
            .mapToDouble(i -> means[i] + DEVIATIONS * deviations[i])
            .min()
            .orElseThrow();
    return Arrays.stream(candidates)
        .filter(i -> means[i] - DEVIATIONS * deviations[i] <= bound)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> means[i]))
        .limit(MOST_UNCERTAIN)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /**
   * Believes in turn of draws of the function at points that they are true.
   *
   * @param normals independent standard normal numbers, as many for each draw as there are points
   * @return the draws, each with a value for every point; none, if the numbers do not allow it
   */
  double[][] imagine(Points points, double[] normals) {
    int q = points.count();
    double[] drawn;
    try (var at = process.at(points)) {
      drawn = at.samples(normals);
    }
    double[] noise = new double[q];
    Arrays.fill(noise, EXACT * process.priorVariance());
    mark();
    if (!process.append(points, noise)) {
      return new double[0][];
    }
    double[][] draws = new double[normals.length / q][];
    double[][] sets = new double[draws.length][];
    for (int s = 0; s < draws.length; s++) {
      draws[s] = Arrays.copyOfRange(drawn, s * q, (s + 1) * q);
      sets[s] = Arrays.copyOf(targets, targets.length + q);
      System.arraycopy(draws[s], 0, sets[s], targets.length, q);
    }
    process.setTargets(sets);
    return draws;
  }

  private void mark() {
    if (!isMarked) {
      process.mark();
      isMarked = true;
    }
  }

  private void addTargets(double[] more) {
    targets = Arrays.copyOf(targets, targets.length + more.length);
    System.arraycopy(more, 0, targets, targets.length - more.length, more.length);
    process.setTargets(targets);
  }

  @Override
  public void close() {
    if (isMarked) {
      process.rollback();
    }
  }
}
