package dev.luthier.bench.statistic;

import java.util.Arrays;
import java.util.List;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * By what factor times have changed: Welch's test on the logarithms of the times.
 *
 * <pre>
 *   log ratio = mean log new − mean log base
 *   s²        = s²_base / n_base + s²_new / n_new      degrees of freedom: Welch, Satterthwaite
 * </pre>
 *
 * <p>The independent observations are forks, each with the median of its iterations: iterations of
 * one fork share what was compiled and where memory lies, and say nothing about the next process.
 * Where a side has a single fork, iterations have to stand for them on both sides, and the interval
 * is too narrow.
 *
 * @param ratio new ÷ base
 * @param interval of the ratio, 95 %
 * @param chanceOfAsSlow how likely noise alone makes the new times as long, one-sided
 * @param chanceOfAsFast how likely noise alone makes them as short
 */
public record TimeRatio(
    double ratio, Interval interval, double chanceOfAsSlow, double chanceOfAsFast) {

  private static final double LEVEL = 0.95;

  /**
   * Of two lists of forks, each a list of times, all positive.
   *
   * @throws IllegalArgumentException if a side has fewer than two times
   */
  public static TimeRatio of(List<List<Double>> base, List<List<Double>> times) {
    boolean byFork = base.size() > 1 && times.size() > 1;
    double[] before = observations(base, byFork);
    double[] after = observations(times, byFork);
    if (before.length < 2 || after.length < 2) {
      throw new IllegalArgumentException("one time on a side says nothing about noise");
    }
    double difference = mean(after) - mean(before);
    double v = squaredError(before);
    double w = squaredError(after);
    if (v + w == 0) {
      // Times as coarse as the clock: alike, or different beyond doubt.
      double slow = difference > 0 ? 0 : 1;
      double fast = difference < 0 ? 0 : 1;
      double ratio = Math.exp(difference);
      return new TimeRatio(ratio, new Interval(ratio, ratio), slow, fast);
    }
    double freedom = (v + w) * (v + w) / (v * v / (before.length - 1) + w * w / (after.length - 1));
    TDistribution student = new TDistribution(freedom);
    double error = Math.sqrt(v + w);
    double half = error * student.inverseCumulativeProbability((1 + LEVEL) / 2);
    return new TimeRatio(
        Math.exp(difference),
        new Interval(Math.exp(difference - half), Math.exp(difference + half)),
        student.cumulativeProbability(-difference / error),
        student.cumulativeProbability(difference / error));
  }

  private static double[] observations(List<List<Double>> forks, boolean byFork) {
    return byFork
        ? forks.stream().mapToDouble(fork -> Math.log(Median.of(array(fork)))).toArray()
        : forks.stream().flatMap(List::stream).mapToDouble(Math::log).toArray();
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).sum() / values.length;
  }

  /** The variance of the mean. */
  private static double squaredError(double[] values) {
    double mean = mean(values);
    double squares = Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum();
    return squares / (values.length - 1) / values.length;
  }
}
