package dev.luthier.transfer;

import dev.luthier.json.JsonFields;
import dev.luthier.json.JsonReader;
import dev.luthier.space.CategoricalParameter;
import dev.luthier.space.Condition;
import dev.luthier.space.IntegerParameter;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.space.SpaceBuilder;
import dev.luthier.study.Budget;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.StrategySpec;
import dev.luthier.study.StudySpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The files that {@code make_optuna_fixtures.py} wrote, and what it says about them. */
enum OptunaFixture {
  SQLITE_3("optuna-3.1.db"),
  JOURNAL_3("optuna-3.1.journal"),
  SQLITE_5("optuna-5.0.db"),
  JOURNAL_5("optuna-5.0.journal");

  private static final Path FOLDER = Path.of("src/test/resources/dev/luthier/transfer");

  private final String file;

  OptunaFixture(String file) {
    this.file = file;
  }

  /** A trial as Optuna describes it. */
  record Expected(
      long number,
      OptunaState state,
      Map<String, Object> parameters,
      List<Double> values,
      Map<Long, Double> steps,
      List<Double> constraints,
      Instant start,
      Instant end) {
    double real(String name) {
      return JsonFields.number(name, parameters.getOrDefault(name, "(missing)"));
    }
  }

  Path path() {
    return FOLDER.resolve(file);
  }

  String format() {
    return file.endsWith(".db") ? "SQLite" : "journal";
  }

  boolean hasMetricNames() {
    return file.contains("5.0");
  }

  Imported read(StudySpec target, String study) {
    return ImportFile.read(path(), target, Optional.of(study));
  }

  List<Expected> expected(String study) throws IOException {
    String text = Files.readString(FOLDER.resolve(file + ".json"));
    JsonFields studies = new JsonFields("", JsonReader.readObject(text));
    List<Expected> trials = new ArrayList<>();
    for (Object item : studies.requireObject(study).requireList("trials")) {
      JsonFields trial = JsonFields.of("trial", item);
      Map<Long, Double> steps = new TreeMap<>();
      trial
          .requireObject("steps")
          .takeNumbers()
          .forEach((step, value) -> steps.put(Long.valueOf(step), value));
      trials.add(
          new Expected(
              trial.requireLong("number"),
              OptunaState.valueOf(trial.requireString("state")),
              trial.requireObject("params").takeAll(),
              numbers(trial, "values"),
              steps,
              numbers(trial, "constraints"),
              time(trial, "start"),
              time(trial, "end")));
    }
    return trials;
  }

  /** Optuna 3 wrote local times: those of wherever the file is read. Optuna 5 wrote instants. */
  private Instant time(JsonFields trial, String name) {
    Optional<Object> local = trial.find(name);
    if (!hasMetricNames()) {
      return local
          .map(
              text -> LocalDateTime.parse((String) text).atZone(ZoneId.systemDefault()).toInstant())
          .orElse(Instant.EPOCH);
    }
    return trial
        .find(name + "_epoch")
        .map(seconds -> Math.round((double) seconds * 1e6))
        .map(micros -> Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1_000))
        .orElse(Instant.EPOCH);
  }

  private static List<Double> numbers(JsonFields trial, String name) {
    return trial.requireList(name).stream().map(v -> JsonFields.number(name, v)).toList();
  }

  @Override
  public String toString() {
    return file;
  }

  /** The study that fits the one called "conditional". */
  static StudySpec conditional() {
    SpaceBuilder space = SearchSpace.builder();
    var optimizer =
        space.add(CategoricalParameter.of("optimizer", "sgd", "adam", "näïve, \"quoted\""));
    space.add(RealParameter.linear("x", -1, 2));
    space.add(RealParameter.log("rate", 1e-5, 0.1));
    space.add(RealParameter.linear("dropout", 0, 0.5).step(0.05));
    space.add(RealParameter.linear("third", 0.1, 0.7).step(0.1));
    space.add(IntegerParameter.log("width", 16, 512));
    space.add(IntegerParameter.linear("layers", 1, 9).step(2));
    space.add(CategoricalParameter.of("mixed", "1", 1L, 2.5, false));
    space.add(RealParameter.linear("sgd.momentum", 0, 0.99), Condition.when(optimizer, "sgd"));
    return spec(space.build(), ObjectiveSpec.maximize("value"));
  }

  static StudySpec spec(SearchSpace space, ObjectiveSpec... objectives) {
    return new StudySpec(
        "target",
        space,
        List.of(objectives),
        List.of(),
        StrategySpec.named("random"),
        0,
        Budget.UNLIMITED);
  }
}
