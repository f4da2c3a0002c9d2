package dev.luthier.transfer;

import dev.luthier.json.JsonFields;
import dev.luthier.space.Configuration;
import dev.luthier.study.Evaluation;
import dev.luthier.study.Failure;
import dev.luthier.study.Measurement;
import dev.luthier.study.Trial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The public JSON form of a trial, as maps and lists for {@link dev.luthier.json.JsonWriter}:
 * described in {@code docs/trials.md} and stable. Names come in alphabetical order, so that equal
 * trials are equal texts. Stateless and thread-safe.
 */
public final class TrialJson {
  private TrialJson() {}

  /** The JSON form of a trial. O(parameters + measurements); shares nothing with the trial. */
  public static Map<String, Object> write(Trial trial) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("number", trial.number());
    json.put("state", TrialState.of(trial).word());
    json.put("parameters", parameters(trial.configuration()));
    switch (trial) {
      case Trial.Pending _ -> {}
      case Trial.Running running -> {
        measurements(json, running.measurements());
        json.put("worker", running.claim().worker());
        json.put("start", running.claim().since().toString());
        json.put("lease_until", running.claim().leaseUntil().toString());
      }
      case Trial.Finished finished -> {
        outcome(json, finished);
        measurements(json, finished.measurements());
        json.put("worker", finished.timing().worker());
        json.put("start", finished.timing().start().toString());
        json.put("end", finished.timing().end().toString());
      }
    }
    return json;
  }

  /**
   * The trial that an object describes. No space has checked its configuration.
   *
   * @param path of the object in its text, for messages: {@code trials[12]}
   * @param json as {@link dev.luthier.json.JsonReader} makes it
   * @throws dev.luthier.error.InvalidInputException naming the first entry that is missing, unknown
   *     or wrong, such as {@code trials[12].values.accuracy}
   */
  public static Trial read(String path, Map<String, ?> json) {
    return TrialReader.read(new JsonFields(path, json));
  }

  private static Map<String, Object> parameters(Configuration configuration) {
    Map<String, Object> parameters = configuration.asMap();
    parameters.replaceAll((_, value) -> value instanceof Enum<?> e ? e.name() : value);
    return parameters;
  }

  private static void outcome(Map<String, Object> json, Trial.Finished trial) {
    switch (trial) {
      case Trial.Completed completed -> evaluation(json, completed.evaluation());
      case Trial.Pruned pruned -> json.put("reason", pruned.reason());
      case Trial.Failed failed -> json.put("failure", failure(failed.failure()));
      case Trial.Abandoned abandoned -> json.put("reason", abandoned.reason());
    }
  }

  private static void evaluation(Map<String, Object> json, Evaluation evaluation) {
    json.put("values", new TreeMap<>(evaluation.values()));
    evaluation.standardError().ifPresent(error -> json.put("stderr", error));
    evaluation.cost().ifPresent(cost -> json.put("cost", cost));
    if (!evaluation.constraints().isEmpty()) {
      json.put("constraints", new TreeMap<>(evaluation.constraints()));
    }
  }

  private static Map<String, Object> failure(Failure failure) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", Words.word(failure.kind()));
    json.put("message", failure.message());
    if (!failure.detail().isEmpty()) {
      json.put("detail", failure.detail());
    }
    return json;
  }

  private static void measurements(Map<String, Object> json, List<Measurement> measurements) {
    if (measurements.isEmpty()) {
      return;
    }
    List<Object> list = new ArrayList<>();
    for (Measurement measurement : measurements) {
      Map<String, Object> item = new LinkedHashMap<>();
      item.put("step", measurement.step());
      item.put("values", new TreeMap<>(measurement.values()));
      list.add(item);
    }
    json.put("measurements", list);
  }
}
