package dev.luthier.cli;

import dev.luthier.json.JsonWriter;
import java.util.List;
import java.util.Map;

/** {@code luthier status}: how far a study is, also while another process goes on. */
final class StatusCommand {
  private static final Syntax SYNTAX =
      new Syntax("status", StudyOperand.OPTIONS, List.of(StudyOperand.NAME)).withJson();

  private static final String HELP =
      """
      Usage: luthier status FILE [--json] [--store PATH | --study NAME]

      Prints how far a study is: its trials by state, its best value, its budget, its
      strategy and where it is kept, as YAML. Changes nothing, and works while another
      process runs the study, which it names.

      """
          + StudyOperand.HELP
          + StudyOperand.COMMON_HELP
          + """

          Exit codes: 0 success, 2 wrong usage or wrong input, 5 the store cannot be used;
          see luthier --help.
          """;

  static final Command COMMAND = new Command(SYNTAX, HELP, StatusCommand::run);

  private StatusCommand() {}

  private static int run(Arguments arguments, Surroundings surroundings) {
    Map<String, Object> page = StatusPage.of(StudyOperand.of(arguments).read());
    surroundings
        .out()
        .print(
            arguments.has(Syntax.JSON) ? JsonWriter.write(page) + "\n" : YamlBlock.document(page));
    return ExitCode.SUCCESS;
  }
}
