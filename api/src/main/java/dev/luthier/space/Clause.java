package dev.luthier.space;

import java.util.List;

/**
 * "The parameter takes one of these values." False while the parameter is inactive.
 *
 * @param parameter the parameter's name
 * @param values values of that parameter, in its own type once a {@link SearchSpace} has been built
 */
public record Clause(String parameter, List<Object> values) {
  public Clause {
    values = List.copyOf(values);
  }

  /** Whether the clause holds for a configuration. */
  public boolean holds(Configuration configuration) {
    return configuration.find(parameter).map(values::contains).orElse(false);
  }
}
