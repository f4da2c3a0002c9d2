package dev.luthier.cli.study;

import dev.luthier.json.JsonReader;
import dev.luthier.store.StudyState;
import dev.luthier.study.Budget;
import dev.luthier.study.EarlierStudy;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.Provenance;
import dev.luthier.study.PrunerSpec;
import dev.luthier.study.StrategySpec;
import dev.luthier.study.StudySpec;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The public JSON form of a study's definition, in the words of a study file; described in {@code
 * docs/commands.md} and stable.
 */
public final class StudyJson {
  private StudyJson() {}

  /** Maps and lists for {@link dev.luthier.json.JsonWriter}. */
  public static Map<String, Object> write(StudyState state) {
    StudySpec spec = state.spec();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", spec.name());
    json.put("objectives", objectives(spec.objectives()));
    json.put("constraints", spec.constraints());
    json.put("strategy", strategy(spec.strategy()));
    json.put("seed", spec.seed());
    json.put("budget", budget(spec.budget()));
    // With its own names: space, forbidden and, if there are any, linear.
    json.putAll(JsonReader.readObject(spec.space().toJson()));
    json.put("fingerprint", spec.space().fingerprint());
    if (!spec.warmStart().isEmpty()) {
      json.put("warm_start", spec.warmStart().stream().map(EarlierStudy::name).toList());
    }
    spec.pruner().ifPresent(pruner -> json.put("pruner", pruner(pruner)));
    json.put("provenance", provenance(state));
    return json;
  }

  /** The limits there are. */
  public static Map<String, Object> budget(Budget budget) {
    Map<String, Object> json = new LinkedHashMap<>();
    budget.trials().ifPresent(trials -> json.put("trials", trials));
    json.put("parallelism", budget.parallelism());
    budget.timeout().ifPresent(timeout -> json.put("timeout", seconds(timeout)));
    budget.trialTimeout().ifPresent(timeout -> json.put("trial_timeout", seconds(timeout)));
    budget.target().ifPresent(target -> json.put("target", target));
    budget.noImprovement().ifPresent(trials -> json.put("no_improvement", trials));
    return json;
  }

  private static Map<String, Object> objectives(List<ObjectiveSpec> objectives) {
    Map<String, Object> json = new LinkedHashMap<>();
    for (ObjectiveSpec objective : objectives) {
      json.put(objective.name(), objective.direction().name().toLowerCase(Locale.ROOT));
    }
    return json;
  }

  private static Map<String, Object> strategy(StrategySpec strategy) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", strategy.name());
    json.put("options", new TreeMap<>(strategy.options()));
    return json;
  }

  private static Map<String, Object> pruner(PrunerSpec pruner) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", pruner.name());
    json.putAll(new TreeMap<>(pruner.options()));
    return json;
  }

  private static Map<String, Object> provenance(StudyState state) {
    Provenance provenance = state.provenance();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("luthier", provenance.luthier());
    json.put("java", provenance.java());
    json.put(
        "backend",
        state.backends().isEmpty() ? provenance.backend() : state.backends().getLast().backend());
    return json;
  }

  /** A study file takes a number for seconds. */
  private static double seconds(Duration duration) {
    return duration.toMillis() / 1e3;
  }
}
