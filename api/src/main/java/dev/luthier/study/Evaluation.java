package dev.luthier.study;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What an objective found out about a configuration.
 *
 * @param values by objective name; ±∞ is legal and kept exactly, NaN makes the trial a failure
 * @param standardError of the first objective's value, where the objective knows it
 * @param cost of the evaluation in a unit of the user's choice
 * @param constraints by constraint name; ≤ 0 is feasible
 */
public record Evaluation(
    Map<String, Double> values,
    OptionalDouble standardError,
    OptionalDouble cost,
    Map<String, Double> constraints) {

  public Evaluation {
    values = Map.copyOf(values);
    constraints = Map.copyOf(constraints);
  }

  /** The value of a study's only, unnamed objective. */
  public static Evaluation of(double value) {
    return of(ObjectiveSpec.UNNAMED, value);
  }

  public static Evaluation of(String objective, double value) {
    return new Evaluation(
        Map.of(objective, value), OptionalDouble.empty(), OptionalDouble.empty(), Map.of());
  }

  /** As this, with one more objective. */
  public Evaluation and(String objective, double value) {
    Map<String, Double> more = new HashMap<>(values);
    more.put(objective, value);
    return new Evaluation(more, standardError, cost, constraints);
  }

  public Evaluation withStandardError(double error) {
    return new Evaluation(values, OptionalDouble.of(error), cost, constraints);
  }

  public Evaluation withCost(double amount) {
    return new Evaluation(values, standardError, OptionalDouble.of(amount), constraints);
  }

  public Evaluation withConstraint(String name, double value) {
    Map<String, Double> more = new HashMap<>(constraints);
    more.put(name, value);
    return new Evaluation(values, standardError, cost, more);
  }

  /**
   * The value of an objective; the name has been checked when the trial is {@link Trial.Completed}.
   */
  public double value(String objective) {
    Double value = values.get(objective);
    if (value == null) {
      throw new IllegalArgumentException("no value for " + objective + " in " + values);
    }
    return value;
  }

  /** Whether every constraint is at most zero. */
  public boolean isFeasible() {
    for (double value : constraints.values()) {
      if (!(value <= 0)) {
        return false;
      }
    }
    return true;
  }
}
