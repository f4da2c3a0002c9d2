package dev.luthier.transfer;

import dev.luthier.error.InvalidInputException;
import dev.luthier.json.JsonFields;
import dev.luthier.json.JsonNull;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Replays the operations of Optuna's journal, one JSON object a line ({@code
 * optuna/storages/journal/_storage.py}). Operations that came too late, because another process was
 * faster, stand in the journal too; as in Optuna they change nothing. Confined to one thread.
 */
final class OptunaJournal {
  /** One more than the last operation there is. */
  private static final int UNKNOWN = 11;

  private final ZoneId zone = ZoneId.systemDefault();
  private final Map<Long, StudyInProgress> studies = new LinkedHashMap<>();

  /** A trial's id is its position, over all studies. */
  private final List<TrialInProgress> trials = new ArrayList<>();

  /** By their JSON: one text a parameter, most often, and thousands of trials. */
  private final Map<String, OptunaDistribution> distributions = new HashMap<>();

  private long nextStudy;

  private record StudyInProgress(
      String name,
      List<OptunaDirection> directions,
      List<String> metricNames,
      List<OptunaTrial> trials,
      Map<String, Owned> firstDistributions) {}

  /** The distribution of a parameter in the trial with the smallest number that has it. */
  private record Owned(long trial, OptunaDistribution distribution) {}

  private record TrialInProgress(StudyInProgress study, OptunaTrial trial) {}

  /**
   * Applies one operation.
   *
   * @throws InvalidInputException naming what is missing or wrong
   */
  void apply(JsonFields operation) {
    long code = operation.requireLong("op_code");
    switch (Math.clamp(code, -1, UNKNOWN)) {
      case 0 -> createStudy(operation);
      case 1 -> studies.remove(operation.requireLong("study_id"));
      case 3 -> setStudyAttribute(operation);
      case 4 -> createTrial(operation);
      case 5 -> openTrial(operation).ifPresent(trial -> setParameter(trial, operation));
      case 6 -> openTrial(operation).ifPresent(trial -> setState(trial.trial(), operation));
      case 7 -> openTrial(operation).ifPresent(trial -> setStep(trial.trial(), operation));
      case 9 -> openTrial(operation).ifPresent(trial -> setAttribute(trial.trial(), operation));
      case 2, 8, 10 -> {
        // Users' notes, and an operation that Optuna itself passes over.
      }
      default ->
          throw new InvalidInputException(
              "op_code", code, "is no operation that this Luthier knows");
    }
  }

  /** The study of that name, or the only one. */
  OptunaStudy study(Optional<String> wanted) {
    List<StudyInProgress> all = List.copyOf(studies.values());
    List<String> names = all.stream().map(StudyInProgress::name).toList();
    StudyInProgress study = all.get(OptunaImport.choice(names, wanted));
    return new OptunaStudy(study.name(), study.directions(), study.metricNames(), study.trials());
  }

  private void createStudy(JsonFields operation) {
    String name = operation.requireString("study_name");
    if (studies.values().stream().anyMatch(study -> study.name().equals(name))) {
      return;
    }
    List<OptunaDirection> directions = new ArrayList<>();
    for (Object direction : operation.requireList("directions")) {
      directions.add(
          OptunaDirection.ofNumber("directions", JsonFields.integer("directions", direction)));
    }
    studies.put(
        nextStudy,
        new StudyInProgress(
            name, directions, new ArrayList<>(), new ArrayList<>(), new HashMap<>()));
    nextStudy++;
  }

  private void setStudyAttribute(JsonFields operation) {
    Optional<StudyInProgress> study = findStudy(operation);
    Optional<Object> names = operation.requireObject("system_attr").find(OptunaStudy.METRIC_NAMES);
    if (study.isPresent() && names.isPresent()) {
      study.get().metricNames().clear();
      study
          .get()
          .metricNames()
          .addAll(OptunaStudy.metricNames("system_attr." + OptunaStudy.METRIC_NAMES, names.get()));
    }
  }

  private void createTrial(JsonFields operation) {
    Optional<StudyInProgress> found = findStudy(operation);
    if (found.isEmpty()) {
      return;
    }
    StudyInProgress study = found.get();
    OptunaState state =
        operation
            .find("state")
            .map(value -> OptunaState.ofNumber("state", JsonFields.integer("state", value)))
            .orElse(OptunaState.RUNNING);
    OptunaTrial trial = new OptunaTrial(study.trials().size(), state);
    time(operation, "datetime_start").ifPresent(trial::startAt);
    time(operation, "datetime_complete").ifPresent(trial::endAt);
    setValues(trial, operation);
    copyParameters(study, trial, operation);
    operation
        .findObject("intermediate_values")
        .ifPresent(
            steps ->
                steps.takeNumbers().forEach((step, value) -> trial.steps().put(step(step), value)));
    operation
        .findObject("system_attrs")
        .ifPresent(attributes -> takeConstraints(trial, attributes));
    study.trials().add(trial);
    trials.add(new TrialInProgress(study, trial));
  }

