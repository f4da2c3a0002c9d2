package dev.luthier.store.codec;

import dev.luthier.strategy.Prediction;
import dev.luthier.strategy.Rationale;
import dev.luthier.strategy.Rationale.Motive;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Why a configuration was proposed, to JSON and back, exactly. Stateless. */
final class RationaleCodec {
  private RationaleCodec() {}

  /** Predictions in the order of their names, so that equal rationales are equal texts. */
  static Map<String, Object> write(Rationale rationale) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("motive", EventCodec.lowerCase(rationale.motive()));
    Map<String, Object> predictions = new TreeMap<>();
    rationale
        .predictions()
        .forEach(
            (name, its) ->
                predictions.put(
                    name, new TreeMap<>(Map.of("mean", its.mean(), "deviation", its.deviation()))));
    if (!predictions.isEmpty()) {
      out.put("predictions", predictions);
    }
    rationale.acquisition().ifPresent(value -> out.put("acquisition", value));
    return out;
  }

  static Rationale read(EventFields in) {
    Map<String, Prediction> predictions = new LinkedHashMap<>();
    if (in.has("predictions")) {
      EventFields all = in.object("predictions");
      for (String name : all.fields().keySet()) {
        EventFields its = all.object(name);
        predictions.put(
            name,
            new Prediction(
                its.findNumber("mean").orElse(Double.NaN),
                its.findNumber("deviation").orElse(Double.NaN)));
      }
    }
    return new Rationale(
        EventCodec.constant(Motive.class, in.text("motive")),
        predictions,
        in.findNumber("acquisition"));
  }
}
