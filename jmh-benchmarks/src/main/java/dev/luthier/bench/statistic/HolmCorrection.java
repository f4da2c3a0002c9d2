package dev.luthier.bench.statistic;

import java.util.stream.IntStream;

/**
 * Holm's step-down correction (Scandinavian Journal of Statistics 6, 1979): however many hypotheses
 * are tested together, the chance to reject any true one stays below the level.
 */
public final class HolmCorrection {
  private HolmCorrection() {}

  /**
   * The corrected p-values, in the order of the given ones: to be compared with the level itself.
   * O(n log n).
   */
  public static double[] adjust(double[] chances) {
    int[] ascending =
        IntStream.range(0, chances.length)
            .boxed()
            .sorted((a, b) -> Double.compare(chances[a], chances[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] adjusted = new double[chances.length];
    double largest = 0;
    for (int rank = 0; rank < ascending.length; rank++) {
      int i = ascending[rank];
      largest = Math.max(largest, Math.min(1, (chances.length - rank) * chances[i]));
      adjusted[i] = largest;
    }
    return adjusted;
  }
}
