package dev.luthier.bench.suite;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The exact volume that points dominate below a reference, for two or three values to be minimised.
 *
 * <pre>
 *   m values:  V = Σ over the points by their last value ascending,
 *              (next last value − this one) · V of the first m − 1 values of the points up to here
 * </pre>
 */
final class Hypervolume {
  private Hypervolume() {}

  /** O(n log n) with two values, O(n² log n) with three. */
  static double of(List<double[]> points, double[] reference) {
    List<double[]> inside = points.stream().filter(point -> isBelow(point, reference)).toList();
    return volume(inside, reference);
  }

  private static double volume(List<double[]> points, double[] reference) {
    int last = reference.length - 1;
    if (last == 0) {
      return reference[0] - points.stream().mapToDouble(p -> p[0]).min().orElse(reference[0]);
    }
    List<double[]> ascending =
        points.stream().sorted(Comparator.comparingDouble(p -> p[last])).toList();
    double[] base = Arrays.copyOf(reference, last);
    List<double[]> slice = new ArrayList<>();
    double sum = 0;
    double least = Double.POSITIVE_INFINITY; // Of the first value: with two values, V is known.
    for (int i = 0; i < ascending.size(); i++) {
      double[] point = ascending.get(i);
      double top = i + 1 < ascending.size() ? ascending.get(i + 1)[last] : reference[last];
      least = Math.min(least, point[0]);
      slice.add(point);
      sum += (top - point[last]) * (last == 1 ? base[0] - least : volume(slice, base));
    }
    return sum;
  }

  private static boolean isBelow(double[] point, double[] reference) {
    for (int k = 0; k < reference.length; k++) {
      if (!(point[k] < reference[k])) {
        return false;
      }
    }
    return true;
  }
}
