package dev.luthier.cli;

import dev.luthier.space.Configuration;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.StudySpec;
import dev.luthier.study.Trial;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Trials as YAML documents, in the words of what {@code luthier tune} prints. */
final class TrialYaml {
  private TrialYaml() {}

  /** A trial to evaluate. Ends with a line break. */
  static String asked(long number, Configuration configuration) {
    return YamlBlock.document(head(number, configuration));
  }

  /** A trial with its values. Ends with a line break. */
  static String completed(StudySpec spec, Trial.Completed trial) {
    return YamlBlock.document(withValues(spec, trial));
  }

  /** A list of such trials, at least one. Ends with a line break. */
  static String completed(StudySpec spec, List<Trial.Completed> trials) {
    return YamlBlock.list(trials.stream().map(trial -> withValues(spec, trial)).toList());
  }

  private static Map<String, Object> withValues(StudySpec spec, Trial.Completed trial) {
    Map<String, Object> document = head(trial.number(), trial.configuration());
    Map<String, Object> values = new LinkedHashMap<>();
    for (ObjectiveSpec objective : spec.objectives()) {
      values.put(objective.name(), trial.evaluation().value(objective.name()));
    }
    document.put("objectives", values);
    return document;
  }

  private static Map<String, Object> head(long number, Configuration configuration) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("trial", number);
    document.put("configuration", configuration.asMap());
    return document;
  }
}
