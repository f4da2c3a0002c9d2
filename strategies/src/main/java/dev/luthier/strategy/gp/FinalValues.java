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
 * What completed trials say of the final value of one that was stopped: from where it stood it
 * would have gained what they gained from there, on average, give or take what they differ.
 *
 * <pre>
 *   name    meaning                                                            shape
 *   s       the last step that the stopped trial reported                      scalar
 *   x       its value there; smaller is better                                 scalar
 *   g_i     yᵢ − xᵢ, final value less value at s, of a completed trial that     n
 *           reported up to s or beyond
 *   value   x + mean(g), but no better than the best of all y                  scalar
 *   error   sqrt((1 + 1/n) Σ (g_i − mean(g))² / (n − 1))                       scalar
 * </pre>
 *
 * <p>That is a regression of yᵢ on xᵢ with its slope fixed at 1. A slope that is fitted has to be
 * extrapolated, since who is stopped stands worse than most who were not, and among these few it is
 * often near 0: then all who are stopped would seem to be about average (docs/decisions/0030).
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
    double[] gains = gains(curve.lastStep());
    if (gains.length < LEAST) {
      return Optional.empty();
    }
    double n = gains.length;
    double mean = Arrays.stream(gains).sum() / n;
    double squares = Arrays.stream(gains).map(g -> (g - mean) * (g - mean)).sum();
    double value = sign * curve.valueAt(curve.lastStep()) + mean;
    double error = Math.sqrt((1 + 1 / n) * squares / (n - 1));
    return Double.isFinite(value) && Double.isFinite(error)
        ? Optional.of(new Predicted(Math.max(best, value), error))
        : Optional.empty();
  }

  /** What completed trials gained from a step on. */
  private double[] gains(long step) {
    double[] gains = new double[curves.size()];
    int count = 0;
    for (int i = 0; i < gains.length; i++) {
      LearningCurve curve = curves.get(i);
      double gain = finals.get(i) - sign * curve.valueAt(step);
      if (curve.size() > 0 && curve.lastStep() >= step && Double.isFinite(gain)) {
        gains[count++] = gain;
      }
    }
    return Arrays.copyOf(gains, count);
  }

  private LearningCurve curve(long number, List<Measurement> measurements) {
    return LearningCurve.of(number, objective.direction(), objective.name(), measurements);
  }
}
