package dev.luthier.strategy.gp;

import dev.luthier.schedule.LearningCurve;
import dev.luthier.study.Direction;
import dev.luthier.study.Measurement;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What completed trials say of the final value of one that was stopped: what they came to who stood
 * there, give or take what they differ.
 *
 * <pre>
 *   name    meaning                                                            shape
 *   s       the last step that the stopped trial reported                      scalar
 *   x       its value there; smaller is better                                 scalar
 *   x_i,y_i value at s and final value of a completed trial that reported       n
 *           up to s or beyond
 *   b       slope of y on x by least squares, held in [0, 1]                   scalar
 *   value   mean(y) + b (x − mean(x)), but no better than the best of all y    scalar
 *   error   sqrt((1 + 1/n) Σ (yᵢ − mean(y) − b (xᵢ − mean(x)))² / (n − 1))     scalar
 * </pre>
 *
 * <p>Slope 1 is curves that keep their distances, slope 0 curves that all end alike wherever they
 * began. The error is then at most about the scatter of the final values; that of slope 1 alone is
 * the scatter of the gains, which has no such bound (docs/decisions/0030).
 *
 * <p>A prediction is made once, when the trial is observed, of what was observed before it: what
 * the model has seen does not change afterwards. Used by one thread at a time.
 */
final class FinalValues {
  /** An average of fewer, and more so their scatter, is chance. Pruners begin with as many. */
  private static final int LEAST = 5;

  private final ObjectiveSpec objective;
  private final double sign;
  private final List<LearningCurve> curves = new ArrayList<>();
  private final List<Double> finals = new ArrayList<>();
  private double best = Double.POSITIVE_INFINITY;

  FinalValues(ObjectiveSpec objective) {
    this.objective = objective;
    this.sign = objective.direction() == Direction.MINIMIZE ? 1 : -1;
  }

  /**
   * A value that nobody has seen.
   *
   * @param value the smaller, the better
   * @param error its standard deviation
   */
  record Predicted(double value, double error) {}

  /**
   * Takes in a trial.
   *
   * @param value its final value, the smaller, the better
   */
  void completed(Trial.Completed trial, double value) {
    best = Math.min(best, value);
    if (!trial.measurements().isEmpty()) {
      curves.add(curve(trial.number(), trial.measurements()));
      finals.add(value);
    }
  }

  /** The final value of a stopped trial; empty if too little is known. O(n log k). */
  Optional<Predicted> of(Trial.Pruned trial) {
    LearningCurve curve = curve(trial.number(), trial.measurements());
    if (curve.size() == 0 || !Double.isFinite(curve.valueAt(curve.lastStep()))) {
      return Optional.empty();
    }
    double[][] others = reached(curve.lastStep());
    int n = others.length;
    if (n < LEAST) {
      return Optional.empty();
    }
    double meanX = Arrays.stream(others).mapToDouble(o -> o[0]).sum() / n;
    double meanY = Arrays.stream(others).mapToDouble(o -> o[1]).sum() / n;
    double xx = 0;
    double xy = 0;
    for (double[] other : others) {
      xx += (other[0] - meanX) * (other[0] - meanX);
      xy += (other[0] - meanX) * (other[1] - meanY);
    }
    double slope = xx > 0 ? Math.clamp(xy / xx, 0, 1) : 1;
    double squares = 0;
    for (double[] other : others) {
      double residual = other[1] - meanY - slope * (other[0] - meanX);
      squares += residual * residual;
    }
    double value = meanY + slope * (sign * curve.valueAt(curve.lastStep()) - meanX);
    double error = Math.sqrt((1 + 1.0 / n) * squares / (n - 1));
    return Double.isFinite(value) && Double.isFinite(error)
        ? Optional.of(new Predicted(Math.max(best, value), error))
        : Optional.empty();
  }

  /** Value at a step and final value of those that came so far. */
  private double[][] reached(long step) {
    double[][] reached = new double[curves.size()][];
    int count = 0;
    for (int i = 0; i < reached.length; i++) {
      LearningCurve curve = curves.get(i);
      if (curve.size() > 0 && curve.lastStep() >= step) {
        double at = sign * curve.valueAt(step);
        if (Double.isFinite(at) && Double.isFinite(finals.get(i))) {
          reached[count++] = new double[] {at, finals.get(i)};
        }
      }
    }
    return Arrays.copyOf(reached, count);
  }

  private LearningCurve curve(long number, List<Measurement> measurements) {
    return LearningCurve.of(number, objective.direction(), objective.name(), measurements);
  }
}
