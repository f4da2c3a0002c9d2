package dev.luthier.space.record;

import dev.luthier.space.Configuration;
import java.util.Map;

/**
 * A component, or all of a record: what it reads from a configuration, and what it writes into one.
 * Immutable.
 */
sealed interface Node permits Leaf, Group, Branches, Present {

  /** The component's value in a configuration in which it is active. */
  Object read(Configuration configuration);

  /** Puts the parameters that a value of the component activates, by name. */
  void write(Object value, Map<String, Object> parameters);
}
