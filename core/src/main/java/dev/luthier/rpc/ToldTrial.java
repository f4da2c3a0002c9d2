package dev.luthier.rpc;

import dev.luthier.error.InvalidInputException;
import dev.luthier.json.JsonFields;
import dev.luthier.json.JsonWriter;
import dev.luthier.study.Evaluation;
import dev.luthier.study.Failure;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.Outcome;
import dev.luthier.study.StudySpec;
import dev.luthier.study.Trial;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** How a trial ended, in the words of {@code study.tell} and {@code study.add}. */
final class ToldTrial {
  private static final String VALUES = "values";
  private static final String CONSTRAINTS = "constraints";

  private final JsonFields fields;
  private final StudySpec spec;

  private ToldTrial(JsonFields fields, StudySpec spec) {
    this.fields = fields;
    this.spec = spec;
  }

  /**
   * Takes the entries that say it.
   *
   * @throws InvalidInputException when one is missing, wrong, or does not go with the others
   */
  static Outcome read(JsonFields fields, StudySpec spec) {
    return new ToldTrial(fields, spec).outcome();
  }

  /**
   * Refuses NaN, which is a failure where a trial ends, but a mistake in one that ended elsewhere.
   *
   * @param path of the trial, for messages
   */
  static void requireNumbers(String path, Outcome outcome) {
    if (outcome instanceof Outcome.Completed(Evaluation evaluation)) {
      requireNumbers(path + "." + VALUES, evaluation.values());
      requireNumbers(path + "." + CONSTRAINTS, evaluation.constraints());
    }
  }

  private static void requireNumbers(String path, Map<String, Double> numbers) {
    new TreeMap<>(numbers)
        .forEach(
            (name, value) -> {
              if (value.isNaN()) {
                throw new InvalidInputException(path + "." + name, value, "must not be NaN");
              }
            });
  }

  /** A few words for somebody who said something else. */
  static String text(Trial.Finished trial) {
    return switch (trial) {
      case Trial.Completed t ->
          "completed with " + JsonWriter.write(new TreeMap<>(t.evaluation().values()));
      case Trial.Failed t -> "failed, " + t.failure().message();
      case Trial.Pruned t -> "pruned, " + t.reason();
      case Trial.Abandoned t -> "abandoned, " + t.reason();
    };
  }

  private Outcome outcome() {
    String state = fields.findString("state").orElse("completed");
    Optional<String> reason = fields.findString("reason");
    return switch (state) {
      case "completed" -> completed(reason);
      case "failed" ->
          new Outcome.Failed(new Failure(Failure.Kind.TOLD, withoutValues(reason, state)));
      case "pruned" -> new Outcome.Pruned(withoutValues(reason, state));
      default ->
          throw new InvalidInputException(
              fields.path("state"), state, "must be completed, failed or pruned");
    };
  }

  private Outcome completed(Optional<String> reason) {
    if (reason.isPresent()) {
      throw new InvalidInputException(
          fields.path("reason"), reason.get(), "goes with state failed or pruned only");
    }
    Map<String, Double> values = values(fields.require(VALUES));
    OptionalDouble error = notNegative("stderr");
    OptionalDouble cost = notNegative("cost");
    return new Outcome.Completed(new Evaluation(values, error, cost, constraints()));
  }

  private String withoutValues(Optional<String> reason, String state) {
    for (String name : List.of(VALUES, "stderr", "cost", CONSTRAINTS)) {
      fields
          .find(name)
          .ifPresent(
              value -> {
                throw new InvalidInputException(
                    fields.path(name), value, "does not go with state " + state);
              });
    }
    return reason.orElse("no reason was given");
  }

  /** By name, in order, or the only one. */
  private Map<String, Double> values(Object given) {
    List<String> names = spec.objectives().stream().map(ObjectiveSpec::name).toList();
    String path = fields.path(VALUES);
    return switch (given) {
      case Map<?, ?> _ -> numbers(JsonFields.of(path, given), names);
      case List<?> items -> {
        if (items.size() != names.size()) {
          throw new InvalidInputException(path, items, "must have a number for each of " + names);
        }
        Map<String, Double> values = new LinkedHashMap<>();
        for (int i = 0; i < items.size(); i++) {
          values.put(names.get(i), JsonFields.number(path + "[" + i + "]", items.get(i)));
        }
        yield values;
      }
      case Object value when names.size() == 1 ->
          Map.of(names.getFirst(), JsonFields.number(path, value));
      case Object value ->
          throw new InvalidInputException(
              path, value, "must be an object or a list with a number for each of " + names);
    };
  }

  private Map<String, Double> constraints() {
    if (spec.constraints().isEmpty()) {
      fields.find(CONSTRAINTS).ifPresent(this::refuseConstraints);
      return Map.of();
    }
    return numbers(fields.requireObject(CONSTRAINTS), spec.constraints());
  }

  private void refuseConstraints(Object given) {
    throw new InvalidInputException(fields.path(CONSTRAINTS), given, "the study has none");
  }

  private static Map<String, Double> numbers(JsonFields object, List<String> names) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    names.forEach(name -> numbers.put(name, object.requireNumber(name)));
    object.requireNoneLeft("in this study");
    return numbers;
  }

  private OptionalDouble notNegative(String name) {
    OptionalDouble value = fields.findNumber(name);
    if (value.isPresent() && !(value.getAsDouble() >= 0)) {
      throw new InvalidInputException(
          fields.path(name), value.getAsDouble(), "must not be negative");
    }
    return value;
  }
}
