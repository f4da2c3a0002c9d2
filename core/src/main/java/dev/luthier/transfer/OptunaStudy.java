package dev.luthier.transfer;

import dev.luthier.json.JsonFields;
import java.util.List;

/**
 * A study of Optuna's.
 *
 * @param directions by the objective's position
 * @param metricNames of the objectives, by position; empty where nobody named them
 * @param trials in order of number
 */
record OptunaStudy(
    String name,
    List<OptunaDirection> directions,
    List<String> metricNames,
    List<OptunaTrial> trials) {
  /** The study's system attribute with the metric names ({@code optuna/study/study.py}). */
  static final String METRIC_NAMES = "study:metric_names";

  OptunaStudy {
    directions = List.copyOf(directions);
    metricNames = List.copyOf(metricNames);
    trials = List.copyOf(trials);
  }

  static List<String> metricNames(String field, Object value) {
    return JsonFields.list(field, value).stream()
        .map(name -> JsonFields.string(field, name))
        .toList();
  }
}
