package dev.luthier.cli;

import dev.luthier.cli.study.StudyPlace;
import dev.luthier.cli.terminal.DisplayWidth;
import dev.luthier.cli.terminal.Terminal;
import dev.luthier.cli.terminal.TerminalSize;
import dev.luthier.cli.terminal.WindowSize;
import dev.luthier.cli.view.LiveView;
import dev.luthier.cli.view.PlainView;
import dev.luthier.cli.view.RunView;
import dev.luthier.cli.view.ShortText;
import dev.luthier.command.CommandLine;
import dev.luthier.command.CommandObjective;
import dev.luthier.config.ClassObjective;
import dev.luthier.config.CommandSource;
import dev.luthier.config.ObjectiveSource;
import dev.luthier.config.StudyFile;
import dev.luthier.error.InvalidInputException;
import dev.luthier.report.ReportPage;
import dev.luthier.run.ObjectiveLoader;
import dev.luthier.run.RunControl;
import dev.luthier.run.RunReport;
import dev.luthier.run.Study;
import dev.luthier.store.StoreException;
import dev.luthier.study.Budget;
import dev.luthier.study.Objective;
import dev.luthier.study.StudySpec;
import dev.luthier.study.Trial;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** {@code luthier tune}: runs the study of a file and reports its best configuration. */
final class TuneCommand {
  private static final String TRIALS = "--trials";
  private static final String PARALLELISM = "--parallelism";
  private static final String SEED = "--seed";
  private static final String STORE = "--store";
  private static final String REPORT = "--report";
  private static final String NO_REPORT = "--no-report";

  private static final Syntax SYNTAX =
      new Syntax("tune", List.of(TRIALS, PARALLELISM, SEED, STORE, REPORT), List.of("FILE"))
          .withFlag(NO_REPORT);

  private static final String HELP =
      """
      Usage: luthier tune FILE [--store PATH] [--trials N] [--parallelism N]
                          [--seed N] [--report PATH | --no-report] [--debug]

      Runs the study of a file (YAML or JSON): progress on standard error, the best
      configuration as YAML on standard output. Every trial is kept in the store as
      it ends: the same command goes on where the last one stopped or was killed.

      Options:
            --store PATH     where the study is kept, instead of beside its file
                             (study.luthier.db for study.yaml)
            --trials N       most trials, instead of the file's budget.trials
            --parallelism N  trials at once, instead of the file's budget.parallelism
            --seed N         seed, instead of the file's
            --report PATH    where the report is written at the end, instead of beside
                             the store (study.report.html for study.luthier.db)
            --no-report      write none
            --debug          show stack traces of errors
        -h, --help           show this help and exit
        -V, --version        show the version and exit

      Ctrl-C starts no more trials and finishes those that run; a second Ctrl-C
      abandons them. Either way the best configuration so far is printed.

      Exit codes: 0 success, 2 wrong usage or wrong input, 4 no trial completed,
      5 the store cannot be used, 130 stopped by Ctrl-C; see luthier --help.
      """;

  static final Command COMMAND = new Command(SYNTAX, HELP, TuneCommand::run);

  private TuneCommand() {}

  private static int run(Arguments arguments, Surroundings surroundings) {
    Path file = arguments.operandPath(0);
    StudyFile study = StudyFile.read(file);
    ObjectiveSource source = study.requireObjective();
    StudySpec spec = withOptions(study.spec(), arguments);
    Path store = arguments.findPath(STORE).orElse(StorePath.beside(file));
    StudyPlace place = StudyPlace.ofFile(spec, store).with(study.backend());
    Optional<OutputFile> report = report(arguments, store);
    report.ifPresent(target -> target.requireOther(file, store));
    // From the constructor on: what it prints is no data, and a logger may keep the stream it
    // finds.
    try (ObjectiveOutput output = ObjectiveOutput.sentTo(surroundings.err()::println)) {
      return switch (source) {
        case ClassObjective loaded -> {
          try (ObjectiveLoader loader = ObjectiveLoader.open(loaded);
              Study opened = place.openToRun(Clock.systemUTC())) {
            yield tune(opened, loader.objective(), output, report, surroundings);
          }
        }
        case CommandSource(CommandLine command) -> {
          CommandObjective.requireProgram(command, spec);
          try (Study opened = place.openToRun(Clock.systemUTC());
              CommandObjective objective = CommandObjective.open(command, spec, opened.worker())) {
            yield tune(opened, objective, output, report, surroundings);
          }
        }
      };
    } catch (InvalidInputException e) {
      boolean isOfFile = e.field().startsWith("objective.") || e.field().equals("backend");
      throw isOfFile ? e.at(String.valueOf(file.getFileName())) : e;
    }
  }

