package dev.luthier.explain;

import dev.luthier.explain.StudyExplanation.Recommendation;
import dev.luthier.json.JsonNull;
import dev.luthier.strategy.Prediction;
import dev.luthier.strategy.Rationale;
import dev.luthier.strategy.Rationale.Motive;
import dev.luthier.transfer.TrialJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The public JSON form of explanations; described in {@code docs/rpc.md} and stable. Stateless. */
public final class ExplanationJson {
  private ExplanationJson() {}

  /** Maps and lists for {@link dev.luthier.json.JsonWriter}. */
  public static Map<String, Object> write(StudyExplanation explanation) {
    Map<String, Object> proposals = new LinkedHashMap<>();
    for (Motive motive : Motive.values()) {
      proposals.put(word(motive), explanation.motives().getOrDefault(motive, 0));
    }
    proposals.put("unexplained", explanation.unexplained());
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("proposals", proposals);
    json.put("models", explanation.models().stream().map(ExplanationJson::model).toList());
    json.put(
        "recommended",
        explanation.recommended().<Object>map(ExplanationJson::recommended).orElse(JsonNull.NULL));
    return json;
  }

  /** As for a study. */
  public static Map<String, Object> write(TrialExplanation explanation) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("trial", TrialJson.write(explanation.trial()));
    json.put(
        "rationale",
        explanation.rationale().<Object>map(ExplanationJson::rationale).orElse(JsonNull.NULL));
    List<Object> outputs = new ArrayList<>();
    for (TrialExplanation.Output output : explanation.outputs()) {
      Map<String, Object> its = new LinkedHashMap<>();
      its.put("name", output.name());
      output.predicted().ifPresent(predicted -> its.put("predicted", prediction(predicted)));
      output.observed().ifPresent(observed -> its.put("observed", observed));
      output.surprise().ifPresent(deviations -> its.put("surprise", deviations));
      outputs.add(its);
    }
    json.put("outputs", outputs);
    return json;
  }

  private static Map<String, Object> model(ModelSummary model) {
    Map<String, Object> leftOut = new LinkedHashMap<>();
    leftOut.put("count", model.leftOut());
    leftOut.put("within", model.within());
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", model.name());
    json.put("observations", model.observations());
    json.put("length_scales", model.lengthScales());
    json.put("noise", model.noise());
    json.put("jitter", model.jitter());
    json.put("left_out", leftOut);
    return json;
  }

  private static Map<String, Object> recommended(Recommendation recommendation) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("trial", TrialJson.write(recommendation.trial()));
    json.put("reason", recommendation.isByModel() ? "model" : "value");
    json.put("predictions", predictions(recommendation.predictions()));
    return json;
  }

  private static Map<String, Object> rationale(Rationale rationale) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("motive", word(rationale.motive()));
    json.put("predictions", predictions(rationale.predictions()));
    rationale.acquisition().ifPresent(value -> json.put("acquisition", value));
    return json;
  }

  private static Map<String, Object> predictions(Map<String, Prediction> predictions) {
    Map<String, Object> json = new TreeMap<>();
    predictions.forEach((name, its) -> json.put(name, prediction(its)));
    return json;
  }

  private static Map<String, Object> prediction(Prediction prediction) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("mean", prediction.mean());
    json.put("deviation", prediction.deviation());
    return json;
  }

  private static String word(Motive motive) {
    return motive.name().toLowerCase(Locale.ROOT);
  }
}
