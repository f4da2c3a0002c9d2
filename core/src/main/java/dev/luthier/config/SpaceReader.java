package dev.luthier.config;

import dev.luthier.error.InvalidInputException;
import dev.luthier.json.JsonNull;
import dev.luthier.space.CategoricalParameter;
import dev.luthier.space.Clause;
import dev.luthier.space.Condition;
import dev.luthier.space.IntegerParameter;
import dev.luthier.space.OrdinalParameter;
import dev.luthier.space.Parameter;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.space.SpaceBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** Reads {@code space:}, {@code forbidden:} and {@code linear:}. */
final class SpaceReader {
  private static final String SPACE = "space";

  private SpaceReader() {}

  /**
   * @param parameters the mapping under {@code space:}
   * @param forbidden the list under {@code forbidden:}
   * @param linear the list under {@code linear:}
   */
  static SearchSpace read(
      ConfigNode.Mapping parameters, List<ConfigNode> forbidden, List<ConfigNode> linear) {
    SpaceBuilder builder = SearchSpace.builder();
    parameters.entries().forEach((name, node) -> addParameter(builder, name, node));
    for (int i = 0; i < forbidden.size(); i++) {
      String field = "forbidden[" + i + "]";
      builder.forbid(condition(forbidden.get(i), field));
    }
    for (int i = 0; i < linear.size(); i++) {
      builder.limit(LinearReader.read(linear.get(i), "linear[" + i + "]"));
    }
    try {
      return builder.build();
    } catch (InvalidInputException e) {
      boolean isOfSpace = !isOf("forbidden", e) && !isOf("linear", e);
      throw isOfSpace ? e.within(SPACE) : e;
    }
  }

  private static boolean isOf(String list, InvalidInputException mistake) {
    return mistake.field().equals(list) || mistake.field().startsWith(list + "[");
  }

  private static void addParameter(SpaceBuilder builder, String name, ConfigNode node) {
    String path = SPACE + "." + name;
    Fields fields = new Fields(path, node.asMapping(path));
    Optional<ConfigNode> when = fields.find("when");
    Condition condition = when.map(w -> condition(w, path + ".when")).orElse(Condition.ALWAYS);
    String type = fields.requireString("type");
    Supplier<Parameter<?>> definition =
        switch (type) {
          case "float" -> real(name, fields);
          case "int" -> integer(name, fields);
          case "categorical" -> {
            List<Object> choices = values(fields, "choices");
            yield () -> CategoricalParameter.of(name, choices);
          }
          case "ordinal" -> {
            List<Object> values = values(fields, "values");
            yield () -> OrdinalParameter.of(name, values);
          }
          case "bool" -> () -> CategoricalParameter.bool(name);
          case "fixed" -> {
            Object value = scalar(fields.require("value"), fields.path("value"));
            yield () -> CategoricalParameter.fixed(name, value);
          }
          default ->
              throw new InvalidInputException(
                  fields.path("type"),
                  type,
                  "must be one of float, int, categorical, ordinal, bool, fixed");
        };
    fields.requireNoneLeft();
    builder.add(inSpace(name, definition), condition);
  }

  /** What a parameter complains of, as a field of the file. */
  private static Parameter<?> inSpace(String name, Supplier<Parameter<?>> definition) {
    try {
      return definition.get();
    } catch (InvalidInputException e) {
      throw e.field().equals("name")
          ? new InvalidInputException(SPACE + "." + name, name, e.reason())
          : e.within(SPACE);
    }
  }

  private static Supplier<Parameter<?>> real(String name, Fields fields) {
    double low = fields.requireDouble("low");
    double high = fields.requireDouble("high");
    boolean log = isLog(fields);
    OptionalDouble step = fields.findDouble("step");
    return () -> {
      RealParameter parameter =
          log ? RealParameter.log(name, low, high) : RealParameter.linear(name, low, high);
      return step.isPresent() ? parameter.step(step.getAsDouble()) : parameter;
    };
  }

  private static Supplier<Parameter<?>> integer(String name, Fields fields) {
    long low = fields.requireLong("low");
    long high = fields.requireLong("high");
    boolean log = isLog(fields);
    OptionalLong step = fields.findLong("step");
    return () -> {
      IntegerParameter parameter =
          log ? IntegerParameter.log(name, low, high) : IntegerParameter.linear(name, low, high);
      return step.isPresent() ? parameter.step(step.getAsLong()) : parameter;
    };
  }

  private static boolean isLog(Fields fields) {
    String scale = fields.findString("scale").orElse("linear");
    return switch (scale) {
      case "linear" -> false;
      case "log" -> true;
      default ->
          throw new InvalidInputException(fields.path("scale"), scale, "must be linear or log");
    };
  }

  private static List<Object> values(Fields fields, String name) {
    List<Object> values = new ArrayList<>();
    List<ConfigNode> items = fields.require(name).asList(fields.path(name));
    for (int i = 0; i < items.size(); i++) {
      values.add(scalar(items.get(i), fields.path(name) + "[" + i + "]"));
    }
    return values;
  }

  private static Object scalar(ConfigNode node, String field) {
    if (node instanceof ConfigNode.Scalar(int _, Object value) && value != JsonNull.NULL) {
      return value;
    }
    throw new InvalidInputException(field, node.value(), "must be a string, a number or a boolean");
  }

  /**
   * {@code {optimizer: sgd}} or {@code {optimizer: [sgd, nesterov], depth: [2, 3]}}: all must hold.
   */
  private static Condition condition(ConfigNode node, String field) {
    List<Clause> clauses = new ArrayList<>();
    for (Map.Entry<String, ConfigNode> entry : node.asMapping(field).entries().entrySet()) {
      List<Object> values =
          switch (entry.getValue()) {
            case ConfigNode.Sequence(int _, List<ConfigNode> items) ->
                items.stream().map(ConfigNode::value).toList();
            case ConfigNode.Scalar(int _, Object value) -> List.of(value);
            case ConfigNode.Mapping mapping ->
                throw new InvalidInputException(
                    field + "." + entry.getKey(),
                    mapping.value(),
                    "must be a value or a list of values");
          };
      clauses.add(new Clause(entry.getKey(), values));
    }
    if (clauses.isEmpty()) {
      throw new InvalidInputException(field, "{}", "must name at least one parameter");
    }
    return new Condition(clauses);
  }
}
