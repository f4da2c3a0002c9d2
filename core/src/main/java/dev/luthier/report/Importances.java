package dev.luthier.report;

import dev.luthier.space.Parameter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How much of an objective's variance parameters cause, as shares. Of equals the one that comes
 * first in the map is ranked first.
 */
record Importances(Map<Parameter<?>, Double> shares) {

  /** The most important first. */
  List<Parameter<?>> ranked() {
    return shares.entrySet().stream()
        .sorted(Map.Entry.<Parameter<?>, Double>comparingByValue(Comparator.reverseOrder()))
        .<Parameter<?>>map(Map.Entry::getKey)
        .toList();
  }

  /**
   * The beginning of the page's {@code parameters}, to be gone on with.
   *
   * @param by what was asked: {@code surrogate} or {@code ranks}
   */
  Map<String, Object> json(String by, String objective) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("by", by);
    json.put("objective", objective);
    json.put(
        "importance",
        ranked().stream()
            .map(
                parameter ->
                    Map.of(
                        "parameter",
                        parameter.name(),
                        "share",
                        shares.getOrDefault(parameter, 0.0)))
            .toList());
    return json;
  }
}
