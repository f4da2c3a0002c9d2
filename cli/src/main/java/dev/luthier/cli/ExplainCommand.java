package dev.luthier.cli;

import dev.luthier.cli.study.KeptStudy;
import dev.luthier.error.InvalidInputException;
import dev.luthier.explain.ExplanationJson;
import dev.luthier.explain.StudyExplanation;
import dev.luthier.explain.TrialExplanation;
import dev.luthier.json.JsonWriter;
import java.util.List;
import java.util.Map;

/**
 * {@code luthier explain}: what a study believes, or why a trial was proposed; also while another
 * process goes on.
 */
final class ExplainCommand {
  private static final String TRIAL = "TRIAL";

  private static final Syntax SYNTAX =
      new Syntax("explain", StudyOperand.OPTIONS, List.of(StudyOperand.NAME))
          .withRest(TRIAL)
          .withJson();

  private static final String HELP =
      """
      Usage: luthier explain FILE [TRIAL] [--json] [--store PATH | --study NAME]

      Prints in words what the strategy has learnt: which parameters matter, how noisy
      the values are, how well its model predicts them, how many trials explored or
      exploited, and which trial it recommends. With TRIAL it prints why that
      configuration was proposed, what was predicted and what came. Changes nothing,
      and works while another process runs the study.

      """
          + StudyOperand.HELP
          + StudyOperand.COMMON_HELP
          + """

          Exit codes: 0 success, 2 wrong usage, wrong input or no such trial, 5 the store
          cannot be used; see luthier --help.
          """;

  static final Command COMMAND = new Command(SYNTAX, HELP, ExplainCommand::run);

  private ExplainCommand() {}

  private static int run(Arguments arguments, Surroundings surroundings) {
    if (arguments.rest().size() > 1) {
      throw arguments.wrong("there is a word too many: " + arguments.rest().get(1));
    }
    KeptStudy study = StudyOperand.of(arguments).read();
    boolean isJson = arguments.has(Syntax.JSON);
    String page;
    if (arguments.rest().isEmpty()) {
      StudyExplanation explanation = StudyExplanation.of(study.state());
      page =
          isJson
              ? json(ExplanationJson.write(explanation))
              : ExplainPage.of(study.state(), explanation);
    } else {
      TrialExplanation explanation = trial(study, number(arguments.rest().getFirst()));
      page = isJson ? json(ExplanationJson.write(explanation)) : ExplainPage.of(explanation);
    }
    surroundings.out().print(page);
    return ExitCode.SUCCESS;
  }

  private static long number(String word) {
    try {
      return Long.parseLong(word);
    } catch (NumberFormatException e) {
      throw new InvalidInputException(TRIAL, word, "must be a whole number");
    }
  }

  private static TrialExplanation trial(KeptStudy study, long number) {
    return TrialExplanation.of(study.state(), number)
        .orElseThrow(
            () ->
                new InvalidInputException(
                    TRIAL,
                    number,
                    "there is no such trial; the study has " + study.state().trialCount()));
  }

  private static String json(Map<String, Object> explanation) {
    return JsonWriter.write(explanation) + "\n";
  }
}
