package dev.luthier.config;

import dev.luthier.space.SearchSpace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads back what {@link SearchSpace#toJson()} wrote. */
public final class JsonSpace {
  /** Where a text without lines stands. */
  private static final int NO_LINE = 1;

  private JsonSpace() {}

  /**
   * The space of a JSON object with {@code space} and {@code forbidden}.
   *
   * @throws dev.luthier.error.InvalidInputException as a study file with these would
   */
  public static SearchSpace read(Map<String, Object> json) {
    Fields fields = new Fields("", node(json).asMapping("space"));
    return SpaceReader.read(
        fields.require("space").asMapping("space"),
        fields.require("forbidden").asList("forbidden"));
  }

  private static ConfigNode node(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<String, ConfigNode> entries = new LinkedHashMap<>();
        map.forEach((key, item) -> entries.put((String) key, node(item)));
        yield new ConfigNode.Mapping(NO_LINE, entries);
      }
      case List<?> list -> {
        List<ConfigNode> items = new ArrayList<>();
        list.forEach(item -> items.add(node(item)));
        yield new ConfigNode.Sequence(NO_LINE, items);
      }
      default -> new ConfigNode.Scalar(NO_LINE, value);
    };
  }
}
