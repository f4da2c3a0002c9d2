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
   * The reference point lies beyond the worst that has been seen by this part of the range, so that
   * it is worth while to lengthen the front at its ends. One beyond the front's own worst, as
   * others infer it, gains so little there that thirty trials crowded the middle
   * (docs/decisions/0018).
   */
  private static final double BEYOND = 0.1;

  /** What candidates are worth. */
  JointAcquisition acquisition(RandomGenerator random) {
    if (worthy.length == 0) {
      return FeasibilityWeighted.withoutIncumbent(objectives, thresholds);
    }
    JointAcquisition improvement = improvement(random);
    return thresholds.length == 0 ? improvement : FeasibilityWeighted.of(improvement, thresholds);
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
    // In lexicographic order neighbours of the list are neighbours on the front.
    int[] front = ParetoFront.of(worthyPoints()).indices();
    int count = Math.min(most, front.length);
    return IntStream.range(0, count)
        .map(i -> worthy[front[(int) ((2L * i + 1) * front.length / (2L * count))]])
        .toArray();
  }

  private JointAcquisition improvement(RandomGenerator random) {
    if (objectives == 1) {
      double best = Arrays.stream(worthy).mapToDouble(i -> means[0][i]).min().orElseThrow();
      return JointAcquisition.of(new LogExpectedImprovement(best));
    }
    List<double[]> points = worthyPoints();
    if (objectives > MOST_FOR_HYPERVOLUME) {
      return LogExpectedScalarizedImprovement.over(
          points, AugmentedChebyshev.random(points, random), random);
    }
    ParetoFront front = ParetoFront.of(points);
    return LogExpectedHypervolumeImprovement.over(front, reference(points));
  }

  private double[] reference(List<double[]> points) {
    double[] reference = new double[objectives];
    for (int k = 0; k < objectives; k++) {
      int objective = k;
      double least = points.stream().mapToDouble(p -> p[objective]).min().orElseThrow();
      double worst = points.stream().mapToDouble(p -> p[objective]).max().orElseThrow();
      // A single point has no range; targets have deviation 1.
      reference[k] = worst + BEYOND * (worst > least ? worst - least : 1);
    }
    return reference;
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
