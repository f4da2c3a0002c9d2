package dev.luthier.transfer;

import dev.luthier.error.InvalidInputException;
import dev.luthier.json.JsonException;
import dev.luthier.json.JsonFields;
import dev.luthier.json.JsonReader;
import java.util.List;
import java.util.Optional;

/**
 * What the number that Optuna stores for a parameter means, from the distribution's JSON: the form
 * {@code {"name": …, "attributes": {…}}} and the short one {@code {"type": …}} ({@code
 * optuna/distributions.py}). Ranges do not matter here: the study's space judges the values, and
 * Optuna lets one parameter of a study have several ranges. Two distributions that are equal
 * without them may belong to one parameter.
 *
 * @param family its name, the same for both forms
 * @param kind how values are stored
 * @param log whether the scale is logarithmic; the classes of Optuna 2 have it in their names
 * @param choices of a categorical
 */
record OptunaDistribution(String family, Kind kind, boolean log, List<Object> choices) {
  enum Kind {
    FLOAT,
    INT,
    CATEGORICAL
  }

  /** The largest integer below which doubles hold them all. */
  private static final double EXACT_INTEGERS = 0x1p53;

  static OptunaDistribution of(String field, String json) {
    try {
      JsonFields fields = JsonFields.of(field, JsonReader.read(json));
      Optional<String> type = fields.findString("type");
      return type.isPresent() ? abbreviated(type.get(), fields) : named(fields);
    } catch (JsonException e) {
      throw new InvalidInputException(field, json, "is damaged: " + e.getMessage());
    }
  }

  /** The parameter's value, as the objective saw it. */
  Object value(String field, double stored) {
    return switch (kind) {
      case FLOAT -> stored;
      case INT -> whole(field, stored);
      case CATEGORICAL -> {
        long index = whole(field, stored);
        if (index < 0 || index >= choices.size()) {
          throw new InvalidInputException(
              field, index, "must be the index of one of " + choices.size() + " choices");
        }
        yield choices.get((int) index);
      }
    };
  }

  private static OptunaDistribution named(JsonFields fields) {
    String name = fields.requireString("name");
    JsonFields attributes = fields.requireObject("attributes");
    return switch (name) {
      case "FloatDistribution" -> numeric(name, Kind.FLOAT, attributes);
      case "IntDistribution" -> numeric(name, Kind.INT, attributes);
      case "UniformDistribution", "LogUniformDistribution", "DiscreteUniformDistribution" ->
          new OptunaDistribution(name, Kind.FLOAT, false, List.of());
      case "IntUniformDistribution", "IntLogUniformDistribution" ->
          new OptunaDistribution(name, Kind.INT, false, List.of());
      case "CategoricalDistribution" -> categorical(attributes);
      default ->
          throw new InvalidInputException(
              fields.path("name"), name, "is no distribution that this Luthier knows");
    };
  }

  private static OptunaDistribution abbreviated(String type, JsonFields fields) {
    return switch (type) {
      case "float" -> numeric("FloatDistribution", Kind.FLOAT, fields);
      case "int" -> numeric("IntDistribution", Kind.INT, fields);
      case "categorical" -> categorical(fields);
      default ->
          throw new InvalidInputException(
              fields.path("type"), type, "is no distribution that this Luthier knows");
    };
  }

  private static OptunaDistribution numeric(String family, Kind kind, JsonFields attributes) {
    boolean log = attributes.find("log").orElse(false).equals(true);
    return new OptunaDistribution(family, kind, log, List.of());
  }

  private static OptunaDistribution categorical(JsonFields attributes) {
    return new OptunaDistribution(
        "CategoricalDistribution", Kind.CATEGORICAL, false, attributes.requireList("choices"));
  }

  private static long whole(String field, double stored) {
    if (stored != Math.rint(stored) || Math.abs(stored) >= EXACT_INTEGERS) {
      throw new InvalidInputException(field, stored, "must be an integer");
    }
    return (long) stored;
  }
}
