package dev.luthier.strategy.gp;

import dev.luthier.surrogate.LinearTrend;
import dev.luthier.surrogate.ObservedValues;
import dev.luthier.surrogate.Points;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a fit sees: the observations up to its trigger, or of very many the most telling. Immutable.
 *
 * @param rows the observations, by index, ascending
 * @param features of each of them, d columns
 * @param observed what each of them says, to be minimized
 * @param trend what earlier studies say of each of them
 */
record Seen(
    int trigger,
    int[] rows,
    List<double[]> features,
    ObservedValues observed,
    LinearTrend trend,
    int dimension) {
  /**
   * Observations of an exact model: its two matrices then have 2 GB, and a proposal takes seconds.
   * {@link LocalModels} are what more observations need.
   */
  static final int MOST = 10_500;

  Points points() {
    return Points.ofRows(features, dimension);
  }

  /**
   * All observations, or the best half of as many as there may be and an even sample of the others.
   *
   * @param values of all observations up to the trigger
   */
  static int[] mostTelling(double[] values) {
    if (values.length <= MOST) {
      return IntStream.range(0, values.length).toArray();
    }
    // NaN, which stands for a failure, is greater than all numbers.
    int[] ascending =
        IntStream.range(0, values.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> values[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    int best = MOST / 2;
    int others = values.length - best;
    int[] rows =
        IntStream.range(0, MOST)
            .map(i -> i < best ? i : best + (int) ((i - best) * (long) others / (MOST - best)))
            .map(i -> ascending[i])
            .toArray();
    Arrays.sort(rows);
    return rows;
  }
}
