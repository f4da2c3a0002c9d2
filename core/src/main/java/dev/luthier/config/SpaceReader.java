package dev.luthier.config;

import dev.luthier.error.InvalidInputException;
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

/** Reads {@code space:} and {@code forbidden:}. */
final class SpaceReader {
  private static final String SPACE = "space";

  private SpaceReader() {}

  /**
   * @param parameters the mapping under {@code space:}
   * @param forbidden the list under {@code forbidden:}
   */
  static SearchSpace read(ConfigNode.Mapping parameters, List<ConfigNode> forbidden) {
    SpaceBuilder builder = SearchSpace.builder();
    parameters.entries().forEach((name, node) -> addParameter(builder, name, node));
    for (int i = 0; i < forbidden.size(); i++) {
      String field = "forbidden[" + i + "]";
      builder.forbid(condition(forbidden.get(i), field));
    }
    try {
      return builder.build();
    } catch (InvalidInputException e) {
      throw e.field().startsWith("forbidden") ? e : e.within(SPACE);
    }
  }

  private static void addParameter(SpaceBuilder builder, String name, ConfigNode node) {
    String path = SPACE + "." + name;
    Fields fields = new Fields(path, node.asMapping(path));
    Optional<ConfigNode> when = fields.find("when");
    Condition condition = when.map(w -> condition(w, path + ".when")).orElse(Condition.ALWAYS);
    String type = fields.requireString("type");
    Parameter<?> parameter;
    try {
      parameter =
          switch (type) {
            case "float" -> real(name, fields);
            case "int" -> integer(name, fields);
            case "categorical" -> CategoricalParameter.of(name, values(fields, "choices"));
            case "ordinal" -> OrdinalParameter.of(name, values(fields, "values"));
            case "bool" -> CategoricalParameter.bool(name);
            case "fixed" -> CategoricalParameter.of(name, List.of(fields.require("value").value()));
            default ->
                throw new InvalidInputException(
                    name + ".type",
                    type,
                    "must be one of float, int, categorical, ordinal, bool, fixed");
          };
    } catch (InvalidInputException e) {
      throw e.field().startsWith(SPACE + ".") ? e : e.within(SPACE);
    }
    fields.requireNoneLeft();
    builder.add(parameter, condition);
  }

  private static RealParameter real(String name, Fields fields) {
    double low = fields.requireDouble("low");
    double high = fields.requireDouble("high");
    RealParameter parameter =
        isLog(fields) ? RealParameter.log(name, low, high) : RealParameter.linear(name, low, high);
    OptionalDouble step = fields.findDouble("step");
    return step.isPresent() ? parameter.step(step.getAsDouble()) : parameter;
  }

  private static IntegerParameter integer(String name, Fields fields) {
    long low = fields.requireLong("low");
    long high = fields.requireLong("high");
    IntegerParameter parameter =
        isLog(fields)
            ? IntegerParameter.log(name, low, high)
            : IntegerParameter.linear(name, low, high);
    OptionalLong step = fields.findLong("step");
    return step.isPresent() ? parameter.step(step.getAsLong()) : parameter;
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
    fields.require(name).asList(fields.path(name)).forEach(node -> values.add(node.value()));
    return values;
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
