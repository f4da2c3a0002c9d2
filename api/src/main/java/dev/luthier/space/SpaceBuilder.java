package dev.luthier.space;

import dev.luthier.error.InvalidInputException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Collects parameters in any order and checks them together. Confined to one thread.
 *
 * <pre>{@code
 * var space = SearchSpace.builder();
 * var optimizer = space.add(CategoricalParameter.of("optimizer", "sgd", "adam"));
 * var momentum = space.add(RealParameter.linear("momentum", 0, 0.99), when(optimizer, "sgd"));
 * SearchSpace built = space.build();
 * }</pre>
 */
public final class SpaceBuilder {
  private final Map<String, Parameter<?>> parameters = new LinkedHashMap<>();
  private final Map<String, Condition> conditions = new HashMap<>();

  /** All are looked at for every configuration, and finding out that some is left is quadratic. */
  private static final int MOST_FORBIDDEN = 10_000;

  private final List<Condition> forbidden = new ArrayList<>();

  /** All are looked at for every configuration, and a projection goes over all many times. */
  private static final int MOST_LINEAR = 1_000;

  private final List<Constraint.Linear> linear = new ArrayList<>();

  SpaceBuilder() {}

  /** Adds a parameter that is always active; returns it, to be used as the key of its value. */
  public <P extends Parameter<?>> P add(P parameter) {
    return add(parameter, Condition.ALWAYS);
  }

  /**
   * Adds a parameter that is active when the condition holds; its parents may be added before or
   * after it.
   *
   * @throws InvalidInputException when the name is taken
   */
  public <P extends Parameter<?>> P add(P parameter, Condition condition) {
    if (parameters.putIfAbsent(parameter.name(), parameter) != null) {
      throw new InvalidInputException("name", parameter.name(), "is used by two parameters");
    }
    conditions.put(parameter.name(), condition);
    return parameter;
  }

  /** Forbids these values to come together. */
  public SpaceBuilder forbid(Condition combination) {
    forbidden.add(combination);
    return this;
  }

  /**
   * Permits only configurations that obey a linear inequality between numeric parameters, in their
   * own units: {@code limit(LinearSum.of(2, width).plus(1, depth).atMost(100))}. It applies while
   * all of its parameters are active.
   */
  public SpaceBuilder limit(Constraint.Linear constraint) {
    linear.add(constraint);
    return this;
  }

  /**
   * The space.
   *
   * @throws InvalidInputException when a condition or forbidden combination names an unknown or
   *     continuous parameter or a value it does not have, when conditions form a cycle, when every
   *     configuration is forbidden, or when a linear constraint names an unknown parameter or one
   *     that is not numeric, cannot be obeyed, or no configuration is found that obeys all
   */
  public SearchSpace build() {
    Map<String, Condition> checked = new HashMap<>();
    conditions.forEach((name, when) -> checked.put(name, typed(when, name + ".when")));
    Map<String, Integer> depths = new HashMap<>();
    for (String name : parameters.keySet()) {
      depth(name, depths, new LinkedHashSet<>());
    }
    List<Parameter<?>> ordered =
        parameters.values().stream()
            .sorted(
                Comparator.<Parameter<?>>comparingInt(p -> depths.get(p.name()))
                    .thenComparing(Parameter::name))
            .toList();
    List<Condition> orderedConditions = ordered.stream().map(p -> checked.get(p.name())).toList();
    if (forbidden.size() > MOST_FORBIDDEN) {
      throw new InvalidInputException(
          "forbidden",
          forbidden.size() + " combinations",
          "must be at most " + MOST_FORBIDDEN + "; make them conditions, or parameters' choices");
    }
    Set<Constraint> constraints = new LinkedHashSet<>();
    for (int i = 0; i < forbidden.size(); i++) {
      Condition combination = typed(forbidden.get(i), "forbidden[" + i + "]");
      if (combination.allOf().isEmpty()) {
        throw new InvalidInputException(
            "forbidden[" + i + "]", "{}", "must name at least one parameter");
      }
      constraints.add(Constraint.forbid(combination));
    }
    List<Constraint> orderedConstraints =
        Stream.concat(
                constraints.stream().sorted(Comparator.comparing(Constraint::toString)),
                linearConstraints().stream())
            .toList();
    SearchSpace space = new SearchSpace(ordered, orderedConditions, orderedConstraints);
    if (new Feasibility(space).find(new SplittableRandom(0)).isEmpty()) {
      throw linear.isEmpty()
          ? new InvalidInputException(
              "forbidden", forbidden.size() + " combinations", "every configuration is forbidden")
          : new InvalidInputException(
              "linear", linear, "no configuration was found that obeys " + everything());
    }
    return space;
  }

