package dev.luthier.acquisition;

import dev.luthier.pareto.ParetoFront;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The region below a reference point that a front does not dominate, cut into disjoint boxes.
 * Immutable; any thread.
 *
 * <pre>
 *   name       meaning                                                     shape
 *   K, n       objectives, points of the front below the reference         scalars
 *   B          boxes                                                       scalar
 *   intervals  the different sides that boxes have along objective k       K
 *   side       which of these is the side of box b                         K × B
 * </pre>
 *
 * <p>A plane sweeps upwards along the last objective. Between two points of the front the region's
 * section does not change; it is cut in the same way, with one objective less, down to a single
 * interval. A box of the section that the next point leaves as it is stays open, and so boxes are
 * few: n + 1 with two objectives (strips), 2n + 1 with three, as in Yang et al. 2019
 * (doi:10.1007/s10898-019-00798-7), and 87, 201 and 459 with four, counted on spherical fronts of n
 * = 20, 40 and 80. Cutting takes O(n^(K−1)) hash operations, once for all candidates.
 *
 * @param intervals K of them
 * @param side K × B
 */
record NondominatedBoxes(List<Intervals> intervals, int[][] side) {

  /**
   * Cuts.
   *
   * @param reference K values, finite
   */
  static NondominatedBoxes below(double[] reference, ParetoFront front) {
    List<List<Side>> boxes = cut(front.pointsBelow(reference), reference, reference.length);
    List<Intervals> intervals = new ArrayList<>();
    int[][] side = new int[reference.length][boxes.size()];
    for (int k = 0; k < reference.length; k++) {
      Map<Side, Integer> different = new LinkedHashMap<>();
      for (int b = 0; b < boxes.size(); b++) {
        side[k][b] = different.computeIfAbsent(boxes.get(b).get(k), s -> different.size());
      }
      intervals.add(Intervals.of(List.copyOf(different.keySet())));
    }
    return new NondominatedBoxes(List.copyOf(intervals), side);
  }

  /** B. */
  int count() {
    return side[0].length;
  }

  /** The boxes of a front in the first objectives alone. */
  private static List<List<Side>> cut(List<double[]> front, double[] reference, int objectives) {
    int last = objectives - 1;
    if (last == 0) {
      double best = front.isEmpty() ? reference[0] : front.getFirst()[0];
      return List.of(List.of(new Side(Double.NEGATIVE_INFINITY, best)));
    }
    List<double[]> rising =
        front.stream().sorted(Comparator.comparingDouble(p -> p[last])).toList();
    List<List<Side>> boxes = new ArrayList<>();
    List<double[]> section = new ArrayList<>();
    Map<List<Side>, Double> open = new LinkedHashMap<>();
    cut(section, reference, last).forEach(base -> open.put(base, Double.NEGATIVE_INFINITY));
    for (double[] point : rising) {
      section.removeIf(other -> covers(point, other, last));
      section.add(point);
      Set<List<Side>> now = new LinkedHashSet<>(cut(section, reference, last));
      open.forEach(
          (base, since) -> {
            if (!now.contains(base)) {
              close(base, since, point[last], boxes);
            }
          });
      open.keySet().retainAll(now);
      now.forEach(base -> open.putIfAbsent(base, point[last]));
    }
    open.forEach((base, since) -> close(base, since, reference[last], boxes));
    return boxes;
  }

  private static void close(List<Side> base, double lower, double upper, List<List<Side>> boxes) {
    if (lower < upper) { // not so between two points with the same last coordinate
      List<Side> box = new ArrayList<>(base);
      box.add(new Side(lower, upper));
      boxes.add(List.copyOf(box));
    }
  }

  private static boolean covers(double[] a, double[] b, int objectives) {
    for (int k = 0; k < objectives; k++) {
      if (a[k] > b[k]) {
        return false;
      }
    }
    return true;
  }

  /**
   * One side of a box.
   *
   * @param lower may be −∞
   * @param upper above it, finite
   */
  record Side(double lower, double upper) {}
}
