package dev.luthier.cli;

import dev.luthier.cli.study.KeptStudy;
import dev.luthier.cli.study.StateCounts;
import dev.luthier.json.JsonWriter;
import dev.luthier.study.Trial;
import dev.luthier.transfer.TrialJson;
import dev.luthier.transfer.TrialState;
import java.util.List;
import java.util.Optional;

/** {@code luthier best}: the best trial so far, also while another process goes on. */
final class BestCommand {
  private static final Syntax SYNTAX =
      new Syntax("best", StudyOperand.OPTIONS, List.of(StudyOperand.NAME)).withJson();

  private static final String HELP =
      """
      Usage: luthier best FILE [--json] [--store PATH | --study NAME]

      Prints the feasible trial with the best first objective, as YAML. Changes
      nothing, and works while another process runs the study.

      """
          + StudyOperand.HELP
          + StudyOperand.COMMON_HELP
          + """

          Exit codes: 0 success, 2 wrong usage or wrong input, 4 no trial completed, 5 the
          store cannot be used; see luthier --help.
          """;

  static final Command COMMAND = new Command(SYNTAX, HELP, BestCommand::run);

  private BestCommand() {}

  private static int run(Arguments arguments, Surroundings surroundings) {
    KeptStudy study = StudyOperand.of(arguments).read();
    Optional<Trial.Completed> best = study.state().best();
    if (best.isEmpty()) {
      surroundings.err().println("luthier: " + complaint(study));
      return ExitCode.NO_COMPLETED_TRIAL;
    }
    surroundings
        .out()
        .print(
            arguments.has(Syntax.JSON)
                ? JsonWriter.write(TrialJson.write(best.get())) + "\n"
                : TrialYaml.completed(study.state().spec(), best.get()));
    return ExitCode.SUCCESS;
  }

  private static String complaint(KeptStudy study) {
    StateCounts counts = StateCounts.of(study.state().trials());
    long completed = counts.of(TrialState.COMPLETED);
    return completed == 0
        ? "no trial completed yet, of " + counts.all()
        : "no trial is feasible, of " + completed + " completed";
  }
}
