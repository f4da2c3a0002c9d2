package dev.luthier.cli;

import dev.luthier.cli.study.StudyPlace;
import dev.luthier.error.InvalidInputException;
import dev.luthier.json.JsonWriter;
import dev.luthier.run.Ask;
import dev.luthier.run.Asked;
import dev.luthier.run.StopReason;
import dev.luthier.run.Study;
import dev.luthier.study.TrialContext;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code luthier ask}: hands out trials that somebody else evaluates and tells. */
final class AskCommand {
  private static final String COUNT = "--count";

  /** More than anybody evaluates at once; a slip of a key must not fill a store. */
  private static final int MOST = 10_000;

  private static final Syntax SYNTAX =
      new Syntax("ask", StudyOperand.OPTIONS, List.of(StudyOperand.NAME)).with(COUNT).withJson();

  private static final String HELP =
      """
      Usage: luthier ask FILE [--count N] [--json] [--store PATH | --study NAME]

      Prints trials to evaluate, and keeps them for you until luthier tell says how
      they ended. Begins the study of a study file if it is not there yet.

      """
          + StudyOperand.HELP
          + """
                --count N      most trials, 1 if left out; fewer near the end of the study
          """
          + StudyOperand.COMMON_HELP
          + """

          With --json a trial is {"trial":3,"parameters":{…}}.

          Exit codes: 0 success, 2 wrong usage or wrong input, 5 the store cannot be used,
          6 the study is done and there is nothing left to ask; see luthier --help.
          """;

  static final Command COMMAND = new Command(SYNTAX, HELP, AskCommand::run);

  private AskCommand() {}

  private static int run(Arguments arguments, Surroundings surroundings) {
    int count = arguments.findInt(COUNT).orElse(1);
    if (count < 1 || count > MOST) {
      throw new InvalidInputException(COUNT, count, "must lie in [1, " + MOST + "]");
    }
    StudyPlace place = StudyOperand.of(arguments);
    Asked asked;
    try (Study study = place.openOrCreate(surroundings.clock().withZone(ZoneOffset.UTC))) {
      asked = study.askForClient(Ask.of(count));
    }
    if (asked.trials().isEmpty()) {
      String reason = asked.done().map(StopReason::sentence).orElse("nothing left to ask");
      surroundings.err().println("done: " + reason);
      return ExitCode.DONE;
    }
    surroundings.out().print(arguments.has(Syntax.JSON) ? json(asked) : yaml(asked));
    return ExitCode.SUCCESS;
  }

  private static String yaml(Asked asked) {
    List<String> documents = new ArrayList<>();
    for (TrialContext trial : asked.trials()) {
      documents.add(TrialYaml.asked(trial.number(), trial.configuration()));
    }
    return String.join("---\n", documents);
  }

  private static String json(Asked asked) {
    StringBuilder lines = new StringBuilder();
    for (TrialContext trial : asked.trials()) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("trial", trial.number());
      json.put("parameters", trial.configuration().asMap());
      JsonWriter.write(lines, json);
      lines.append('\n');
    }
    return lines.toString();
  }
}
