package dev.luthier.space;

import dev.luthier.error.InvalidInputException;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A rule about whole configurations that is known before anything is evaluated. */
public sealed interface Constraint {

  /** Whether a configuration obeys the rule. */
  boolean permits(Configuration configuration);

  /**
   * The given values may not come together. A combination that mentions an inactive parameter does
   * not apply.
   */
  record Forbidden(Condition combination) implements Constraint {
    @Override
    public boolean permits(Configuration configuration) {
      return !combination.holds(configuration);
    }
  }

  /**
   * Σ coefficient · value ≤ most, the values in their parameters' own units, on a log scale too. It
   * does not apply while one of its parameters is inactive.
   *
   * <p>It holds to rounding: a sum may be larger by 1e-10 of the terms' sizes, so that 0.1 + 0.2
   * does not exceed 0.3, and so that two constraints can be an equation.
   *
   * @param coefficients by the parameters' names; finite, none of them 0
   * @param most finite
   * @param slack what the sum may be larger by whatever the values are; 0 until a {@link
   *     SearchSpace} has been built, which knows the parameters' ranges
   */
  record Linear(SortedMap<String, Double> coefficients, double most, double slack)
      implements Constraint {
    /** Far above the errors of coordinates (1e-14 of a range), far below what anybody means. */
    static final double ROUNDING = 1e-10;

    public Linear {
      TreeMap<String, Double> kept = new TreeMap<>(coefficients);
      kept.values().removeIf(coefficient -> coefficient == 0);
      coefficients = Collections.unmodifiableSortedMap(kept);
      most += 0.0; // turns −0.0, which would print differently and mean the same, into 0.0
      for (Map.Entry<String, Double> term : kept.entrySet()) {
        if (!Double.isFinite(term.getValue())) {
          throw new InvalidInputException(
              term.getKey(), term.getValue(), "must be a finite number, a coefficient");
        }
      }
      if (!Double.isFinite(most)) {
        throw new InvalidInputException("most", most, "must be a finite number");
      }
    }

    @Override
    public boolean permits(Configuration configuration) {
      double sum = 0;
      double size = 0;
      for (Map.Entry<String, Double> term : coefficients.entrySet()) {
        Optional<Object> value = configuration.find(term.getKey());
        if (value.isEmpty()) {
          return true;
        }
        double summand = term.getValue() * ((Number) value.get()).doubleValue();
        sum += summand;
        size += Math.abs(summand);
      }
      return isWithin(sum, size);
    }

    boolean mentions(Parameter<?> parameter) {
      return coefficients.containsKey(parameter.name());
    }

    /**
     * Whether a sum counts as at most {@link #most()}.
     *
     * @param size the sum of the terms' absolute values
     */
    boolean isWithin(double sum, double size) {
      return sum <= most + slack + ROUNDING * (Math.abs(most) + size);
    }

    /** As in a study file: {@code depth + 2.0 * width <= 100.0}. */
    @Override
    public String toString() {
      return coefficients.entrySet().stream()
              .map(term -> (term.getValue() == 1 ? "" : term.getValue() + " * ") + term.getKey())
              .collect(Collectors.joining(" + "))
          + " <= "
          + most;
    }
  }

  /** {@code forbid(when(optimizer, "adam").and(when(batch, 16)))}. */
  static Constraint forbid(Condition combination) {
    return new Forbidden(combination);
  }
}
