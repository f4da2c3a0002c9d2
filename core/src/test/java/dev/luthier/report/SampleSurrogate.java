package dev.luthier.report;

import dev.luthier.space.Configuration;
import dev.luthier.space.Parameter;
import dev.luthier.strategy.Prediction;
import dev.luthier.strategy.Surrogate;
import dev.luthier.study.StudySpec;
import dev.luthier.study.Trial;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A model that knows a formula: of every output, {@link SampleStudies#bowl} with its sign and size.
 * It says that it has left out trials, and is wrong about them by normal deviates.
 */
final class SampleSurrogate implements Surrogate {
  static final double DEVIATION = 0.08;

  private final StudySpec spec;
  private final List<Trial> trials;

  SampleSurrogate(StudySpec spec, List<Trial> trials) {
    this.spec = spec;
    this.trials = trials;
  }

  @Override
  public List<Output> outputs() {
    Map<String, Double> lengthScales = new HashMap<>();
    for (Parameter<?> parameter : spec.space().parameters()) {
      lengthScales.put(parameter.name(), 0.2 + 0.3 * lengthScales.size());
    }
    List<Output> outputs = new ArrayList<>();
    for (String name : names()) {
      Random random = new Random(8);
      List<LeftOut> leftOut = new ArrayList<>();
      for (Trial trial : trials) {
        if (trial instanceof Trial.Completed completed) {
          double observed = value(completed, name);
          double mean = observed + DEVIATION * random.nextGaussian();
          leftOut.add(new LeftOut(trial.number(), observed, new Prediction(mean, DEVIATION)));
        }
      }
      outputs.add(new Output(name, trials.size(), lengthScales, 0.013, 1e-10, leftOut));
    }
    return outputs;
  }

  private List<String> names() {
    List<String> names = new ArrayList<>();
    spec.objectives().forEach(objective -> names.add(objective.name()));
    names.addAll(spec.constraints());
    return names;
  }

  private double value(Trial.Completed trial, String name) {
    Double value = trial.evaluation().values().get(name);
    return value != null ? value : trial.evaluation().constraints().getOrDefault(name, 0.0);
  }

  @Override
  public List<Map<String, Prediction>> predict(List<Configuration> configurations) {
    List<Map<String, Prediction>> predictions = new ArrayList<>();
    for (Configuration configuration : configurations) {
      Map<String, Prediction> each = new HashMap<>();
      for (String name : names()) {
        double bowl = SampleStudies.bowl(spec.space(), configuration);
        double mean =
            switch (name) {
              case "accuracy" -> 1 - bowl;
              case "latency_ms" -> 20 + 40 * bowl;
              default -> bowl;
            };
        each.put(name, new Prediction(mean, DEVIATION * (1 + bowl)));
      }
      predictions.add(each);
    }
    return predictions;
  }
}
