package dev.luthier.config;

import dev.luthier.error.InvalidInputException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value in a file, and the line it stands on. */
sealed interface ConfigNode {
  /** Counted from 1. */
  int line();

  /** The plain Java value: string, boolean, long, double, list or map. */
  Object value();

  record Scalar(int line, Object value) implements ConfigNode {}

  record Sequence(int line, List<ConfigNode> items) implements ConfigNode {
    @Override
    public Object value() {
      List<Object> values = new ArrayList<>();
      items.forEach(item -> values.add(item.value()));
      return values;
    }

    /** The line of item i of a path that begins with {@code [i]}. */
    private int lineOf(String path) {
      int close = path.indexOf(']');
      if (!path.startsWith("[") || close < 0) {
        return line;
      }
      ConfigNode item = items.get(Integer.parseInt(path.substring(1, close)));
      String rest = path.substring(close + 1);
      return item instanceof Mapping mapping && rest.startsWith(".")
          ? mapping.lineOf(rest.substring(1))
          : item.line();
    }
  }

  record Mapping(int line, Map<String, ConfigNode> entries) implements ConfigNode {
    @Override
    public Map<String, Object> value() {
      Map<String, Object> values = new LinkedHashMap<>();
      entries.forEach((key, node) -> values.put(key, node.value()));
      return values;
    }

    /**
     * The line of the deepest entry on a dotted path, such as {@code
     * space.optimizer.sgd.momentum.low}; names may themselves contain dots, so the longest matching
     * key is followed.
     */
    int lineOf(String path) {
      String followed = "";
      for (String key : entries.keySet()) {
        boolean matches =
            path.equals(key) || path.startsWith(key + ".") || path.startsWith(key + "[");
        if (matches && key.length() > followed.length()) {
          followed = key;
        }
      }
      ConfigNode next = entries.get(followed);
      if (next == null) {
        return line;
      }
      String rest = path.substring(followed.length());
      return switch (next) {
        case Mapping mapping when rest.startsWith(".") -> mapping.lineOf(rest.substring(1));
        case Sequence sequence -> sequence.lineOf(rest);
        case Mapping _, Scalar _ -> next.line();
      };
    }
  }

  /** The node as a mapping, or an error that names the field. */
  default Mapping asMapping(String field) {
    return switch (this) {
      case Mapping mapping -> mapping;
      case Sequence _, Scalar _ ->
          throw new InvalidInputException(field, value(), "must be a mapping of names to values");
    };
  }

  /** The node as a list, or an error that names the field. */
  default List<ConfigNode> asList(String field) {
    return switch (this) {
      case Sequence(int _, List<ConfigNode> items) -> items;
      case Mapping _, Scalar _ -> throw new InvalidInputException(field, value(), "must be a list");
    };
  }

  /** What a text without lines says: plain maps, lists and scalars. */
  static ConfigNode of(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<String, ConfigNode> entries = new LinkedHashMap<>();
        map.forEach((key, item) -> entries.put((String) key, of(item)));
        yield new ConfigNode.Mapping(1, entries);
      }
      case List<?> list -> {
        List<ConfigNode> items = new ArrayList<>();
        list.forEach(item -> items.add(of(item)));
        yield new ConfigNode.Sequence(1, items);
      }
      default -> new ConfigNode.Scalar(1, value);
    };
  }
}
