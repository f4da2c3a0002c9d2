package dev.luthier.cli;

import dev.luthier.cli.study.KeptStudy;
import dev.luthier.cli.study.TrialTable;
import dev.luthier.json.JsonWriter;
import dev.luthier.study.Trial;
import dev.luthier.transfer.TrialJson;
import dev.luthier.transfer.TrialState;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Optional;

/** {@code luthier trials}: all trials, also while another process goes on. */
final class TrialsCommand {
  private static final String STATE = "--state";

  private static final Syntax SYNTAX =
      new Syntax("trials", StudyOperand.OPTIONS, List.of(StudyOperand.NAME)).with(STATE).withJson();

  private static final String HELP =
      """
      Usage: luthier trials FILE [--state STATE] [--json]
                            [--store PATH | --study NAME]

      Prints all trials in order of number: a table in which numbers are rounded to
      four digits, or exactly with --json. Changes nothing, and works while another
      process runs the study.

      """
          + StudyOperand.HELP
          + """
                --state STATE  those alone that are pending, running, completed, failed,
                               pruned or abandoned
          """
          + StudyOperand.COMMON_HELP
          + """

          Exit codes: 0 success, 2 wrong usage or wrong input, 5 the store cannot be used;
          see luthier --help.
          """;

  static final Command COMMAND = new Command(SYNTAX, HELP, TrialsCommand::run);

  private TrialsCommand() {}

  private static int run(Arguments arguments, Surroundings surroundings) {
    Optional<TrialState> wanted =
        arguments.find(STATE).map(word -> TrialState.require(STATE, word));
    KeptStudy study = StudyOperand.of(arguments).read();
    List<Trial> trials =
        study.state().trials().stream()
            .filter(trial -> wanted.isEmpty() || TrialState.of(trial) == wanted.get())
            .toList();
    StandardOutput.write(
        surroundings.out(),
        arguments.has(Syntax.JSON)
            ? out -> writeJson(out, trials)
            : out -> writeTable(out, new TrialTable(study.state()), trials));
    return ExitCode.SUCCESS;
  }

  private static void writeJson(Writer out, List<Trial> trials) throws IOException {
    for (Trial trial : trials) {
      out.append(JsonWriter.write(TrialJson.write(trial))).append('\n');
    }
  }

  private static void writeTable(Writer out, TrialTable table, List<Trial> trials)
      throws IOException {
    out.append(table.heading()).append('\n');
    for (Trial trial : trials) {
      out.append(table.row(trial)).append('\n');
    }
  }
}