  /** Runs the study and says what came of it; returns the exit code. */
  static int tune(
      Study study,
      Objective objective,
      ObjectiveOutput output,
      Optional<OutputFile> target,
      Surroundings surroundings) {
    sayWhereItGoesOn(study, surroundings);
    Terminal terminal = surroundings.terminal().get();
    StudySpec spec = study.spec();
    try (WindowSize size = new WindowSize(terminal.size().orElse(TerminalSize.USUAL))) {
      RunView view = openView(spec, terminal, size, surroundings);
      RunControl control = new RunControl();
      StopRequests requests = new StopRequests(control, view, code -> halt(view, code));
      output.sendTo(view::print);
      RunReport report;
      try (view;
          UnexpectedExit _ = UnexpectedExit.watch(view, surroundings.err());
          StopRequests.Listening _ = requests.listen()) {
        report = study.run(objective, control, view);
      }
      RunResult result = new RunResult(spec, report, study.trials());
      surroundings.out().print(result.toYaml());
      result.complaint().ifPresent(surroundings.err()::println);
      target.ifPresent(file -> writeReport(study, file, surroundings));
      int code = result.hasBest() ? ExitCode.SUCCESS : ExitCode.NO_COMPLETED_TRIAL;
      return requests.exitCode().orElse(code);
    }
  }

  private static Optional<OutputFile> report(Arguments arguments, Path store) {
    Optional<Path> path = arguments.findPath(REPORT);
    if (arguments.has(NO_REPORT)) {
      if (path.isPresent()) {
        throw arguments.wrong(REPORT + " and " + NO_REPORT + " exclude each other");
      }
      return Optional.empty();
    }
    return Optional.of(new OutputFile(REPORT, path.orElseGet(() -> ReportCommand.beside(store))));
  }

  /** The study is done and kept, whatever becomes of its report. */
  private static void writeReport(Study study, OutputFile target, Surroundings surroundings) {
    try {
      ReportPage page = ReportCommand.page(study, surroundings.clock().instant());
      target.write(page::write);
      surroundings
          .err()
          .println("luthier: the report is in " + DisplayWidth.printable(target.path().toString()));
    } catch (RuntimeException e) {
      // Whatever it is: the exit code says how the study went, and that has been said.
      boolean isExpected =
          e instanceof InvalidInputException
              || e instanceof OutputException
              || e instanceof StoreException;
      surroundings
          .err()
          .println("luthier: no report: " + (isExpected ? e.getMessage() : e.toString()));
    }
  }

  private static void sayWhereItGoesOn(Study study, Surroundings surroundings) {
    long finished = study.trials().stream().filter(t -> t instanceof Trial.Finished).count();
    if (finished > 0) {
      surroundings
          .err()
          .println("luthier: going on after " + ShortText.count(finished, "finished trial"));
    }
    if (!study.lostWorkers().isEmpty()) {
      surroundings
          .err()
          .println("luthier: the last process ended early; its unfinished trials run again");
    }
  }

  private static RunView openView(
      StudySpec spec, Terminal terminal, WindowSize size, Surroundings surroundings) {
    if (!terminal.canRedraw()) {
      return new PlainView(spec, surroundings.clock(), surroundings.err());
    }
    LiveView.Canvas canvas =
        new LiveView.Canvas(surroundings.err(), terminal.hasColor(), terminal.glyphs());
    LiveView view = LiveView.open(spec, surroundings.clock(), canvas, size);
    // However the process ends, the cursor comes back.
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(view::release));
    return view;
  }

  private static void halt(RunView view, int code) {
    view.release();
    Runtime.getRuntime().halt(code);
  }

  private static StudySpec withOptions(StudySpec spec, Arguments arguments) {
    Budget budget = spec.budget();
    Budget newBudget =
        new Budget(
            arguments.findLong(TRIALS).map(OptionalLong::of).orElse(budget.trials()),
            arguments.findInt(PARALLELISM).orElse(budget.parallelism()),
            budget.timeout(),
            budget.trialTimeout(),
            budget.target(),
            budget.noImprovement());
    return spec.withBudget(newBudget).withSeed(arguments.findLong(SEED).orElse(spec.seed()));
  }
}
