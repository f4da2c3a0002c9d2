package dev.luthier.space.record;

import dev.luthier.error.InvalidInputException;
import dev.luthier.space.Condition;
import dev.luthier.space.Parameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.space.SpaceBuilder;
import java.util.HashMap;
import java.util.Map;

/** The parameters so far, each with the component that declares it. Confined to one thread. */
final class Declarations {
  private final SpaceBuilder space = SearchSpace.builder();
  private final Map<String, String> fields = new HashMap<>();

  /**
   * @param field the component
   * @throws InvalidInputException naming both components when the name is taken
   */
  <P extends Parameter<?>> P add(String field, P parameter, Condition when) {
    String other = fields.putIfAbsent(parameter.name(), field);
    if (other != null) {
      throw new InvalidInputException(
          field, parameter.name(), "is the parameter of " + other + " too; rename one of them");
    }
    return space.add(parameter, when);
  }

  boolean isEmpty() {
    return fields.isEmpty();
  }

  SearchSpace build() {
    return space.build();
  }
}
