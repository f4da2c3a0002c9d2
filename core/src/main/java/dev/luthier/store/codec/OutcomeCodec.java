package dev.luthier.store.codec;

import dev.luthier.study.Evaluation;
import dev.luthier.study.Failure;
import dev.luthier.study.Outcome;
import java.util.Map;
import java.util.TreeMap;

/** The fields of an outcome, among those of its event. */
final class OutcomeCodec {
  private OutcomeCodec() {}

  static void write(Map<String, Object> out, Outcome outcome) {
    switch (outcome) {
      case Outcome.Completed(Evaluation evaluation) -> {
        out.put("outcome", "completed");
        // Sorted, so that the same event is always written the same.
        out.put("values", new TreeMap<>(evaluation.values()));
        evaluation.standardError().ifPresent(error -> out.put("stderr", error));
        evaluation.cost().ifPresent(cost -> out.put("cost", cost));
        if (!evaluation.constraints().isEmpty()) {
          out.put("constraints", new TreeMap<>(evaluation.constraints()));
        }
      }
      case Outcome.Pruned(String reason) -> {
        out.put("outcome", "pruned");
        out.put("reason", reason);
      }
      case Outcome.Failed(Failure failure) -> {
        out.put("outcome", "failed");
        out.put("kind", EventCodec.lowerCase(failure.kind()));
        out.put("message", failure.message());
        if (!failure.detail().isEmpty()) {
          out.put("detail", failure.detail());
        }
      }
      case Outcome.Abandoned(String reason) -> {
        out.put("outcome", "abandoned");
        out.put("reason", reason);
      }
    }
  }

  static Outcome read(EventFields in) {
    String outcome = in.text("outcome");
    return switch (outcome) {
      case "completed" ->
          new Outcome.Completed(
              new Evaluation(
                  in.findNumbers("values"),
                  in.findNumber("stderr"),
                  in.findNumber("cost"),
                  in.findNumbers("constraints")));
      case "pruned" -> new Outcome.Pruned(in.text("reason"));
      case "failed" ->
          new Outcome.Failed(
              new Failure(
                  EventCodec.constant(Failure.Kind.class, in.text("kind")),
                  in.text("message"),
                  in.findText("detail").orElse("")));
      case "abandoned" -> new Outcome.Abandoned(in.text("reason"));
      default -> throw new IllegalArgumentException("there is no outcome " + outcome);
    };
  }
}
