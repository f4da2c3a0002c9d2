package dev.luthier.explain;

import dev.luthier.strategy.Prediction;
import dev.luthier.strategy.Surrogate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The model of one objective or constraint, in the numbers that a person looks at.
 *
 * @param name of the objective or constraint
 * @param observations it was fitted to
 * @param lengthScales by parameter, in parts of its range, the shortest first
 * @param noise standard deviation of what is reported for one configuration
 * @param jitter that the covariance needed; see {@link Surrogate.Output}
 * @param leftOut how many values were predicted by the others
 * @param within how many of these lie within two deviations of what was predicted: 95 % if the
 *     model knows what it does not know
 */
public record ModelSummary(
    String name,
    int observations,
    Map<String, Double> lengthScales,
    double noise,
    double jitter,
    int leftOut,
    int within) {
  /** The usual 95 % of a normal distribution. */
  private static final double WIDE = 2;

  /** Of what a strategy shows. O(its observations). */
  static ModelSummary of(Surrogate.Output output) {
    Map<String, Double> ascending = new LinkedHashMap<>();
    output.lengthScales().entrySet().stream()
        .sorted(
            Map.Entry.<String, Double>comparingByValue()
                .thenComparing(Map.Entry.comparingByKey(Comparator.naturalOrder())))
        .forEach(entry -> ascending.put(entry.getKey(), entry.getValue()));
    int within =
        (int)
            output.leftOut().stream()
                .filter(left -> isWithin(left.observed(), left.prediction()))
                .count();
    return new ModelSummary(
        output.name(),
        output.observations(),
        ascending,
        output.noise(),
        output.jitter(),
        output.leftOut().size(),
        within);
  }

  private static boolean isWithin(double observed, Prediction prediction) {
    return Math.abs(observed - prediction.mean()) <= WIDE * prediction.deviation();
  }
}
