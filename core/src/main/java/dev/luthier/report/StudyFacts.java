package dev.luthier.report;

import dev.luthier.space.CategoricalParameter;
import dev.luthier.space.Condition;
import dev.luthier.space.IntegerParameter;
import dev.luthier.space.OrdinalParameter;
import dev.luthier.space.Parameter;
import dev.luthier.space.RealParameter;
import dev.luthier.space.Scale;
import dev.luthier.store.StudyEvent.BackendChosen;
import dev.luthier.store.StudyState;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.StudySpec;
import dev.luthier.study.Trial;
import dev.luthier.transfer.TrialState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The head of a report: what was asked, by whom, and how far it is. */
final class StudyFacts {
  private StudyFacts() {}

  static Map<String, Object> of(ReportSubject subject, List<Trial> trials) {
    StudyState state = subject.state();
    StudySpec spec = state.spec();
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("name", spec.name());
    facts.put("time", subject.time().toString());
    facts.put("objectives", spec.objectives().stream().map(StudyFacts::objective).toList());
    facts.put("constraints", spec.constraints());
    facts.put("counts", counts(trials));
    spec.budget().trials().ifPresent(budget -> facts.put("budget", budget));
    facts.put("seconds", seconds(trials));
    facts.put("strategy", spec.strategy().name());
    facts.put("options", new TreeMap<>(spec.strategy().options()));
    facts.put("seed", spec.seed());
    facts.put(
        "backends", state.backends().stream().map(BackendChosen::backend).distinct().toList());
    facts.put("luthier", state.provenance().luthier());
    facts.put("java", state.provenance().java());
    state.best().ifPresent(best -> facts.put("best", best.number()));
    facts.put(
        "parameters",
        spec.space().parameters().stream()
            .map(parameter -> parameter(parameter, spec.space().conditionOf(parameter)))
            .toList());
    return facts;
  }

  private static Map<String, Object> objective(ObjectiveSpec objective) {
    return Map.of(
        "name",
        objective.name(),
        "direction",
        objective.direction().name().toLowerCase(Locale.ROOT));
  }

  private static Map<String, Object> counts(List<Trial> trials) {
    Map<String, Object> counts = new LinkedHashMap<>();
    for (TrialState each : TrialState.values()) {
      long n = trials.stream().filter(trial -> TrialState.of(trial) == each).count();
      counts.put(each.word(), n);
    }
    return counts;
  }

  /** From the first start to the last end; 0 before anything has ended. */
  private static double seconds(List<Trial> trials) {
    List<Trial.Timing> timings = new ArrayList<>();
    for (Trial trial : trials) {
      if (trial instanceof Trial.Finished finished) {
        timings.add(finished.timing());
      }
    }
    if (timings.isEmpty()) {
      return 0;
    }
    Duration all =
        Duration.between(
            timings.stream().map(Trial.Timing::start).min(Comparable::compareTo).orElseThrow(),
            timings.stream().map(Trial.Timing::end).max(Comparable::compareTo).orElseThrow());
    return Cells.seconds(all);
  }

  private static Map<String, Object> parameter(Parameter<?> parameter, Condition condition) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", parameter.name());
    switch (parameter) {
      case RealParameter p -> range(json, "real", p.low(), p.high(), p.scale());
      case IntegerParameter p -> range(json, "integer", p.low(), p.high(), p.scale());
      case CategoricalParameter<?> p -> choices(json, "categorical", p.choices());
      case OrdinalParameter<?> p -> choices(json, "ordinal", p.values());
    }
    if (!condition.allOf().isEmpty()) {
      json.put(
          "condition",
          condition.allOf().stream()
              .map(clause -> clause.parameter() + " = " + texts(clause.values(), " or "))
              .collect(Collectors.joining(" and ")));
    }
    return json;
  }

  private static void range(
      Map<String, Object> json, String kind, Object low, Object high, Scale scale) {
    json.put("kind", kind);
    json.put("low", low);
    json.put("high", high);
    json.put("log", scale == Scale.LOG);
  }

  private static void choices(Map<String, Object> json, String kind, List<?> choices) {
    json.put("kind", kind);
    json.put("choices", choices.stream().map(Cells::text).toList());
  }

  private static String texts(List<?> values, String separator) {
    return values.stream().map(Cells::text).collect(Collectors.joining(separator));
  }
}
