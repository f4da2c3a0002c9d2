package dev.luthier.cli;

import dev.luthier.cli.doctor.Examination;
import dev.luthier.cli.doctor.Findings;
import dev.luthier.cli.doctor.FindingsPage;
import dev.luthier.cli.terminal.Line;
import dev.luthier.cli.terminal.Terminal;
import dev.luthier.cli.terminal.TerminalSize;
import java.util.List;

/**
 * {@code luthier doctor}: shows what there is to work with, and what to do about what is missing.
 */
final class DoctorCommand {
  /** Longer lines are hard to read, however wide the terminal. */
  private static final int WIDEST = 100;

  private static final Syntax SYNTAX = new Syntax("doctor", List.of(), List.of());

  private static final String HELP =
      """
      Usage: luthier doctor [--debug]

      Shows Java, the machine, every backend with its measured speed or with what to
      do to get it, what the choice between them goes by, the strategies, and the
      terminal. Takes some seconds.

      Options:
            --debug    show stack traces of errors
        -h, --help     show this help and exit
        -V, --version  show the version and exit
      """;

  static final Command COMMAND = new Command(SYNTAX, HELP, DoctorCommand::run);

  private DoctorCommand() {}

  private static int run(Arguments arguments, Surroundings surroundings) {
    Terminal terminal = surroundings.terminal().get();
    Findings findings = Examination.of(terminal);
    int columns = Math.min(WIDEST, terminal.size().orElse(TerminalSize.USUAL).columns() - 1);
    // Data goes to standard output, which may be a file where standard error is a terminal: no
    // colours.
    for (Line line : new FindingsPage(columns).lines(findings)) {
      surroundings.out().println(line.text());
    }
    return ExitCode.SUCCESS;
  }
}
