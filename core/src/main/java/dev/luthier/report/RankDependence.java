package dev.luthier.report;

import dev.luthier.space.Parameter;
import dev.luthier.study.Direction;
import dev.luthier.study.StudySpec;
import dev.luthier.study.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which parameters matter, where there is no surrogate to ask: how much of the variance of the
 * values' ranks is between groups of trials with like values of the parameter. Ranks, so that
 * infinite values and outliers do no harm. Corrected for chance (Kelley 1935, "An unbiased
 * correlation ratio measure", PNAS 21:554–559), and 0 where chance alone would do better:
 *
 * <pre>
 *   ε² = (S_between − (g − 1) s²) / S_total     s² = S_within / (n − g), g groups of n trials
 * </pre>
 */
final class RankDependence {
  /** Groups of a parameter with more values, equally many trials in each. */
  private static final int GROUPS = 8;

  /** With fewer trials groups of them say nothing. */
  private static final int FEWEST = 16;

  private RankDependence() {}

  static Map<String, Object> write(StudySpec spec, List<Trial> trials, Bases bases) {
    Importances importances = new Importances(of(spec, trials));
    Map<String, Object> json = importances.json("ranks", spec.firstObjective().name());
    json.put("slices", List.of());
    bases
        .firstPair(importances.ranked())
        .ifPresent(pair -> json.put("contour", Map.of("x", pair.x().name(), "y", pair.y().name())));
    return json;
  }

  /** In the space's order; between 0 and 1. O(d n log n) for n trials with d parameters. */
  static Map<Parameter<?>, Double> of(StudySpec spec, List<Trial> trials) {
    Map<Parameter<?>, Double> dependences = new LinkedHashMap<>();
    for (Parameter<?> parameter : spec.space().parameters()) {
      List<Double> coordinates = new ArrayList<>();
      List<Double> losses = new ArrayList<>();
      double sign = spec.firstObjective().direction() == Direction.MINIMIZE ? 1 : -1;
      for (Trial trial : trials) {
        if (trial instanceof Trial.Completed completed) {
          completed
              .configuration()
              .find(parameter.name())
              .ifPresent(
                  raw -> {
                    coordinates.add(Cells.coordinate(parameter, raw));
                    losses.add(sign * completed.evaluation().value(spec.firstObjective().name()));
                  });
        }
      }
      dependences.put(parameter, dependence(array(coordinates), array(losses)));
    }
    return dependences;
  }

  static double dependence(double[] x, double[] y) {
    int n = x.length;
    if (n < FEWEST) {
      return 0;
    }
    double[] rankX = ranks(x);
    double[] rankY = ranks(y);
    double middle = (n - 1) / 2.0;
    double[] sums = new double[GROUPS];
    int[] counts = new int[GROUPS];
    double total = 0;
    for (int i = 0; i < n; i++) {
      int group = (int) (rankX[i] / n * GROUPS);
      sums[group] += rankY[i] - middle;
      counts[group]++;
      total += (rankY[i] - middle) * (rankY[i] - middle);
    }
    double between = 0;
    int groups = 0;
    for (int g = 0; g < GROUPS; g++) {
      if (counts[g] > 0) {
        between += sums[g] * sums[g] / counts[g];
        groups++;
      }
    }
    if (total == 0 || groups < 2) {
      return 0;
    }
    double byChance = (groups - 1) * (total - between) / (n - groups);
    return Math.max(0, (between - byChance) / total);
  }

  /** 0, 1, …; equal values share the mean of their ranks, and so stay in one group. */
  private static double[] ranks(double[] values) {
    Integer[] order = new Integer[values.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Double.compare(values[a], values[b]));
    double[] ranks = new double[values.length];
    for (int from = 0; from < order.length; ) {
      int to = from;
      while (to < order.length && Double.compare(values[order[to]], values[order[from]]) == 0) {
        to++;
      }
      for (int i = from; i < to; i++) {
        ranks[order[i]] = (from + to - 1) / 2.0;
      }
      from = to;
    }
    return ranks;
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
