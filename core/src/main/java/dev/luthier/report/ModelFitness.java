package dev.luthier.report;

import dev.luthier.linalg.ArrayMath;
import dev.luthier.strategy.Surrogate;
import dev.luthier.strategy.Surrogate.LeftOut;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How far the surrogate is to be believed: what it says about each trial when it is not told of it.
 *
 * <p>Calibration: a model that knows how much it knows has a share p of what is observed within its
 * central interval of probability p, for every p. The observed y is within it when |y − μ| / σ ≤ z
 * with 2Φ(z) − 1 = p.
 */
final class ModelFitness {
  /** Levels of probability: 0.05, 0.1, …, 0.95. */
  private static final int LEVELS = 19;

  private ModelFitness() {}

  static Map<String, Object> of(Optional<Surrogate> surrogate) {
    List<Object> outputs = new ArrayList<>();
    surrogate.ifPresent(model -> model.outputs().forEach(each -> outputs.add(write(each))));
    return Map.of("outputs", outputs);
  }

  private static Map<String, Object> write(Surrogate.Output output) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", output.name());
    json.put("observations", output.observations());
    json.put("noise", output.noise());
    json.put("jitter", output.jitter());
    json.put("length_scales", new TreeMap<>(output.lengthScales()));
    json.put("trial", output.leftOut().stream().map(LeftOut::trial).toList());
    json.put("observed", output.leftOut().stream().map(LeftOut::observed).toList());
    json.put("mean", output.leftOut().stream().map(each -> each.prediction().mean()).toList());
    json.put(
        "deviation", output.leftOut().stream().map(each -> each.prediction().deviation()).toList());
    json.put("calibration", calibration(output.leftOut()));
    return json;
  }

  /** Shares of the observations within the central intervals of {@link #LEVELS} probabilities. */
  static Map<String, Object> calibration(List<LeftOut> leftOut) {
    double[] probabilities = probabilities(leftOut);
    List<Double> levels = new ArrayList<>();
    List<Double> shares = new ArrayList<>();
    for (int i = 1; i <= LEVELS && probabilities.length > 0; i++) {
      double level = (double) i / (LEVELS + 1);
      int within = 0;
      for (double probability : probabilities) {
        within += probability <= level ? 1 : 0;
      }
      levels.add(level);
      shares.add((double) within / probabilities.length);
    }
    return Map.of("levels", levels, "shares", shares);
  }

  /** Probability of the smallest central interval that has the observation in it. */
  private static double[] probabilities(List<LeftOut> leftOut) {
    double[] z =
        leftOut.stream()
            .mapToDouble(
                each ->
                    Math.abs(each.observed() - each.prediction().mean())
                        / each.prediction().deviation())
            .filter(Double::isFinite)
            .toArray();
    double[] probabilities = new double[z.length];
    ArrayMath.scalar().normalCdf(z, probabilities);
    for (int i = 0; i < z.length; i++) {
      probabilities[i] = 2 * probabilities[i] - 1;
    }
    return probabilities;
  }
}
