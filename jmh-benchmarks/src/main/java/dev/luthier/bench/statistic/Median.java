package dev.luthier.bench.statistic;

import java.util.Arrays;

/** The middle of a sample. */
public final class Median {
  private Median() {}

  /**
   * The middle value, or the mean of the two in the middle; at least one value, kept as they are.
   */
  public static double of(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
