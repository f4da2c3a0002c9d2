package dev.luthier.cli;

import dev.luthier.cli.study.NewTrials;
import dev.luthier.cli.study.StudyPlace;
import dev.luthier.cli.terminal.DisplayWidth;
import dev.luthier.cli.view.ShortText;
import dev.luthier.json.JsonWriter;
import dev.luthier.run.EvaluatedTrial;
import dev.luthier.run.Study;
import dev.luthier.study.StudySpec;
import dev.luthier.transfer.ImportFile;
import dev.luthier.transfer.Imported;
import dev.luthier.transfer.Skipped;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code luthier import}: takes in trials that were evaluated elsewhere. */
final class ImportCommand {
  private static final String FROM_STUDY = "--from-study";

  private static final Syntax SYNTAX =
      new Syntax("import", StudyOperand.OPTIONS, List.of(StudyOperand.NAME, "FROM"))
          .with(FROM_STUDY)
          .withJson();

  private static final String HELP =
      """
      Usage: luthier import FILE FROM [--from-study NAME] [--json]
                            [--store PATH | --study NAME]

      Takes in trials that were evaluated elsewhere, for the strategy to learn from;
      they use up no budget. FROM is what luthier export wrote, or Optuna's SQLite or
      journal file; docs/trials.md describes them. Begins the study of a study file if
      it is not there yet. Trials that do not fit are skipped, and standard error says
      why; those that the study has already are not taken in twice.

      """
          + StudyOperand.HELP
          + """
                --from-study NAME
                               which study of FROM, where it has several
          """
          + StudyOperand.COMMON_HELP
          + """

          Exit codes: 0 success, 2 wrong usage or wrong input, 5 the store cannot be used;
          see luthier --help.
          """;

  static final Command COMMAND = new Command(SYNTAX, HELP, ImportCommand::run);

  private ImportCommand() {}

  private static int run(Arguments arguments, Surroundings surroundings) {
    Path from = arguments.operandPath(1);
    Optional<String> source = arguments.find(FROM_STUDY);
    StudyPlace place = StudyOperand.of(arguments);
    // Before the store is made, or locked for longer than need be.
    Optional<Imported> read = place.spec().map(spec -> ImportFile.read(from, spec, source));
    Result result;
    try (Study study = place.openOrCreate(surroundings.clock().withZone(ZoneOffset.UTC))) {
      StudySpec spec = study.spec();
      result = takeIn(study, read.orElseGet(() -> ImportFile.read(from, spec, source)));
    }
    for (Skipped skipped : result.imported.skipped()) {
      surroundings.err().println(DisplayWidth.printable(skipped.label() + ": " + skipped.reason()));
    }
    surroundings.out().print(arguments.has(Syntax.JSON) ? result.json() : result.text());
    return ExitCode.SUCCESS;
  }

  private static Result takeIn(Study study, Imported imported) {
    List<EvaluatedTrial> fresh = new NewTrials(study.spec(), study.trials()).of(imported.trials());
    List<Long> numbers = study.add(fresh);
    return new Result(imported, numbers);
  }

  /** What came of it. */
  private record Result(Imported imported, List<Long> numbers) {
    String text() {
      return ShortText.count(numbers.size(), "trial")
          + " imported from "
          + DisplayWidth.printable(imported.source())
          + "; "
          + known()
          + " there already, "
          + imported.skipped().size()
          + " skipped\n";
    }

    String json() {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("source", imported.source());
      json.put("imported", numbers.size());
      if (!numbers.isEmpty()) {
        json.put("first_trial", numbers.getFirst());
      }
      json.put("there_already", known());
      List<Object> skipped = new ArrayList<>();
      for (Skipped each : imported.skipped()) {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("label", each.label());
        item.put("reason", each.reason());
        skipped.add(item);
      }
      json.put("skipped", skipped);
      return JsonWriter.write(json) + "\n";
    }

    private int known() {
      return imported.trials().size() - numbers.size();
    }
  }
}
