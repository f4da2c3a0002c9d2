package dev.luthier.space.record;

import dev.luthier.space.Configuration;
import dev.luthier.space.Parameter;
import java.util.Map;

/**
 * A component that is one parameter.
 *
 * @param type the component's, never primitive
 */
record Leaf(Parameter<?> parameter, Class<?> type) implements Node {
  @Override
  public Object read(Configuration configuration) {
    Object value = configuration.find(parameter.name()).orElseThrow();
    // Parameters count in longs.
    return type == Integer.class ? (Object) ((Number) value).intValue() : value;
  }

  @Override
  public void write(Object value, Map<String, Object> parameters) {
    parameters.put(parameter.name(), value);
  }
}
