package dev.luthier.space;

import dev.luthier.error.InvalidInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A conjunction of clauses; the empty one always holds. As the condition of a parameter it says
 * when that parameter is active; within {@link Constraint.Forbidden} it says what may not come
 * together.
 *
 * @param allOf clauses in the order of their parameters' names, each parameter at most once
 */
public record Condition(List<Clause> allOf) {
  /** Holds for every configuration. */
  public static final Condition ALWAYS = new Condition(List.of());

  public Condition {
    allOf = allOf.stream().sorted((a, b) -> a.parameter().compareTo(b.parameter())).toList();
    for (int i = 1; i < allOf.size(); i++) {
      if (allOf.get(i).parameter().equals(allOf.get(i - 1).parameter())) {
        throw new InvalidInputException(
            allOf.get(i).parameter(), allOf.get(i).values(), "appears twice in one condition");
      }
    }
  }

  /** "The parameter takes one of these values", as in {@code when(optimizer, "sgd")}. */
  @SafeVarargs
  @SuppressWarnings("varargs")
  public static <T> Condition when(Parameter<T> parameter, T... values) {
    return new Condition(List.of(new Clause(parameter.name(), Arrays.asList((Object[]) values))));
  }

  /** Both this and the other condition. */
  public Condition and(Condition other) {
    List<Clause> both = new ArrayList<>(allOf);
    both.addAll(other.allOf);
    return new Condition(both);
  }

  /** Whether every clause holds for a configuration. */
  public boolean holds(Configuration configuration) {
    return allOf.stream().allMatch(clause -> clause.holds(configuration));
  }
}
