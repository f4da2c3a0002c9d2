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
   * The space.
   *
   * @throws InvalidInputException when a condition or forbidden combination names an unknown or
   *     continuous parameter or a value it does not have, when conditions form a cycle, or when
   *     every configuration is forbidden
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
        constraints.stream().sorted(Comparator.comparing(Constraint::toString)).toList();
    SearchSpace space = new SearchSpace(ordered, orderedConditions, orderedConstraints);
    if (new Feasibility(space).find(new SplittableRandom(0)).isEmpty()) {
      throw new InvalidInputException(
          "forbidden", forbidden.size() + " combinations", "every configuration is forbidden");
    }
    return space;
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
