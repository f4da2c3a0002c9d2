package dev.luthier.store.codec;

import dev.luthier.config.JsonSpace;
import dev.luthier.json.JsonReader;
import dev.luthier.space.Configuration;
import dev.luthier.space.SearchSpace;
import dev.luthier.store.StudyEvent.StudyCreated;
import dev.luthier.study.Budget;
import dev.luthier.study.Direction;
import dev.luthier.study.EarlierStudy;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.Provenance;
import dev.luthier.study.PrunerSpec;
import dev.luthier.study.StrategySpec;
import dev.luthier.study.StudySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The definition of a study among the fields of the event that creates it. */
final class SpecCodec {
  private static final String PRUNER = "pruner";

  private SpecCodec() {}

  static void write(Map<String, Object> out, StudyCreated created) {
    StudySpec spec = created.spec();
    out.put("name", spec.name());
    out.putAll(JsonReader.readObject(spec.space().toJson()));
    out.put("fingerprint", spec.space().fingerprint());
    out.put("objectives", spec.objectives().stream().map(SpecCodec::objective).toList());
    out.put("constraints", spec.constraints());
    out.put("strategy", named(spec.strategy().name(), spec.strategy().options()));
    out.put("seed", spec.seed());
    out.put("budget", budget(spec.budget()));
    out.put("provenance", provenance(created.provenance()));
    if (!spec.warmStart().isEmpty()) {
      out.put("warm_start", spec.warmStart().stream().map(SpecCodec::earlier).toList());
    }
    spec.pruner().ifPresent(p -> out.put(PRUNER, named(p.name(), p.options())));
  }

  static StudyCreated created(EventFields in) {
    SearchSpace space = JsonSpace.read(in.fields());
    if (!space.fingerprint().equals(in.text("fingerprint"))) {
      throw new IllegalArgumentException("the space has not the fingerprint it was written with");
    }
    List<ObjectiveSpec> objectives = new ArrayList<>();
    for (Object item : in.list("objectives")) {
      EventFields objective = new EventFields(in.asMap("objectives", item));
      objectives.add(
          new ObjectiveSpec(
              objective.text("name"),
              EventCodec.constant(Direction.class, objective.text("direction"))));
    }
    EventFields strategy = in.object("strategy");
    StudySpec spec =
        new StudySpec(
            in.text("name"),
            space,
            objectives,
            in.list("constraints").stream().map(String.class::cast).toList(),
            new StrategySpec(strategy.text("name"), strategy.map("options")),
            in.whole("seed"),
            budget(in.object("budget")),
            warmStart(in),
            pruner(in));
    return new StudyCreated(spec, provenance(in.object("provenance")));
  }

  static Map<String, Object> budget(Budget budget) {
    Map<String, Object> out = new LinkedHashMap<>();
    budget.trials().ifPresent(trials -> out.put("trials", trials));
    out.put("parallelism", budget.parallelism());
    budget.timeout().ifPresent(timeout -> out.put("timeout", pair(timeout)));
    budget.trialTimeout().ifPresent(timeout -> out.put("trial_timeout", pair(timeout)));
    budget.target().ifPresent(target -> out.put("target", target));
    budget.noImprovement().ifPresent(trials -> out.put("no_improvement", trials));
    return out;
  }

  static Budget budget(EventFields in) {
    return new Budget(
        in.findWhole("trials"),
        Math.toIntExact(in.whole("parallelism")),
        in.findDuration("timeout"),
        in.findDuration("trial_timeout"),
        in.findNumber("target"),
        in.findWhole("no_improvement"));
  }

  static Map<String, Object> provenance(Provenance provenance) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("luthier", provenance.luthier());
    out.put("java", provenance.java());
    out.put("backend", provenance.backend());
    return out;
  }

  static Provenance provenance(EventFields in) {
    return new Provenance(in.text("luthier"), in.text("java"), in.text("backend"));
  }

  private static Map<String, Object> objective(ObjectiveSpec objective) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("name", objective.name());
    out.put("direction", EventCodec.lowerCase(objective.direction()));
    return out;
  }

  private static Map<String, Object> named(String name, Map<String, Object> options) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("name", name);
    out.put("options", new TreeMap<>(options));
    return out;
  }

  private static Optional<PrunerSpec> pruner(EventFields in) {
    if (!in.has(PRUNER)) {
      return Optional.empty();
    }
    EventFields pruner = in.object(PRUNER);
    return Optional.of(new PrunerSpec(pruner.text("name"), pruner.map("options")));
  }

  private static Map<String, Object> earlier(EarlierStudy study) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("name", study.name());
    out.put("trials", study.trials().stream().map(SpecCodec::evaluated).toList());
    return out;
  }

  private static Map<String, Object> evaluated(EarlierStudy.Evaluated trial) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("parameters", trial.configuration().asMap());
    OutcomeCodec.write(out, trial.outcome());
    return out;
  }

  private static List<EarlierStudy> warmStart(EventFields in) {
    List<EarlierStudy> studies = new ArrayList<>();
    if (in.has("warm_start")) {
      for (Object item : in.list("warm_start")) {
        EventFields study = new EventFields(in.asMap("warm_start", item));
        studies.add(new EarlierStudy(study.text("name"), evaluated(study)));
      }
    }
    return studies;
  }

  /** Of another space than the study's own, so their values stay as JSON has them. */
  private static List<EarlierStudy.Evaluated> evaluated(EventFields study) {
    List<EarlierStudy.Evaluated> trials = new ArrayList<>();
    for (Object item : study.list("trials")) {
      EventFields trial = new EventFields(study.asMap("trials", item));
      trials.add(
          new EarlierStudy.Evaluated(
              Configuration.of(trial.map("parameters")), OutcomeCodec.read(trial)));
    }
    return trials;
  }

  private static List<Long> pair(Duration duration) {
    return List.of(duration.getSeconds(), (long) duration.getNano());
  }
}
