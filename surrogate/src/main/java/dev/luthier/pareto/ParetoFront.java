package dev.luthier.pareto;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The points that no other dominates, all objectives minimized. Immutable; any thread. */
public final class ParetoFront {
  private final int[] indices;
  private final List<double[]> points;

  private ParetoFront(int[] indices, List<double[]> points) {
    this.indices = indices;
    this.points = points;
  }

  /**
   * The front of n points; of equal points, the first. O(n log n) for up to two objectives, O(n log
   * n + K n f) for K objectives and a front of f points.
   *
   * @param points n points with K ≥ 1 objectives each, copied; no NaN and no −∞. None at all give a
   *     front of none.
   */
  public static ParetoFront of(List<double[]> points) {
    List<double[]> copies = points.stream().map(point -> checked(point, points.get(0))).toList();
    // In lexicographic order nothing dominates what comes before it. The sort is stable: of equal
    // points the first stays the first.
    int[] order =
        IntStream.range(0, copies.size())
            .boxed()
            .sorted(Comparator.comparing(copies::get, Arrays::compare))
            .mapToInt(Integer::intValue)
            .toArray();
    List<double[]> front = new ArrayList<>();
    int[] indices = new int[order.length];
    for (int i : order) {
      if (!isCovered(copies.get(i), front)) {
        indices[front.size()] = i;
        front.add(copies.get(i));
      }
    }
    return new ParetoFront(Arrays.copyOf(indices, front.size()), List.copyOf(front));
  }

  /** Where in the list given to {@link #of} the points of the front are; same order as points. */
  public int[] indices() {
    return indices.clone();
  }

  /** The front in lexicographic order. The arrays are the front's own and must not be changed. */
  public List<double[]> points() {
    return points;
  }

  /** Those of the points that are below a reference point of K values in every objective. */
  public List<double[]> pointsBelow(double[] reference) {
    return points.stream().filter(point -> isBelow(point, reference)).toList();
  }

  /**
   * The volume that the front dominates below a reference point, exact but for rounding. Points
   * that are not below the reference in every objective contribute nothing. O(f log f) for up to
   * three objectives, a sum of positive terms; above, the recursion of While, Bradstreet and Barone
   * (2012, doi:10.1109/TEVC.2010.2077298), exponential in f at worst.
   *
   * @param reference K values, finite
   */
  public double hypervolume(double[] reference) {
    for (double value : reference) {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("reference = " + Arrays.toString(reference));
      }
    }
    return Hypervolume.of(pointsBelow(reference), reference);
  }

  private static double[] checked(double[] point, double[] first) {
    requireLength(point, first);
    double[] copy = new double[point.length];
    for (int k = 0; k < point.length; k++) {
      if (!(point[k] > Double.NEGATIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "objectives " + Arrays.toString(point) + ", must be neither NaN nor −∞");
      }
      copy[k] = point[k] + 0.0; // −0 equals 0, but sorts before it
    }
    return copy;
  }

  private static void requireLength(double[] point, double[] first) {
    if (point.length != first.length || point.length == 0) {
      throw new IllegalArgumentException(
          point.length + " objectives " + Arrays.toString(point) + " beside " + first.length);
    }
  }

  /** Whether a point of the front, all of them lexicographically before this one, is ≤ it. */
  private static boolean isCovered(double[] point, List<double[]> front) {
    // In two objectives the last of the front has the least second one.
    int from = point.length <= 2 ? Math.max(0, front.size() - 1) : 0;
    for (int i = from; i < front.size(); i++) {
      if (covers(front.get(i), point)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isBelow(double[] point, double[] reference) {
    requireLength(reference, point);
    for (int k = 0; k < point.length; k++) {
      if (!(point[k] < reference[k])) {
        return false;
      }
    }
    return true;
  }

  private static boolean covers(double[] a, double[] b) {
    for (int k = 0; k < a.length; k++) {
      if (a[k] > b[k]) {
        return false;
      }
    }
    return true;
  }
}
