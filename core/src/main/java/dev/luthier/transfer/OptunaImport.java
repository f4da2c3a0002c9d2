package dev.luthier.transfer;

import dev.luthier.error.InvalidInputException;
import dev.luthier.run.EvaluatedTrial;
import dev.luthier.space.Parameter;
import dev.luthier.space.RealParameter;
import dev.luthier.study.Direction;
import dev.luthier.study.Evaluation;
import dev.luthier.study.Failure;
import dev.luthier.study.Measurement;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.Outcome;
import dev.luthier.study.StudySpec;
import dev.luthier.study.Trial;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Says a study of Optuna's in our words. Confined to one thread. */
final class OptunaImport {
  private static final String WORKER = "optuna";

  /**
   * Optuna's low + k·step is off our decimals by some roundings, never by a millionth of a step.
   */
  private static final double GRID_TOLERANCE = 1e-6;

  private final StudySpec target;

  /** The target's objective at each of the file's positions. */
  private final List<String> objectives;

  private OptunaImport(StudySpec target, List<String> objectives) {
    this.target = target;
    this.objectives = objectives;
  }

  /**
   * The trials that fit.
   *
   * @throws InvalidInputException when the objectives are not the target's
   */
  static Imported read(String format, OptunaStudy study, StudySpec target) {
    OptunaImport reader = new OptunaImport(target, objectives(study, target));
    Intake intake = new Intake(target);
    for (OptunaTrial trial : study.trials()) {
      reader.offer(trial, intake);
    }
    return intake.finish("Optuna " + format + ", study " + study.name());
  }

  /** The position of the wanted name, or 0 for the only one. */
  static int choice(List<String> names, Optional<String> wanted) {
    if (names.isEmpty()) {
      throw new InvalidInputException("study", wanted.orElse("(none)"), "the file has no study");
    }
    if (wanted.isEmpty() && names.size() > 1) {
      throw new InvalidInputException(
          "study", "(not given)", "the file has several; name one of " + names);
    }
    int position = wanted.map(names::indexOf).orElse(0);
    if (position < 0) {
      throw new InvalidInputException(
          "study", wanted.orElse(""), "is not in the file, which has " + names);
    }
    return position;
  }

  private static List<String> objectives(OptunaStudy study, StudySpec target) {
    List<String> names = target.objectives().stream().map(ObjectiveSpec::name).toList();
    if (study.directions().size() != names.size()) {
      throw differs(study.directions(), target);
    }
    List<String> ordered = study.metricNames().isEmpty() ? names : study.metricNames();
    Map<String, Direction> expected = new HashMap<>();
    target.objectives().forEach(o -> expected.put(o.name(), o.direction()));
    if (ordered.size() != names.size() || !expected.keySet().equals(Set.copyOf(ordered))) {
      throw differs(ordered, target);
    }
    for (int i = 0; i < ordered.size(); i++) {
      if (!study
          .directions()
          .get(i)
          .direction()
          .equals(Optional.ofNullable(expected.get(ordered.get(i))))) {
        throw differs(study.directions(), target);
      }
    }
    return ordered;
  }

  private static InvalidInputException differs(Object found, StudySpec target) {
    return new InvalidInputException(
        "objectives",
        found,
        "the study has "
            + target.objectives().stream().map(o -> o.name() + ": " + o.direction()).toList());
  }

  private void offer(OptunaTrial trial, Intake intake) {
    String label = Intake.label(trial.number());
    switch (trial.state()) {
      case RUNNING -> intake.skip(label, "is still running");
      case WAITING -> intake.skip(label, "is still waiting");
      case COMPLETE ->
          intake.offer(label, evaluated(trial, new Outcome.Completed(evaluation(trial))));
      case PRUNED -> intake.offer(label, evaluated(trial, new Outcome.Pruned("pruned in Optuna")));
      case FAIL ->
          intake.offer(
              label,
              evaluated(
                  trial, new Outcome.Failed(new Failure(Failure.Kind.TOLD, "failed in Optuna"))));
    }
  }

  private EvaluatedTrial evaluated(OptunaTrial trial, Outcome outcome) {
    Map<String, Object> parameters = new HashMap<>();
    trial.parameters().forEach((name, value) -> parameters.put(name, onGrid(name, value)));
    List<Measurement> measurements = new ArrayList<>();
    String first = target.firstObjective().name();
    trial.steps().forEach((step, value) -> measurements.add(Measurement.of(step, first, value)));
    Trial.Timing timing = Times.timing(WORKER, trial.start(), trial.end());
    return new EvaluatedTrial(parameters, measurements, timing, outcome);
  }

  /** Optuna computes 0.1 + 2 · 0.1 in floating point; a stepped parameter here has 0.3. */
  private Object onGrid(String name, Object value) {
    Optional<Parameter<?>> parameter = target.space().find(name);
    if (parameter.isPresent()
        && parameter.get() instanceof RealParameter real
        && real.step().isPresent()
        && value instanceof Double number
        && Double.isFinite(number)) {
      double nearest = real.decode(real.encode(number));
      boolean same = Math.abs(nearest - number) <= GRID_TOLERANCE * real.step().getAsDouble();
      return same ? nearest : number;
    }
    return value;
  }

  private Evaluation evaluation(OptunaTrial trial) {
    Map<String, Double> values = new HashMap<>();
    trial
        .values()
        .forEach(
            (position, value) ->
                values.put(
                    position < objectives.size()
                        ? objectives.get(position.intValue())
                        : "objective " + position,
                    value));
    return new Evaluation(
        values,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        trial.constraints().named(target.constraints()));
  }
}
