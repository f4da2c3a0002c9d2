package dev.luthier.transfer;

import dev.luthier.error.InvalidInputException;
import dev.luthier.run.EvaluatedTrial;
import dev.luthier.space.Configuration;
import dev.luthier.study.Evaluation;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.Outcome;
import dev.luthier.study.StudySpec;
import dev.luthier.study.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where all formats come together: takes the trials of a file one by one and keeps those that fit
 * the study. Confined to one thread.
 */
final class Intake {
  private final StudySpec target;
  private final List<EvaluatedTrial> trials = new ArrayList<>();
  private final List<Skipped> skipped = new ArrayList<>();

  Intake(StudySpec target) {
    this.target = target;
  }

  static String label(long number) {
    return "trial " + number;
  }

  /** Takes a trial of one of our exports; one that is not finished is skipped. */
  void offer(Trial trial) {
    switch (trial) {
      case Trial.Pending _ -> skip(label(trial.number()), "is still pending");
      case Trial.Running _ -> skip(label(trial.number()), "is still running");
      case Trial.Finished finished ->
          offer(
              label(trial.number()),
              new EvaluatedTrial(
                  finished.configuration().asMap(),
                  finished.measurements(),
                  finished.timing(),
                  outcome(finished)));
    }
  }

  void offer(String label, EvaluatedTrial trial) {
    Configuration configuration;
    try {
      configuration = target.space().configuration(trial.parameters());
    } catch (InvalidInputException e) {
      skip(label, e.getMessage());
      return;
    }
    Optional<String> misfit = misfit(trial.outcome());
    if (misfit.isPresent()) {
      skip(label, misfit.get());
      return;
    }
    trials.add(
        new EvaluatedTrial(
            configuration.asMap(), trial.measurements(), trial.timing(), trial.outcome()));
  }

  void skip(String label, String reason) {
    skipped.add(new Skipped(label, reason));
  }

  Imported finish(String source) {
    return new Imported(source, trials, skipped);
  }

  private static Outcome outcome(Trial.Finished trial) {
    return switch (trial) {
      case Trial.Completed completed -> new Outcome.Completed(completed.evaluation());
      case Trial.Pruned pruned -> new Outcome.Pruned(pruned.reason());
      case Trial.Failed failed -> new Outcome.Failed(failed.failure());
      case Trial.Abandoned abandoned -> new Outcome.Abandoned(abandoned.reason());
    };
  }

  /** Why a study would refuse the outcome. */
  private Optional<String> misfit(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Completed(Evaluation evaluation) ->
          misfit(
                  "values",
                  evaluation.values(),
                  target.objectives().stream().map(ObjectiveSpec::name).toList())
              .or(() -> misfit("constraints", evaluation.constraints(), target.constraints()))
              .or(() -> negative("stderr", evaluation.standardError()))
              .or(() -> negative("cost", evaluation.cost()));
      case Outcome.Pruned _, Outcome.Failed _, Outcome.Abandoned _ -> Optional.empty();
    };
  }

  private static Optional<String> misfit(
      String what, Map<String, Double> values, List<String> expected) {
    Set<String> names = new TreeSet<>(values.keySet());
    if (!names.equals(new TreeSet<>(expected))) {
      return Optional.of(what + " = " + names + ": the study has " + expected);
    }
    // In the study's order, so that the same file gives the same words every time.
    return expected.stream()
        .filter(name -> values.getOrDefault(name, Double.NaN).isNaN())
        .map(name -> what + "." + name + " = NaN: must be a number")
        .findFirst();
  }

  private static Optional<String> negative(String what, OptionalDouble value) {
    return value.isPresent() && !(value.getAsDouble() >= 0)
        ? Optional.of(what + " = " + value.getAsDouble() + ": must not be negative")
        : Optional.empty();
  }
}
