package dev.luthier.cli;

import dev.luthier.cli.study.KeptStudy;
import dev.luthier.cli.study.StateCounts;
import dev.luthier.json.JsonWriter;
import dev.luthier.study.StudySpec;
import dev.luthier.study.Trial;
import dev.luthier.transfer.TrialJson;
import dev.luthier.transfer.TrialState;
import java.util.List;

/**
 * {@code luthier best}: the best trial so far, or the front of several objectives; also while
 * another process goes on.
 */
final class BestCommand {
  private static final Syntax SYNTAX =
      new Syntax("best", StudyOperand.OPTIONS, List.of(StudyOperand.NAME)).withJson();

  private static final String HELP =
      """
      Usage: luthier best FILE [--json] [--store PATH | --study NAME]

      Prints the best feasible trial, as YAML. With several objectives it prints a
      list: the feasible trials that no other dominates (the Pareto front), the one
      with the best first objective first. Changes nothing, and works while another
      process runs the study.

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
    List<Trial.Completed> front = study.state().front();
    if (front.isEmpty()) {
      surroundings.err().println("luthier: " + complaint(study));
      return ExitCode.NO_COMPLETED_TRIAL;
    }
    surroundings
        .out()
        .print(
            arguments.has(Syntax.JSON)
                ? json(study.state().spec(), front)
                : yaml(study.state().spec(), front));
    return ExitCode.SUCCESS;
  }

  private static String yaml(StudySpec spec, List<Trial.Completed> front) {
    return isList(spec)
        ? TrialYaml.completed(spec, front)
        : TrialYaml.completed(spec, front.getFirst());
  }

  private static String json(StudySpec spec, List<Trial.Completed> front) {
    Object json =
        isList(spec)
            ? front.stream().map(TrialJson::write).toList()
            : TrialJson.write(front.getFirst());
    return JsonWriter.write(json) + "\n";
  }

  /** By the study, not by the front's size: who reads it must know what comes. */
  private static boolean isList(StudySpec spec) {
    return spec.objectives().size() > 1;
  }

  private static String complaint(KeptStudy study) {
    StateCounts counts = StateCounts.of(study.state().trials());
    long completed = counts.of(TrialState.COMPLETED);
    return completed == 0
        ? "no trial completed yet, of " + counts.all()
        : "no trial is feasible, of " + completed + " completed";
  }
}
