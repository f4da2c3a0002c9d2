package dev.luthier.bench.statistic;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Where a mean lies, with 95 % confidence. */
public record Interval(double low, double high) {
  /** The limits' own error is then some hundredth of the interval. */
  private static final int RESAMPLES = 10_000;

  /**
   * The percentile bootstrap of the mean: 2.5 % of the means of resampled values lie below it, and
   * 2.5 % above. The same values give the same interval. O(10,000·n).
   *
   * @param values at least one
   */
  public static Interval ofMean(double[] values) {
    SplittableRandom random = new SplittableRandom(0);
    double[] means = new double[RESAMPLES];
    for (int resample = 0; resample < RESAMPLES; resample++) {
      double sum = 0;
      for (int i = 0; i < values.length; i++) {
        sum += values[random.nextInt(values.length)];
      }
      means[resample] = sum / values.length;
    }
    Arrays.sort(means);
    int tail = RESAMPLES / 40;
    return new Interval(means[tail], means[RESAMPLES - 1 - tail]);
  }
}
