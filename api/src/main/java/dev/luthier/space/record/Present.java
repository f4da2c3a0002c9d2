package dev.luthier.space.record;

import dev.luthier.space.Configuration;
import dev.luthier.space.Parameter;
import java.util.Map;
import java.util.Optional;

/** An optional component: whether it is there, and what it is. */
record Present(Parameter<Boolean> isPresent, Node content) implements Node {
  @Override
  public Object read(Configuration configuration) {
    return configuration.find(isPresent.name()).orElseThrow().equals(true)
        ? Optional.of(content.read(configuration))
        : Optional.empty();
  }

  @Override
  public void write(Object value, Map<String, Object> parameters) {
    Optional<?> optional = (Optional<?>) value;
    parameters.put(isPresent.name(), optional.isPresent());
    if (optional.isPresent()) {
      content.write(optional.get(), parameters);
    }
  }
}
