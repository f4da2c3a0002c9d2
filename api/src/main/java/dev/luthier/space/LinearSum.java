package dev.luthier.space;

import java.util.Map;
import java.util.TreeMap;

/**
 * A weighted sum of numeric parameters, to be bounded: {@code LinearSum.of(2, width).plus(1,
 * depth).atMost(100)}, or {@code LinearSum.of(1, low).minus(1, high).atMost(0)}. Immutable.
 *
 * @param coefficients by the parameters' names
 */
public record LinearSum(Map<String, Double> coefficients) {
  public LinearSum {
    coefficients = Map.copyOf(coefficients);
  }

  /** {@code coefficient · parameter}. */
  public static LinearSum of(double coefficient, Parameter<? extends Number> parameter) {
    return new LinearSum(Map.of(parameter.name(), coefficient));
  }

  /** This and {@code coefficient · parameter}; coefficients of the same parameter are added. */
  public LinearSum plus(double coefficient, Parameter<? extends Number> parameter) {
    Map<String, Double> sum = new TreeMap<>(coefficients);
    sum.merge(parameter.name(), coefficient, Double::sum);
    return new LinearSum(sum);
  }

  /** This less {@code coefficient · parameter}. */
  public LinearSum minus(double coefficient, Parameter<? extends Number> parameter) {
    return plus(-coefficient, parameter);
  }

  /**
   * That the sum is at most so much.
   *
   * @throws dev.luthier.error.InvalidInputException unless all numbers are finite
   */
  public Constraint.Linear atMost(double most) {
    return new Constraint.Linear(new TreeMap<>(coefficients), most, 0);
  }

  /**
   * That the sum is at least so much.
   *
   * @throws dev.luthier.error.InvalidInputException unless all numbers are finite
   */
  public Constraint.Linear atLeast(double least) {
    TreeMap<String, Double> negative = new TreeMap<>();
    coefficients.forEach((name, coefficient) -> negative.put(name, -coefficient));
    return new Constraint.Linear(negative, -least, 0);
  }
}
