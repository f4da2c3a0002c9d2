package dev.luthier.config;

import dev.luthier.space.Parameter;
import dev.luthier.space.SearchSpace;
import java.util.List;
import java.util.Map;

/** Reads back what {@link SearchSpace#toJson()} wrote. */
public final class JsonSpace {
  private JsonSpace() {}

  /**
   * The space of a JSON object with {@code space}, {@code forbidden} and perhaps {@code linear}.
   *
   * @throws dev.luthier.error.InvalidInputException as a study file with these would
   */
  public static SearchSpace read(Map<String, Object> json) {
    Fields fields = new Fields("", ConfigNode.of(json).asMapping("space"));
    SearchSpace space =
        SpaceReader.read(
            fields.require("space").asMapping("space"),
            fields.require("forbidden").asList("forbidden"),
            fields.find("linear").map(node -> node.asList("linear")).orElse(List.of()));
    return Boolean.TRUE.equals(json.get("open")) ? opened(space) : space;
  }

  private static SearchSpace opened(SearchSpace space) {
    SearchSpace open = SearchSpace.open();
    for (Parameter<?> parameter : space.parameters()) {
      open = open.with(parameter);
    }
    return open;
  }
}
