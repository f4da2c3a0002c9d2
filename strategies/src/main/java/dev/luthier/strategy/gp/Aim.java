package dev.luthier.strategy.gp;

import dev.luthier.acquisition.FeasibilityWeighted;
import dev.luthier.acquisition.JointAcquisition;
import dev.luthier.acquisition.LogExpectedHypervolumeImprovement;
import dev.luthier.acquisition.LogExpectedImprovement;
import dev.luthier.acquisition.LogExpectedScalarizedImprovement;
import dev.luthier.pareto.AugmentedChebyshev;
import dev.luthier.pareto.ParetoFront;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * What a proposal is to improve on, all in targets: the least posterior mean of a feasible point,
 * or the front of the means with several objectives. Immutable.
 *
 * <pre>
 *   name        meaning                                                 shape
 *   means       posterior means at points observed and open             K + C arrays of n
 *   thresholds  targets of 0 of the constraints                         C
 *   worthy      indices of points that keep, or seem to, all of them    ≤ n
 * </pre>
 *
 * @param objectives K
 */
record Aim(int objectives, double[][] means, double[] thresholds, int[] worthy) {
  /** A hypervolume is exact and cheap up to here; beyond, its boxes multiply. */
  private static final int MOST_FOR_HYPERVOLUME = 3;

  /**
   * What a front is worth depends on a reference point that only its user knows. A near one, this
   * part of the front's range beyond its worst, gains too little at the ends of a short front; a
   * far one, as much beyond the worst point seen, too much there. Each proposal has one in between
   * (docs/decisions/0019).
   */
  private static final double BEYOND = 0.1;

  /** The near one is not below three quarters of the points. */
  private static final double NEAR = 0.75;

  /** What candidates are worth. */
  JointAcquisition acquisition(RandomGenerator random) {
    if (worthy.length == 0) {
      return FeasibilityWeighted.withoutIncumbent(objectives, thresholds);
    }
    return weighed(improvement(random));
  }

  /** An improvement on feasible points, by the probability that a candidate is one. */
  JointAcquisition weighed(JointAcquisition improvement) {
    return thresholds.length == 0 ? improvement : FeasibilityWeighted.of(improvement, thresholds);
  }

  /** The least mean of the only objective at a feasible point; there is one. */
  double best() {
    return Arrays.stream(worthy).mapToDouble(i -> means[0][i]).min().orElseThrow();
  }

  /**
   * Whether a point of given means keeps all constraints and is better than the worthy points:
   * below the least, or as good as none of them in every objective. Without any worthy point it is.
   *
   * @param point K + C means
   */
  boolean isImprovedBy(double[] point) {
    boolean keeps =
        IntStream.range(0, thresholds.length).allMatch(c -> point[objectives + c] <= thresholds[c]);
    return keeps
        && Arrays.stream(worthy)
            .noneMatch(i -> IntStream.range(0, objectives).allMatch(k -> means[k][i] <= point[k]));
  }

  /**
   * Indices of points of the front, at most so many, evenly: in lexicographic order neighbours of
   * the list are neighbours on the front.
   */
  int[] front(int most) {
    int[] front = ParetoFront.of(worthyPoints()).indices();
    int count = Math.min(most, front.length);
    return IntStream.range(0, count)
        .map(i -> worthy[front[(int) ((2L * i + 1) * front.length / (2L * count))]])
        .toArray();
  }

  /** Indices of at most {@code most} points worth searching around, best first. */
  int[] incumbents(int most) {
    if (worthy.length == 0) {
      return IntStream.range(0, means[0].length)
          .boxed()
          .sorted(Comparator.comparingDouble(this::violation))
          .limit(most)
          .mapToInt(Integer::intValue)
          .toArray();
    }
    if (objectives == 1) {
      return Arrays.stream(worthy)
          .boxed()
          .sorted(Comparator.comparingDouble(i -> means[0][i]))
          .limit(most)
          .mapToInt(Integer::intValue)
          .toArray();
    }
    return front(most);
  }

  private JointAcquisition improvement(RandomGenerator random) {
    if (objectives == 1) {
      return JointAcquisition.of(new LogExpectedImprovement(best()));
    }
    List<double[]> points = worthyPoints();
    if (objectives > MOST_FOR_HYPERVOLUME) {
      return LogExpectedScalarizedImprovement.over(
          points, AugmentedChebyshev.random(points, random), random);
    }
    ParetoFront front = ParetoFront.of(points);
    return LogExpectedHypervolumeImprovement.over(front, reference(points, front, random));
  }

  /**
   * Drawn for each proposal between the near one and the far one, with K objectives the (K − 1)-th
   * power of a uniform share: what a far one adds to an end of the front grows as that power.
   */
  private double[] reference(List<double[]> points, ParetoFront front, RandomGenerator random) {
    double[] reference = new double[objectives];
    double share = Math.pow(random.nextDouble(), objectives - 1);
    for (int k = 0; k < objectives; k++) {
      int objective = k;
      double[] all = points.stream().mapToDouble(p -> p[objective]).sorted().toArray();
      double[] ofFront =
          Arrays.stream(front.indices())
              .mapToDouble(i -> points.get(i)[objective])
              .sorted()
              .toArray();
      double near = Math.max(beyond(ofFront), all[(int) (NEAR * all.length)]);
      double far = Math.max(near, beyond(all));
      reference[k] = near + share * (far - near);
    }
    return reference;
  }

  private static double beyond(double[] ascending) {
    double worst = ascending[ascending.length - 1];
    double range = worst - ascending[0];
    // A single point has no range; targets have deviation 1.
    return worst + BEYOND * (range > 0 ? range : 1);
  }

  private List<double[]> worthyPoints() {
    List<double[]> points = new ArrayList<>(worthy.length);
    for (int i : worthy) {
      double[] point = new double[objectives];
      Arrays.setAll(point, k -> means[k][i]);
      points.add(point);
    }
    return points;
  }

  private double violation(int i) {
    double sum = 0;
    for (int c = 0; c < thresholds.length; c++) {
      sum += Math.max(0, means[objectives + c][i] - thresholds[c]);
    }
    return sum;
  }
}
