package dev.luthier.strategy.gp;

import dev.luthier.strategy.Prediction;
import dev.luthier.surrogate.Points;
import dev.luthier.surrogate.Posterior;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What the models of a study expect of some points, by what has been observed alone: nothing is
 * believed of open trials. Immutable.
 *
 * <pre>
 *   name        meaning                                                 shape
 *   means       of objectives, then constraints, in targets, with the   (K + C) × m
 *               trend that earlier studies suggest
 *   variances   of the same; the trend counts as known                  (K + C) × m
 * </pre>
 */
final class Forecast {
  private final List<OutputModels.Named> models;
  private final Aim aim;
  private final double[][] means;
  private final double[][] variances;
  private final Optional<boolean[]> succeeds;

  private Forecast(
      List<OutputModels.Named> models,
      Aim aim,
      double[][] means,
      double[][] variances,
      Optional<boolean[]> succeeds) {
    this.models = models;
    this.aim = aim;
    this.means = means;
    this.variances = variances;
    this.succeeds = succeeds;
  }

  /** One pass over K⁻¹ of each model. */
  static Forecast of(OutputModels models, Points points) {
    List<OutputModels.Named> named = models.named();
    double[][] means = new double[named.size()][];
    double[][] variances = new double[named.size()][];
    for (int k = 0; k < means.length; k++) {
      try (Posterior at = named.get(k).model().process().at(points)) {
        means[k] = at.mean();
        variances[k] = at.variance();
      }
    }
    try (var trend = models.trend().at(points)) {
      trend.addTo(means[0]);
    }
    return new Forecast(
        named, models.aim(), means, variances, models.failure().map(f -> succeeds(f, points)));
  }

  private static boolean[] succeeds(OutputModel failure, Points points) {
    try (Posterior at = failure.process().at(points)) {
      double[] label = at.mean();
      boolean[] succeeds = new boolean[label.length];
      for (int i = 0; i < label.length; i++) {
        succeeds[i] = label[i] <= failure.threshold();
      }
      return succeeds;
    }
  }

  /** By name of the output, in its own units; one that has no finite value yet is left out. */
  Map<String, Prediction> predictions(int point) {
    Map<String, Prediction> predictions = new LinkedHashMap<>();
    for (int k = 0; k < means.length; k++) {
      OutputModels.Named its = models.get(k);
      if (its.units().areKnown()) {
        predictions.put(its.name(), its.units().prediction(means[k][point], variances[k][point]));
      }
    }
    return predictions;
  }

  /**
   * Whether a point is expected to succeed, to keep every constraint and to be better than what has
   * been found, all by the means alone.
   */
  boolean improves(int point) {
    double[] values = IntStream.range(0, means.length).mapToDouble(k -> means[k][point]).toArray();
    return (succeeds.isEmpty() || succeeds.get()[point]) && aim.isImprovedBy(values);
  }
}