  private String everything() {
    return forbidden.isEmpty() ? "all" : "all and is not forbidden";
  }

  /** Checked and in canonical order, each once. */
  private List<Constraint.Linear> linearConstraints() {
    if (linear.size() > MOST_LINEAR) {
      throw new InvalidInputException(
          "linear", linear.size() + " constraints", "must be at most " + MOST_LINEAR);
    }
    List<Constraint.Linear> checked = new ArrayList<>();
    for (int i = 0; i < linear.size(); i++) {
      checked.add(checked(linear.get(i), "linear[" + i + "]"));
    }
    return checked.stream().distinct().sorted(Comparator.comparing(Constraint::toString)).toList();
  }

  /** The constraint, with the slack that its parameters' ranges ask for. */
  private Constraint.Linear checked(Constraint.Linear constraint, String field) {
    if (constraint.coefficients().isEmpty()) {
      throw new InvalidInputException(field, constraint, "must name at least one parameter");
    }
    double least = 0;
    double size = 0;
    double slack = 0;
    for (Map.Entry<String, Double> term : constraint.coefficients().entrySet()) {
      Parameter<?> parameter = parameters.get(term.getKey());
      if (parameter == null) {
        throw new InvalidInputException(
            field, constraint, "there is no parameter " + term.getKey());
      }
      if (!(parameter instanceof RealParameter) && !(parameter instanceof IntegerParameter)) {
        throw new InvalidInputException(
            field, constraint, term.getKey() + " is not numeric; only float and int can be added");
      }
      Range range = Range.of(parameter);
      double c = term.getValue();
      least += Math.min(c * range.low(), c * range.high());
      double most = Math.max(Math.abs(c * range.low()), Math.abs(c * range.high()));
      size += most;
      if (parameter instanceof RealParameter real && real.scale() == Scale.LINEAR) {
        slack += Constraint.Linear.ROUNDING * most;
      }
    }
    var result = new Constraint.Linear(constraint.coefficients(), constraint.most(), slack);
    if (!Double.isFinite(size)) {
      throw new InvalidInputException(field, constraint, "the sum may overflow");
    }
    if (!result.isWithin(least, 0)) {
      throw new InvalidInputException(
          field, constraint, "cannot be obeyed; the sum is never less than " + least);
    }
    return result;
  }

  /** The condition with its values in their parameters' types and declared order. */
  private Condition typed(Condition condition, String field) {
    List<Clause> clauses = new ArrayList<>();
    for (Clause clause : condition.allOf()) {
      String clauseField = field + "." + clause.parameter();
      Parameter<?> parent = parameters.get(clause.parameter());
      if (parent == null) {
        throw new InvalidInputException(
            clauseField, clause.values(), "there is no parameter " + clause.parameter());
      }
      if (parent.cardinality().isEmpty()) {
        throw new InvalidInputException(
            clauseField, clause.values(), "is continuous; only discrete values can be named");
      }
      if (clause.values().isEmpty()) {
        throw new InvalidInputException(clauseField, "[]", "must name at least one value");
      }
      clauses.add(
          new Clause(clause.parameter(), typedValues(parent, clause.values(), clauseField)));
    }
    return new Condition(clauses);
  }

  private static <T> List<Object> typedValues(
      Parameter<T> parent, List<Object> values, String field) {
    Set<T> typed = new HashSet<>();
    for (Object value : values) {
      try {
        typed.add(parent.valueOf(value));
      } catch (InvalidInputException e) {
        throw new InvalidInputException(field, value, e.reason());
      }
    }
    return typed.stream()
        .sorted(Comparator.comparingDouble(parent::encode))
        .map(Object.class::cast)
        .toList();
  }

  /** 0 without parents, else one more than the deepest parent; also where cycles are found. */
  private int depth(String name, Map<String, Integer> depths, Set<String> path) {
    Integer known = depths.get(name);
    if (known != null) {
      return known;
    }
    if (!path.add(name)) {
      throw new InvalidInputException(
          name + ".when", String.join(" -> ", path) + " -> " + name, "conditions form a cycle");
    }
    int depth = 0;
    for (Clause clause : conditions.getOrDefault(name, Condition.ALWAYS).allOf()) {
      depth = Math.max(depth, 1 + depth(clause.parameter(), depths, path));
    }
    path.remove(name);
    depths.put(name, depth);
    return depth;
  }
}
