package dev.luthier.strategy.gp;

import dev.luthier.surrogate.ConstraintTransform;
import dev.luthier.surrogate.GaussianProcess;
import dev.luthier.surrogate.OutputTransform;
import dev.luthier.surrogate.Points;
import java.util.Arrays;

/**
 * One output's process for the time of one proposal: given its targets, and what is believed of
 * open trials, which is forgotten when it is closed.
 *
 * <pre>
 *   name       meaning                                                      shape
 *   targets    of the observations, then of open trials as predicted        n + q
 *   means      y − σ²α, the posterior mean at the same points               n + q
 *   threshold  the target of 0: a constraint is kept at and below           scalar
 * </pre>
 */
final class OutputModel implements AutoCloseable {
  private final GaussianProcess process;
  private final double threshold;
  private double[] targets;
  private boolean isMarked;

  /**
   * The model with the targets of observed values.
   *
   * @param values of all observations
   */
  OutputModel(ModelSchedule.Current model, double[] values) {
    double[] all = model.transform().apply(values);
    this.process = model.process();
    this.targets = Arrays.stream(model.rows()).mapToDouble(i -> all[i]).toArray();
    this.threshold =
        switch (model.transform()) {
          case OutputTransform _ -> Double.POSITIVE_INFINITY;
          case ConstraintTransform constraint -> constraint.threshold(values);
        };
    process.setTargets(targets);
  }

  GaussianProcess process() {
    return process;
  }

  double threshold() {
    return threshold;
  }

  /** Jitter apart. */
  double[] means() {
    double[] means = process.weights();
    double noise = process.model().noiseVariance();
    Arrays.setAll(means, i -> targets[i] - noise * means[i]);
    return means;
  }

  /**
   * Believes of open trials that they will come out as predicted; nothing, if the numbers do not
   * allow it.
   */
  void believe(Points open) {
    double[] predicted;
    try (var at = process.at(open)) {
      predicted = at.mean();
    }
    process.mark();
    isMarked = true;
    if (!process.append(open)) {
      return;
    }
    targets = Arrays.copyOf(targets, targets.length + predicted.length);
    System.arraycopy(predicted, 0, targets, targets.length - predicted.length, predicted.length);
    process.setTargets(targets);
  }

  @Override
  public void close() {
    if (isMarked) {
      process.rollback();
    }
  }
}
