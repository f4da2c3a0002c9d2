package dev.luthier.space.record;

import dev.luthier.space.Configuration;
import java.util.List;
import java.util.Map;

/**
 * A record, all of whose components are active when it is.
 *
 * @param nodes one for each component, in order
 */
record Group(RecordAccess access, List<Node> nodes) implements Node {
  Group {
    nodes = List.copyOf(nodes);
  }

  @Override
  public Object read(Configuration configuration) {
    return access.make(nodes.stream().map(node -> node.read(configuration)).toArray());
  }

  @Override
  public void write(Object value, Map<String, Object> parameters) {
    for (int i = 0; i < nodes.size(); i++) {
      nodes.get(i).write(access.component(i, value), parameters);
    }
  }
}
