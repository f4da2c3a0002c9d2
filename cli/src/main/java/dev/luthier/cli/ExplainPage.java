package dev.luthier.cli;

import dev.luthier.cli.terminal.DisplayWidth;
import dev.luthier.cli.view.ShortText;
import dev.luthier.explain.ModelSummary;
import dev.luthier.explain.StudyExplanation;
import dev.luthier.explain.StudyExplanation.Recommendation;
import dev.luthier.explain.TrialExplanation;
import dev.luthier.space.Configuration;
import dev.luthier.store.StudyState;
import dev.luthier.strategy.Prediction;
import dev.luthier.strategy.Rationale;
import dev.luthier.strategy.Rationale.Motive;
import dev.luthier.study.Evaluation;
import dev.luthier.study.Trial;
import dev.luthier.transfer.TrialState;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Explanations in plain words. Numbers are rounded to four digits. */
final class ExplainPage {
  private ExplainPage() {}

  /** What a study believes now. Ends with a line break. */
  static String of(StudyState state, StudyExplanation explanation) {
    StringBuilder page = new StringBuilder();
    page.append("Study ")
        .append(printable(state.spec().name()))
        .append(", strategy ")
        .append(printable(state.spec().strategy().name()))
        .append(": ")
        .append(ShortText.count(state.finishedCount(), "trial"))
        .append(" finished, of ")
        .append(state.trialCount())
        .append(".\n\n");
    if (explanation.models().isEmpty()) {
      page.append("There is no model to look at: the strategy has none of all trials, or too few")
          .append("\ntrials have completed.\n\n");
    }
    explanation.models().forEach(model -> append(page, model));
    append(page, explanation);
    explanation
        .recommended()
        .ifPresentOrElse(
            its -> append(page, state, its),
            () -> page.append("\nNo trial can be recommended: none is complete and feasible.\n"));
    return page.toString();
  }

  /** Why a trial was proposed, and what came of it. Ends with a line break. */
  static String of(TrialExplanation explanation) {
    Trial trial = explanation.trial();
    StringBuilder page = new StringBuilder();
    page.append("Trial ")
        .append(trial.number())
        .append(", ")
        .append(TrialState.of(trial).word())
        .append(":\n");
    append(page, trial.configuration());
    page.append('\n').append(why(explanation)).append('\n');
    if (!explanation.outputs().isEmpty()) {
      page.append('\n');
    }
    explanation.outputs().forEach(output -> append(page, output));
    reason(trial).ifPresent(text -> page.append("\nIt has no value: ").append(text).append('\n'));
    return page.toString();
  }

  private static void append(StringBuilder page, ModelSummary model) {
    page.append("The model of ")
        .append(printable(model.name()))
        .append(", by ")
        .append(ShortText.count(model.observations(), "trial"))
        .append(". It changes within these parts of a\nparameter's range; the shorter, the more")
        .append(" the parameter matters:\n");
    Map<String, String> scales = new LinkedHashMap<>();
    model.lengthScales().forEach((name, scale) -> scales.put(name, ShortText.value(scale)));
    append(page, scales);
    page.append("Noise: values of one configuration differ by ")
        .append(ShortText.value(model.noise()))
        .append(" (standard deviation).\n");
    if (model.leftOut() > 0) {
      page.append("Predicted by the others, ")
          .append(model.within())
          .append(" of ")
          .append(ShortText.count(model.leftOut(), "value"))
          .append(" lie within two deviations (")
          .append(Math.round(100.0 * model.within() / model.leftOut()))
          .append(" %;\na model that knows what it does not know has 95 %).\n");
    }
    if (model.jitter() > 0) {
      page.append("Its covariance needed a jitter of ")
          .append(ShortText.value(model.jitter()))
          .append(" to be definite.\n");
    }
    page.append('\n');
  }

  private static void append(StringBuilder page, StudyExplanation explanation) {
    page.append("Proposals: ")
        .append(count(explanation, Motive.DESIGN))
        .append(" of the design or by chance, ")
        .append(count(explanation, Motive.EXPLORATION))
        .append(" explored, ")
        .append(count(explanation, Motive.EXPLOITATION))
        .append(" exploited");
    if (explanation.unexplained() > 0) {
      page.append("; of ").append(explanation.unexplained()).append(" nobody said why");
    }
    page.append(".\n");
  }

