package dev.luthier.run;

import dev.luthier.error.InvalidInputException;
import dev.luthier.space.Configuration;
import dev.luthier.study.Evaluation;
import dev.luthier.study.Failure;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.Outcome;
import dev.luthier.study.StudySpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Judges whether an evaluation is what the study asked for: the right names, and numbers. */
final class Verdict {
  private Verdict() {}

  /** Completed, or failed with the reason. */
  static Outcome on(@Nullable Evaluation evaluation, StudySpec spec) {
    if (evaluation == null) {
      return new Outcome.Failed(
          new Failure(Failure.Kind.WRONG_RESULT, "the objective returned null"));
    }
    return wrongNames(evaluation, spec)
        .or(() -> wrongStatistics(evaluation))
        .or(() -> notANumber(evaluation, spec))
        .<Outcome>map(Outcome.Failed::new)
        .orElseGet(() -> new Outcome.Completed(evaluation));
  }

  /**
   * What is told about a trial, with a completed one's values judged.
   *
   * @throws InvalidInputException when a value is missing, or a name unknown
   */
  static Outcome judged(Outcome outcome, StudySpec spec) {
    if (!(outcome instanceof Outcome.Completed(Evaluation evaluation))) {
      return outcome;
    }
    wrongNames(evaluation, spec)
        .ifPresent(
            failure -> {
              throw new InvalidInputException("values", evaluation.values(), failure.message());
            });
    return on(evaluation, spec);
  }

  /**
   * The configuration of a trial from elsewhere.
   *
   * @throws InvalidInputException unless that and its values fit the study
   */
  static Configuration checked(EvaluatedTrial trial, String field, StudySpec spec) {
    try {
      if (judged(trial.outcome(), spec) instanceof Outcome.Failed(Failure failure)
          && trial.outcome() instanceof Outcome.Completed(Evaluation evaluation)) {
        throw new InvalidInputException("values", evaluation.values(), failure.message());
      }
      return configuration(trial.parameters(), spec);
    } catch (InvalidInputException e) {
      throw e.within(field);
    }
  }

  private static Configuration configuration(Map<String, ?> parameters, StudySpec spec) {
    try {
      return spec.space().configuration(parameters);
    } catch (InvalidInputException e) {
      throw e.within("parameters");
    }
  }

  /** Missing and unknown names are the caller's mistake, when there is a caller to tell. */
  static Optional<Failure> wrongNames(Evaluation evaluation, StudySpec spec) {
    // The common case first, without garbage: this stands in every tell.
    boolean complete =
        evaluation.values().size() == spec.objectives().size()
            && evaluation.constraints().size() == spec.constraints().size();
    for (ObjectiveSpec objective : spec.objectives()) {
      complete &= evaluation.values().containsKey(objective.name());
    }
    complete &= evaluation.constraints().keySet().containsAll(spec.constraints());
    if (complete) {
      return Optional.empty();
    }
    List<String> objectives = spec.objectives().stream().map(ObjectiveSpec::name).toList();
    return wrongNames("objective", evaluation.values(), objectives)
        .or(() -> wrongNames("constraint", evaluation.constraints(), spec.constraints()));
  }

  private static Optional<Failure> wrongNames(
      String what, Map<String, Double> values, List<String> expected) {
    for (String name : expected) {
      if (!values.containsKey(name)) {
        return failure(
            Failure.Kind.WRONG_RESULT,
            "no value for " + what + " " + name + "; got " + values.keySet());
      }
    }
    Set<String> unknown = new TreeSet<>(values.keySet());
    expected.forEach(unknown::remove);
    return unknown.isEmpty()
        ? Optional.empty()
        : failure(
            Failure.Kind.WRONG_RESULT,
            "unknown " + what + " " + String.join(", ", unknown) + "; expected " + expected);
  }

  private static Optional<Failure> wrongStatistics(Evaluation evaluation) {
    if (evaluation.standardError().isPresent()
        && !(evaluation.standardError().getAsDouble() >= 0)) {
      return failure(
          Failure.Kind.WRONG_RESULT,
          "stderr = " + evaluation.standardError().getAsDouble() + ": must not be negative");
    }
    if (evaluation.cost().isPresent() && !(evaluation.cost().getAsDouble() >= 0)) {
      return failure(
          Failure.Kind.WRONG_RESULT,
          "cost = " + evaluation.cost().getAsDouble() + ": must not be negative");
    }
    return Optional.empty();
  }

  /** In the study's order: a map's own differs from one process to the next. */
  private static Optional<Failure> notANumber(Evaluation evaluation, StudySpec spec) {
    List<String> objectives = spec.objectives().stream().map(ObjectiveSpec::name).toList();
    return notANumber(evaluation.values(), objectives)
        .or(() -> notANumber(evaluation.constraints(), spec.constraints()));
  }

  private static Optional<Failure> notANumber(Map<String, Double> values, List<String> names) {
    for (String name : names) {
      if (values.getOrDefault(name, 0.0).isNaN()) {
        return failure(Failure.Kind.NOT_A_NUMBER, name + " is NaN");
      }
    }
    return Optional.empty();
  }

  private static Optional<Failure> failure(Failure.Kind kind, String message) {
    return Optional.of(new Failure(kind, message));
  }
}
