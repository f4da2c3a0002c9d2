package dev.luthier.report;

import dev.luthier.space.Configuration;
import dev.luthier.space.IntegerParameter;
import dev.luthier.space.Parameter;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.strategy.Prediction;
import dev.luthier.strategy.Surrogate;
import dev.luthier.study.StudySpec;
import dev.luthier.study.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the surrogate believes: its mean and deviation along each parameter and over the two most
 * important ones, and which those are.
 *
 * <p>A parameter's importance is the share of the mean's variance that it causes: the mean over
 * configurations x of Var[μ(x with another value)], the numerator of the total-effect index (Homma
 * and Saltelli 1996, "Importance measures in global sensitivity analysis of nonlinear models",
 * Reliab. Eng. Syst. Safety 52:1–17), here over the trials' configurations, since it is there that
 * the model knows something.
 */
final class ModelPictures {
  /** Points of a curve: every pixel's worth at the width of a small picture is not needed. */
  private static final int CURVE = 41;

  /** Points a side of a contour. */
  private static final int SIDE = 31;

  /** Values of a parameter, and at most so many configurations, for its importance. */
  private static final int VALUES = 8;

  private static final int CONFIGURATIONS = 24;

  /**
   * Flops for a parameter's importance at n² each: with forty parameters 16 Gflop in all, some
   * seconds on one core.
   */
  private static final double MOST_FLOPS = 4e8;

  /** Bounds the memory for covariances with n observations. */
  private static final int CHUNK = 512;

  private final SearchSpace space;
  private final Surrogate surrogate;
  private final Bases bases;
  private final String objective;

  ModelPictures(StudySpec spec, Surrogate surrogate, Bases bases) {
    this.space = spec.space();
    this.surrogate = surrogate;
    this.bases = bases;
    this.objective = spec.firstObjective().name();
  }

  Map<String, Object> write() {
    Importances importances = importances();
    List<Parameter<?>> ranked = importances.ranked();
    Map<String, Object> json = importances.json("surrogate", objective);
    List<Object> slices = new ArrayList<>();
    for (Parameter<?> parameter : ranked) {
      bases.with(List.of(parameter)).ifPresent(base -> slices.add(slice(parameter, base)));
    }
    json.put("slices", slices);
    bases
        .firstPair(ranked)
        .ifPresent(
            pair -> json.put("contour", contour(pair, bases.with(pair.both()).orElseThrow())));
    return json;
  }

  private Importances importances() {
    int n = surrogate.outputs().stream().mapToInt(Surrogate.Output::observations).max().orElse(1);
    int affordable = (int) (MOST_FLOPS / (VALUES * Math.max(1.0, (double) n * n)));
    List<Configuration> around = bases.some(Math.clamp(affordable, 2, CONFIGURATIONS));
    Map<Parameter<?>, Double> importances = new LinkedHashMap<>();
    for (Parameter<?> parameter : space.parameters()) {
      List<Object> values = values(parameter, VALUES);
      List<Configuration> varied = new ArrayList<>();
      for (Configuration base : around) {
        if (base.isActive(parameter)) {
          values.forEach(value -> varied.add(with(base, Map.of(parameter.name(), value))));
        }
      }
      // All at once, because a model is asked in batches.
      double[] means = predict(varied).stream().mapToDouble(p -> mean(p, objective)).toArray();
      double sum = 0;
      for (int from = 0; from < means.length; from += values.size()) {
        sum += variance(Arrays.copyOfRange(means, from, from + values.size()));
      }
      importances.put(parameter, around.isEmpty() ? 0 : sum / around.size());
    }
    double all = importances.values().stream().mapToDouble(Double::doubleValue).sum();
    importances.replaceAll((_, causes) -> all > 0 ? causes / all : 0.0);
    return new Importances(importances);
  }

