package dev.luthier.cli;

import dev.luthier.cli.study.KeptStudy;
import dev.luthier.cli.study.StudyJson;
import dev.luthier.cli.study.StudyPlace;
import dev.luthier.error.InvalidInputException;
import dev.luthier.json.JsonWriter;
import dev.luthier.store.StudyState;
import dev.luthier.transfer.CsvExport;
import dev.luthier.transfer.JsonExport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** {@code luthier export}: a study and its trials as a file, for other programs and for import. */
final class ExportCommand {
  private static final String FORMAT = "--format";
  private static final String TO = "--to";

  private static final Syntax SYNTAX =
      new Syntax("export", StudyOperand.OPTIONS, List.of(StudyOperand.NAME))
          .with(FORMAT, TO)
          .withJson();

  private static final String HELP =
      """
      Usage: luthier export FILE [--format json|csv] [--to PATH] [--json]
                            [--store PATH | --study NAME]

      Writes a study with all its trials: as JSON with everything there is to know, or
      as CSV for spreadsheets and data frames; docs/trials.md describes both. Changes
      nothing, and works while another process runs the study.

      """
          + StudyOperand.HELP
          + """
                --format NAME  json or csv; if left out, what PATH ends with, else json
                --to PATH      a file, instead of standard output; it is replaced when all
                               of the new one is on the disk
          """
          + StudyOperand.COMMON_HELP
          + """

          With --json and --to standard output gets {"path":…,"format":…,"trials":…}.

          Exit codes: 0 success, 2 wrong usage or wrong input, 5 the store or PATH cannot
          be used; see luthier --help.
          """;

  /** The forms of an export. */
  private enum Format {
    JSON,
    CSV;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static final Command COMMAND = new Command(SYNTAX, HELP, ExportCommand::run);

  private ExportCommand() {}

  private static int run(Arguments arguments, Surroundings surroundings) {
    Optional<Path> to = arguments.findPath(TO);
    Format format = format(arguments, to);
    StudyPlace place = StudyOperand.of(arguments);
    Optional<OutputFile> target = to.map(path -> new OutputFile(TO, path));
    target.ifPresent(file -> file.requireOther(arguments.operandPath(0), place.store()));
    KeptStudy study = place.read();
    StandardOutput.Content content =
        out -> {
          switch (format) {
            case JSON -> writeJson(out, study.state());
            case CSV -> CsvExport.write(out, study.state().spec(), study.state().trials());
          }
        };
    if (target.isEmpty()) {
      StandardOutput.write(surroundings.out(), content);
      return ExitCode.SUCCESS;
    }
    target.get().write(content);
    if (arguments.has(Syntax.JSON)) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("path", target.get().path().toAbsolutePath().normalize().toString());
      json.put("format", format.word());
      json.put("trials", study.state().trialCount());
      surroundings.out().print(JsonWriter.write(json) + "\n");
    }
    return ExitCode.SUCCESS;
  }

  private static void writeJson(Appendable out, StudyState state) throws IOException {
    JsonExport.write(out, StudyJson.write(state), state.trials());
  }

  private static Format format(Arguments arguments, Optional<Path> to) {
    Optional<String> word = arguments.find(FORMAT);
    if (word.isEmpty()) {
      boolean isCsv = to.map(path -> path.toString().endsWith(".csv")).orElse(false);
      return isCsv ? Format.CSV : Format.JSON;
    }
    return switch (word.get()) {
      case "json" -> Format.JSON;
      case "csv" -> Format.CSV;
      default -> throw new InvalidInputException(FORMAT, word.get(), "must be json or csv");
    };
  }
}