  private static int count(StudyExplanation explanation, Motive motive) {
    return explanation.motives().getOrDefault(motive, 0);
  }

  private static void append(StringBuilder page, StudyState state, Recommendation its) {
    boolean isAlone = state.spec().objectives().size() == 1;
    page.append("\nRecommended is trial ").append(its.trial().number()).append(", ");
    page.append(
        its.isByModel()
            ? "of which the model expects the best value"
            : isAlone
                ? "which has the best value"
                : "which has the best first objective; luthier best has the front");
    page.append(":\n");
    append(page, its.trial().configuration());
    Evaluation evaluation = its.trial().evaluation();
    state
        .spec()
        .objectives()
        .forEach(
            objective -> {
              page.append(printable(objective.name()))
                  .append(" was ")
                  .append(ShortText.value(evaluation.value(objective.name())));
              Optional.ofNullable(its.predictions().get(objective.name()))
                  .ifPresent(p -> page.append("; expected is ").append(text(p)));
              page.append(".\n");
            });
  }

  private static String why(TrialExplanation explanation) {
    if (explanation.isAdded()) {
      return "It was evaluated elsewhere, and nobody said why.";
    }
    return explanation
        .rationale()
        .map(ExplainPage::why)
        .orElse("It was enqueued, or its strategy does not say why it proposed it.");
  }

  private static String why(Rationale rationale) {
    String motive =
        switch (rationale.motive()) {
          case DESIGN ->
              "It was proposed without a model: of the design that comes first, or by chance.";
          case EXPLORATION ->
              "It was proposed to explore: too little was known there, and what was expected was"
                  + "\nno better than what had been found.";
          case EXPLOITATION ->
              "It was proposed to exploit: better was expected there than had been found.";
        };
    return rationale.acquisition().isPresent()
        ? motive
            + "\nIts acquisition value was "
            + ShortText.value(rationale.acquisition().getAsDouble())
            + "."
        : motive;
  }

  private static void append(StringBuilder page, TrialExplanation.Output output) {
    page.append(printable(output.name()));
    output.predicted().ifPresent(p -> page.append(": expected was ").append(text(p)));
    output
        .observed()
        .ifPresent(
            value ->
                page.append(output.predicted().isPresent() ? "; it came to " : ": it came to ")
                    .append(ShortText.value(value)));
    output
        .surprise()
        .ifPresent(
            deviations ->
                page.append(", ")
                    .append(ShortText.value(Math.abs(deviations)))
                    .append(deviations < 0 ? " deviations below" : " deviations above"));
    page.append(".\n");
  }

  private static Optional<String> reason(Trial trial) {
    return switch (trial) {
      case Trial.Pending _, Trial.Running _, Trial.Completed _ -> Optional.empty();
      case Trial.Failed failed -> Optional.of(printable(failed.failure().message()));
      case Trial.Pruned pruned -> Optional.of("pruned, " + printable(pruned.reason()));
      case Trial.Abandoned abandoned -> Optional.of(printable(abandoned.reason()));
    };
  }

  private static void append(StringBuilder page, Configuration configuration) {
    Map<String, String> lines = new LinkedHashMap<>();
    configuration.asMap().forEach((name, value) -> lines.put(name, ShortText.parameter(value)));
    append(page, lines);
  }

  /** Names and what stands behind them, below one another. */
  private static void append(StringBuilder page, Map<String, String> lines) {
    int longest =
        lines.keySet().stream().mapToInt(name -> DisplayWidth.of(printable(name))).max().orElse(0);
    lines.forEach(
        (name, value) ->
            page.append("  ")
                .append(printable(name))
                .append(" ".repeat(longest - DisplayWidth.of(printable(name)) + 2))
                .append(printable(value))
                .append('\n'));
  }

  private static String text(Prediction prediction) {
    return ShortText.value(prediction.mean()) + " ± " + ShortText.value(prediction.deviation());
  }

  private static String printable(String text) {
    return DisplayWidth.printable(text);
  }
}