  private Map<String, Object> slice(Parameter<?> parameter, Trial.Completed base) {
    List<Object> values = values(parameter, CURVE);
    List<Map<String, Prediction>> predictions =
        predict(
            values.stream()
                .map(value -> with(base.configuration(), Map.of(parameter.name(), value)))
                .toList());
    Map<String, Object> outputs = new LinkedHashMap<>();
    for (Surrogate.Output output : surrogate.outputs()) {
      outputs.put(
          output.name(),
          Map.of(
              "mean", predictions.stream().map(p -> mean(p, output.name())).toList(),
              "deviation", predictions.stream().map(p -> deviation(p, output.name())).toList()));
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("parameter", parameter.name());
    json.put("trial", base.number());
    json.put("x", values.stream().map(value -> Cells.value(parameter, value)).toList());
    json.put("outputs", outputs);
    return json;
  }

  private Map<String, Object> contour(Bases.Pair pair, Trial.Completed base) {
    Parameter<?> x = pair.x();
    Parameter<?> y = pair.y();
    List<Object> xs = values(x, SIDE);
    List<Object> ys = values(y, SIDE);
    List<Configuration> grid = new ArrayList<>();
    for (Object valueOfY : ys) {
      for (Object valueOfX : xs) {
        grid.add(with(base.configuration(), Map.of(x.name(), valueOfX, y.name(), valueOfY)));
      }
    }
    List<Map<String, Prediction>> predictions = predict(grid);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("x", x.name());
    json.put("y", y.name());
    json.put("trial", base.number());
    json.put("xs", xs.stream().map(value -> Cells.value(x, value)).toList());
    json.put("ys", ys.stream().map(value -> Cells.value(y, value)).toList());
    json.put("mean", predictions.stream().map(p -> mean(p, objective)).toList());
    return json;
  }

  /** A configuration with some values replaced; what they activate gets the best value known. */
  private Configuration with(Configuration base, Map<String, Object> replaced) {
    return space.configure(
        (_, parameter) -> {
          Object value = replaced.get(parameter.name());
          return value != null
              ? value
              : parameter.valueOf(
                  base.find(parameter.name()).orElseGet(() -> bases.bestValue(parameter)));
        });
  }

  /** Evenly on the parameter's scale, the ends included; all values of a parameter with few. */
  private static List<Object> values(Parameter<?> parameter, int most) {
    boolean isNumeric = parameter instanceof RealParameter || parameter instanceof IntegerParameter;
    long all = parameter.cardinality().orElse(Long.MAX_VALUE);
    Set<Object> values = new LinkedHashSet<>();
    if (all <= most) {
      for (long i = 0; i < all; i++) {
        values.add(parameter.valueAt(i));
      }
    } else {
      for (int i = 0; i < most; i++) {
        values.add(
            isNumeric
                ? parameter.decode((double) i / (most - 1))
                : parameter.valueAt(i * (all - 1) / (most - 1)));
      }
    }
    return List.copyOf(values);
  }

  private List<Map<String, Prediction>> predict(List<Configuration> configurations) {
    List<Map<String, Prediction>> predictions = new ArrayList<>();
    for (int from = 0; from < configurations.size(); from += CHUNK) {
      int to = Math.min(from + CHUNK, configurations.size());
      predictions.addAll(surrogate.predict(configurations.subList(from, to)));
    }
    return predictions;
  }

  private static double mean(Map<String, Prediction> predictions, String output) {
    Prediction prediction = predictions.get(output);
    return prediction == null ? Double.NaN : prediction.mean();
  }

  private static double deviation(Map<String, Prediction> predictions, String output) {
    Prediction prediction = predictions.get(output);
    return prediction == null ? Double.NaN : prediction.deviation();
  }

  /** Zero where something is not finite: what cannot be computed must not come first. */
  private static double variance(double[] values) {
    double mean = 0;
    for (double value : values) {
      mean += value / values.length;
    }
    double sum = 0;
    for (double value : values) {
      sum += (value - mean) * (value - mean) / values.length;
    }
    return Double.isFinite(sum) ? sum : 0;
  }
}