  /** Of a trial that was added as a whole; its parameters are not compared with other trials'. */
  private void copyParameters(StudyInProgress study, OptunaTrial trial, JsonFields operation) {
    Optional<JsonFields> written = operation.findObject("params");
    if (written.isEmpty()) {
      return;
    }
    JsonFields kinds = operation.requireObject("distributions");
    written
        .get()
        .takeNumbers()
        .forEach(
            (name, stored) -> {
              OptunaDistribution distribution = distribution(kinds, name);
              trial.parameters().put(name, distribution.value("params." + name, stored));
              own(study, trial, name, distribution);
            });
  }

  private void setParameter(TrialInProgress target, JsonFields operation) {
    String name = operation.requireString("param_name");
    OptunaDistribution distribution = distribution(operation, "distribution");
    double stored = operation.requireNumber("param_value_internal");
    Owned first = target.study().firstDistributions().get(name);
    if (first != null && !first.distribution().equals(distribution)) {
      return; // Optuna told the program that wrote this that it may not.
    }
    target.trial().parameters().put(name, distribution.value("param_value_internal", stored));
    own(target.study(), target.trial(), name, distribution);
  }

  private OptunaDistribution distribution(JsonFields fields, String name) {
    return distributions.computeIfAbsent(
        fields.requireString(name), json -> OptunaDistribution.of(fields.path(name), json));
  }

  private static void own(
      StudyInProgress study, OptunaTrial trial, String name, OptunaDistribution distribution) {
    study
        .firstDistributions()
        .merge(
            name,
            new Owned(trial.number(), distribution),
            (first, other) -> other.trial() < first.trial() ? other : first);
  }

  private void setState(OptunaTrial trial, JsonFields operation) {
    OptunaState state = OptunaState.ofNumber("state", operation.requireLong("state"));
    if (state == OptunaState.RUNNING && trial.state() == OptunaState.RUNNING) {
      return;
    }
    if (state == OptunaState.RUNNING) {
      time(operation, "datetime_start").ifPresent(trial::startAt);
    }
    if (state.isFinished()) {
      time(operation, "datetime_complete").ifPresent(trial::endAt);
    }
    setValues(trial, operation);
    trial.enter(state);
  }

  /** Several in {@code values}; one, when a trial is added as a whole, in {@code value}. */
  private static void setValues(OptunaTrial trial, JsonFields operation) {
    Optional<Object> several = operation.find("values");
    Optional<Object> one = operation.find("value");
    if (several.isPresent()) {
      trial.values().clear();
      for (Object value : JsonFields.list("values", several.get())) {
        trial.values().put((long) trial.values().size(), JsonFields.number("values", value));
      }
    } else {
      one.ifPresent(value -> trial.values().put(0L, JsonFields.number("value", value)));
    }
  }

  private static void setStep(OptunaTrial trial, JsonFields operation) {
    trial.steps().put(operation.requireLong("step"), operation.requireNumber("intermediate_value"));
  }

  private static void setAttribute(OptunaTrial trial, JsonFields operation) {
    takeConstraints(trial, operation.requireObject("system_attr"));
  }

  private static void takeConstraints(OptunaTrial trial, JsonFields attributes) {
    attributes
        .takeAll()
        .forEach((key, value) -> trial.constraints().take(attributes.path(key), key, value));
  }

  private Optional<StudyInProgress> findStudy(JsonFields operation) {
    return Optional.ofNullable(studies.get(operation.requireLong("study_id")));
  }

  /** The trial if it is there and not finished. */
  private Optional<TrialInProgress> openTrial(JsonFields operation) {
    long id = operation.requireLong("trial_id");
    if (id < 0 || id >= trials.size() || trials.get((int) id).trial().state().isFinished()) {
      return Optional.empty();
    }
    return Optional.of(trials.get((int) id));
  }

  private Optional<Instant> time(JsonFields operation, String name) {
    return operation
        .find(name)
        .filter(value -> value != JsonNull.NULL)
        .map(value -> OptunaTimes.instant(name, JsonFields.string(name, value), zone));
  }

  private static long step(String text) {
    return Numbers.find(text)
        .filter(number -> number instanceof Long)
        .map(Number::longValue)
        .orElseThrow(
            () -> new InvalidInputException("intermediate_values", text, "must be an integer"));
  }
}
