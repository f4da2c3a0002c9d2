package dev.luthier.cli;

import dev.luthier.cli.study.StudyPlace;
import dev.luthier.explain.PresentStrategy;
import dev.luthier.report.ReportPage;
import dev.luthier.report.ReportSubject;
import dev.luthier.run.Study;
import dev.luthier.store.StudyState;
import dev.luthier.strategy.Surrogate;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** {@code luthier report}: a study as a page of pictures. */
final class ReportCommand {
  private static final String OUT = "--out";

  /** As long as a store's, and as easily ignored by a version control system. */
  private static final String EXTENSION = ".report.html";

  private static final Syntax SYNTAX =
      new Syntax("report", StudyOperand.OPTIONS, List.of(StudyOperand.NAME)).with(OUT);

  private static final String HELP =
      """
      Usage: luthier report FILE [--out PATH] [--store PATH | --study NAME] [--debug]

      Writes what happened in a study, and why, as one HTML file with pictures; it
      opens in any browser and needs no network. docs/report.md says how to read it.
      Changes nothing in the study, and works while another process runs it. Prints
      where the file is.

      """
          + StudyOperand.HELP
          + """
                --out PATH     the file, instead of one beside the store
                               (study.report.html for study.luthier.db); it is replaced
                               when all of the new one is on the disk
                --debug        show stack traces of errors
            -h, --help         show this help and exit
            -V, --version      show the version and exit

          Exit codes: 0 success, 2 wrong usage or wrong input, 5 the store or PATH cannot
          be used; see luthier --help.
          """;

  static final Command COMMAND = new Command(SYNTAX, HELP, ReportCommand::run);

  private ReportCommand() {}

  private static int run(Arguments arguments, Surroundings surroundings) {
    StudyPlace place = StudyOperand.of(arguments);
    Path out = arguments.findPath(OUT).orElseGet(() -> beside(place.store()));
    OutputFile target = new OutputFile(OUT, out);
    target.requireOther(arguments.operandPath(0), place.store());
    target.write(page(place.read().state(), surroundings.clock().instant())::write);
    surroundings.out().println(out);
    return ExitCode.SUCCESS;
  }

  /** The page of a study that is only read. */
  private static ReportPage page(StudyState state, Instant now) {
    try (PresentStrategy present = PresentStrategy.of(state)) {
      return present
          .surrogate(model -> page(state, Optional.of(model), now))
          .orElseGet(() -> page(state, Optional.empty(), now));
    }
  }

  /** The page of a study that is open, as it is now. */
  static ReportPage page(Study study, Instant now) {
    return study
        .surrogate(model -> study.read(state -> page(state, Optional.of(model), now)))
        .orElseGet(() -> study.read(state -> page(state, Optional.empty(), now)));
  }

  private static ReportPage page(StudyState state, Optional<Surrogate> surrogate, Instant now) {
    return ReportPage.of(new ReportSubject(state, surrogate, now));
  }

  /** {@code study.report.html} for {@code study.luthier.db}. */
  static Path beside(Path store) {
    String name = String.valueOf(store.getFileName());
    return store.resolveSibling(name.replaceFirst("(?:\\.luthier)?\\.db$", "") + EXTENSION);
  }
}
