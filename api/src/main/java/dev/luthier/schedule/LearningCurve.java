package dev.luthier.schedule;

import dev.luthier.study.Direction;
import dev.luthier.study.Measurement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What one trial has reported of one objective, in order of step. Immutable; any thread.
 *
 * <pre>
 *   name     meaning                                                     shape
 *   steps    ascending; the same step more than once where it was        k
 *            reported again, in the order of the reports
 *   values   as reported; NaN where the program had no number            k
 *   best     the best of the first values, NaN while all of them are     k
 * </pre>
 */
public final class LearningCurve {
  private final long trial;
  private final Direction direction;
  private final long[] steps;
  private final double[] values;
  private final double[] best;

  private LearningCurve(long trial, Direction direction, long[] steps, double[] values) {
    this.trial = trial;
    this.direction = direction;
    this.steps = steps;
    this.values = values;
    this.best = new double[values.length];
    double soFar = Double.NaN;
    for (int i = 0; i < values.length; i++) {
      soFar = better(soFar, values[i]);
      best[i] = soFar;
    }
  }

  /** Of a trial that has reported nothing. */
  public static LearningCurve empty(long trial, Direction direction) {
    return new LearningCurve(trial, direction, new long[0], new double[0]);
  }

  /**
   * What measurements say of an objective; those that do not have it are passed over. O(k log k).
   */
  public static LearningCurve of(
      long trial, Direction direction, String objective, List<Measurement> measurements) {
    List<Measurement> sorted =
        measurements.stream()
            .filter(m -> m.values().containsKey(objective))
            .sorted((a, b) -> Long.compare(a.step(), b.step())) // Stable.
            .toList();
    return new LearningCurve(
        trial,
        direction,
        sorted.stream().mapToLong(Measurement::step).toArray(),
        sorted.stream().map(Measurement::values).mapToDouble(v -> value(v, objective)).toArray());
  }

  private static double value(Map<String, Double> values, String objective) {
    return values.getOrDefault(objective, Double.NaN);
  }

  /** This with one more report. O(k). */
  public LearningCurve and(long step, double value) {
    int at = countUpTo(step);
    long[] moreSteps = Arrays.copyOf(steps, steps.length + 1);
    double[] moreValues = Arrays.copyOf(values, values.length + 1);
    System.arraycopy(steps, at, moreSteps, at + 1, steps.length - at);
    System.arraycopy(values, at, moreValues, at + 1, values.length - at);
    moreSteps[at] = step;
    moreValues[at] = value;
    return new LearningCurve(trial, direction, moreSteps, moreValues);
  }

  /** The number of the trial. */
  public long trial() {
    return trial;
  }

  /** Which values are better. */
  public Direction direction() {
    return direction;
  }

  /** How many reports there are, k. */
  public int size() {
    return steps.length;
  }

  /** The step of report i, in order of step. */
  public long step(int i) {
    return steps[i];
  }

  /** The value of report i, in order of step. */
  public double value(int i) {
    return values[i];
  }

  /**
   * The highest step that was reported.
   *
   * @throws IllegalStateException when nothing was
   */
  public long lastStep() {
    if (steps.length == 0) {
      throw new IllegalStateException("trial " + trial + " has reported nothing");
    }
    return steps[steps.length - 1];
  }

  /** The last value at a step or before it; NaN if there is none. O(log k). */
  public double valueAt(long step) {
    int count = countUpTo(step);
    return count == 0 ? Double.NaN : values[count - 1];
  }

  /** The best value up to a step; NaN if there is no number among them. O(log k). */
  public double bestUpTo(long step) {
    int count = countUpTo(step);
    return count == 0 ? Double.NaN : best[count - 1];
  }

  /** Whether there is a report after a step. */
  public boolean goesBeyond(long step) {
    return steps.length > 0 && steps[steps.length - 1] > step;
  }

  /** How many reports are of a step or of those before it. O(log k). */
  public int countUpTo(long step) {
    int low = 0;
    int high = steps.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (steps[middle] <= step) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private double better(double a, double b) {
    return Double.isNaN(a) || direction.isBetter(b, a) ? b : a;
  }
}
