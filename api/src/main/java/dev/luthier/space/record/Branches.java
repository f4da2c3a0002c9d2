package dev.luthier.space.record;

import dev.luthier.space.Configuration;
import dev.luthier.space.Parameter;
import java.util.List;
import java.util.Map;

/** A sealed interface: a choice of branches, of which one is active. */
record Branches(Parameter<String> choice, List<Branch> branches) implements Node {
  /**
   * @param name the choice's value
   * @param type a record, or a sealed interface
   */
  record Branch(String name, Class<?> type, Node node) {}

  Branches {
    branches = List.copyOf(branches);
  }

  @Override
  public Object read(Configuration configuration) {
    Object chosen = configuration.find(choice.name()).orElseThrow();
    for (Branch branch : branches) {
      if (branch.name().equals(chosen)) {
        return branch.node().read(configuration);
      }
    }
    throw new IllegalStateException(chosen + " is no branch of " + choice);
  }

  @Override
  public void write(Object value, Map<String, Object> parameters) {
    for (Branch branch : branches) {
      if (branch.type().isInstance(value)) {
        parameters.put(choice.name(), branch.name());
        branch.node().write(value, parameters);
        return;
      }
    }
    throw new IllegalStateException(value + " is no branch of " + choice);
  }
}
