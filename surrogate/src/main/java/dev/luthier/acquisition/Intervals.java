package dev.luthier.acquisition;

import dev.luthier.acquisition.NondominatedBoxes.Side;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Intervals of one objective with shared ends, so that what depends on an end alone is computed
 * once.
 *
 * @param edges the different ends, ascending; the first may be −∞
 * @param lower which edge interval i begins at
 * @param upper which edge it ends at
 */
record Intervals(double[] edges, int[] lower, int[] upper) {
  static Intervals of(List<Side> sides) {
    double[] edges =
        sides.stream()
            .flatMapToDouble(side -> DoubleStream.of(side.lower(), side.upper()))
            .sorted()
            .distinct()
            .toArray();
    return new Intervals(
        edges,
        sides.stream().mapToInt(side -> Arrays.binarySearch(edges, side.lower())).toArray(),
        sides.stream().mapToInt(side -> Arrays.binarySearch(edges, side.upper())).toArray());
  }

  int count() {
    return lower.length;
  }
}
