package dev.luthier.space;

import java.util.List;
import java.util.Map;

/**
 * The canonical JSON of a space: the same words as a study file's {@code space:}, {@code
 * forbidden:} and {@code linear:}, in canonical order, so that a space can be written, read back,
 * and identified by a hash of the text.
 */
final class SpaceJson {
  private SpaceJson() {}

  static String write(SearchSpace space) {
    StringBuilder out = new StringBuilder("{\"space\":{");
    String separator = "";
    for (Parameter<?> parameter : space.parameters()) {
      out.append(separator);
      Json.string(out, parameter.name());
      out.append(":{");
      definition(out, parameter);
      Condition condition = space.conditionOf(parameter);
      if (!condition.allOf().isEmpty()) {
        out.append(",\"when\":");
        condition(out, condition);
      }
      out.append('}');
      separator = ",";
    }
    out.append("},\"forbidden\":[");
    separator = "";
    for (Constraint constraint : space.constraints()) {
      if (constraint instanceof Constraint.Forbidden(Condition combination)) {
        condition(out.append(separator), combination);
        separator = ",";
      }
    }
    out.append(']');
    // Only where there are any: spaces from before there were keep their fingerprints.
    separator = ",\"linear\":[";
    for (Constraint.Linear constraint : space.linear()) {
      linear(out.append(separator), constraint);
      separator = ",";
    }
    out.append(space.linear().isEmpty() ? "" : "]");
    return out.append(space.isOpen() ? ",\"open\":true}" : "}").toString();
  }

  private static void linear(StringBuilder out, Constraint.Linear constraint) {
    String separator = "{\"sum\":{";
    for (Map.Entry<String, Double> term : constraint.coefficients().entrySet()) {
      Json.string(out.append(separator), term.getKey());
      out.append(':').append(term.getValue());
      separator = ",";
    }
    out.append("},\"most\":").append(constraint.most()).append('}');
  }

  /** One parameter for error messages and {@code toString}: its name and definition. */
  static String describe(Parameter<?> parameter) {
    StringBuilder out = new StringBuilder(parameter.name()).append(": {");
    definition(out, parameter);
    return out.append('}').toString();
  }

  private static void definition(StringBuilder out, Parameter<?> parameter) {
    switch (parameter) {
      case RealParameter p -> {
        numeric(out, "float", p.low(), p.high(), p.scale());
        p.step().ifPresent(step -> out.append(",\"step\":").append(step));
      }
      case IntegerParameter p -> {
        numeric(out, "int", p.low(), p.high(), p.scale());
        p.step().ifPresent(step -> out.append(",\"step\":").append(step));
      }
      case CategoricalParameter<?> p -> {
        out.append("\"type\":\"categorical\",\"choices\":");
        list(out, p.choices());
      }
      case OrdinalParameter<?> p -> {
        out.append("\"type\":\"ordinal\",\"values\":");
        list(out, p.values());
      }
    }
  }

  private static void numeric(
      StringBuilder out, String type, Number low, Number high, Scale scale) {
    out.append("\"type\":\"").append(type).append("\",\"low\":").append(low);
    out.append(",\"high\":").append(high).append(",\"scale\":");
    out.append(scale == Scale.LOG ? "\"log\"" : "\"linear\"");
  }

  private static void condition(StringBuilder out, Condition condition) {
    out.append('{');
    String separator = "";
    for (Clause clause : condition.allOf()) {
      out.append(separator);
      Json.string(out, clause.parameter());
      out.append(':');
      list(out, clause.values());
      separator = ",";
    }
    out.append('}');
  }

  private static void list(StringBuilder out, List<?> values) {
    out.append('[');
    String separator = "";
    for (Object value : values) {
      out.append(separator);
      Json.scalar(out, value);
      separator = ",";
    }
    out.append(']');
  }
}
