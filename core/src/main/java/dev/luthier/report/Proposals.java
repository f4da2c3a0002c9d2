package dev.luthier.report;

import dev.luthier.json.JsonNull;
import dev.luthier.strategy.Prediction;
import dev.luthier.strategy.Rationale;
import dev.luthier.study.ObjectiveSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Why each trial was proposed, as columns over the trials of which that is known. */
final class Proposals {
  /** Bars of so many predictions can still be told apart on a wide screen. */
  private static final int MOST_SHOWN = 300;

  private Proposals() {}

  static Map<String, Object> of(ReportSubject subject) {
    Map<Long, Rationale> known = new TreeMap<>();
    for (long trial = 0; trial < subject.state().trialCount(); trial++) {
      Optional<Rationale> why = subject.state().rationale(trial);
      if (why.isPresent()) {
        known.put(trial, why.get());
      }
    }
    List<Object> motives = new ArrayList<>();
    List<Object> acquisitions = new ArrayList<>();
    for (Rationale rationale : known.values()) {
      motives.add(rationale.motive().name().toLowerCase(Locale.ROOT));
      acquisitions.add(
          rationale.acquisition().isPresent()
              ? rationale.acquisition().getAsDouble()
              : JsonNull.NULL);
    }
    Map<String, Object> predictions = new LinkedHashMap<>();
    for (ObjectiveSpec objective : subject.state().spec().objectives()) {
      predictions.put(objective.name(), predictions(objective.name(), known));
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("trial", List.copyOf(known.keySet()));
    json.put("motive", motives);
    json.put("acquisition", acquisitions);
    json.put("predictions", predictions);
    json.put("shown", Thinning.evenly(List.copyOf(known.keySet()), MOST_SHOWN));
    return json;
  }

  private static Map<String, Object> predictions(String output, Map<Long, Rationale> known) {
    List<Object> means = new ArrayList<>();
    List<Object> deviations = new ArrayList<>();
    for (Rationale rationale : known.values()) {
      Prediction prediction = rationale.predictions().get(output);
      means.add(prediction == null ? JsonNull.NULL : prediction.mean());
      deviations.add(prediction == null ? JsonNull.NULL : prediction.deviation());
    }
    return Map.of("mean", means, "deviation", deviations);
  }
}
