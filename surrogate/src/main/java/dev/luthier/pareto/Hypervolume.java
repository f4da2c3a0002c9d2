package dev.luthier.pareto;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** The volume between points and a reference point r. */
final class Hypervolume {
  private final double[] reference;

  private Hypervolume(double[] reference) {
    this.reference = reference;
  }

  /** Of points below the reference. */
  static double of(List<double[]> points, double[] reference) {
    return new Hypervolume(reference).below(points, reference.length);
  }

  /** The volume in the first coordinates alone. */
  private double below(List<double[]> points, int dimensions) {
    return switch (dimensions) {
      case 1 -> points.stream().mapToDouble(p -> reference[0] - p[0]).max().orElse(0);
      case 2 -> area(points);
      case 3 -> volume(points);
      default -> exclusiveVolumes(points, dimensions - 1);
    };
  }

  private double area(List<double[]> points) {
    Staircase stairs = new Staircase(reference[0], reference[1]);
    return points.stream().mapToDouble(p -> stairs.add(p[0], p[1])).sum();
  }

  /** What a point adds to the area from its own third coordinate on, it adds up to r. */
  private double volume(List<double[]> points) {
    Staircase stairs = new Staircase(reference[0], reference[1]);
    return points.stream()
        .sorted(Comparator.comparingDouble(p -> p[2]))
        .mapToDouble(p -> stairs.add(p[0], p[1]) * (reference[2] - p[2]))
        .sum();
  }

  /**
   * The sum of what each point dominates and none after it does. The last coordinate falls, so that
   * the others, limited to what the point dominates, share its last coordinate: the problem has one
   * dimension less.
   */
  private double exclusiveVolumes(List<double[]> points, int last) {
    List<double[]> falling =
        points.stream()
            .sorted(Comparator.comparingDouble((double[] p) -> p[last]).reversed())
            .toList();
    double sum = 0;
    for (int i = 0; i < falling.size(); i++) {
      double[] point = falling.get(i);
      double inclusive = 1;
      for (int k = 0; k < last; k++) {
        inclusive *= reference[k] - point[k];
      }
      List<double[]> limited = new ArrayList<>();
      for (double[] other : falling.subList(i + 1, falling.size())) {
        limited.add(worse(point, other, last));
      }
      double shared = below(ParetoFront.of(limited).points(), last);
      sum += (inclusive - shared) * (reference[last] - point[last]);
    }
    return sum;
  }

  private static double[] worse(double[] a, double[] b, int dimensions) {
    double[] worse = Arrays.copyOf(a, dimensions);
    Arrays.setAll(worse, k -> Math.max(a[k], b[k]));
    return worse;
  }

  /** A front of two objectives that grows; y falls where x rises. */
  private static final class Staircase {
    private final TreeMap<Double, Double> heights = new TreeMap<>();

    Staircase(double right, double top) {
      heights.put(Double.NEGATIVE_INFINITY, top);
      heights.put(right, Double.NEGATIVE_INFINITY);
    }

    /** The area gained; amortized O(log n). */
    double add(double x, double y) {
      double left = x;
      double height = heights.floorEntry(x).getValue();
      if (height <= y) {
        return 0;
      }
      double gained = 0;
      while (height > y) {
        var next = heights.higherEntry(left);
        gained += (next.getKey() - left) * (height - y);
        left = next.getKey();
        height = next.getValue();
        if (height > y) {
          heights.remove(left);
        }
      }
      heights.put(x, y);
      return gained;
    }
  }
}
