package dev.luthier.space;

import java.util.List;

/**
 * The canonical JSON of a space: the same words as a study file's {@code space:} and {@code
 * forbidden:}, in canonical order, so that a space can be written, read back, and identified by a
 * hash of the text.
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
      out.append(separator);
      switch (constraint) {
        case Constraint.Forbidden forbidden -> condition(out, forbidden.combination());
      }
      separator = ",";
    }
    return out.append("]}").toString();
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
