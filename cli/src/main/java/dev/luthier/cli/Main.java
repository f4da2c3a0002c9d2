package dev.luthier.cli;

import dev.luthier.cli.terminal.DisplayWidth;
import dev.luthier.error.InvalidInputException;
import dev.luthier.error.Suggestion;
import dev.luthier.store.StoreException;
import dev.luthier.version.LuthierVersion;
import java.util.List;

/** Where the process starts and ends. */
public final class Main {
  static final List<Command> COMMANDS =
      List.of(
          TuneCommand.COMMAND,
          AskCommand.COMMAND,
          TellCommand.COMMAND,
          EnqueueCommand.COMMAND,
          BestCommand.COMMAND,
          TrialsCommand.COMMAND,
          StatusCommand.COMMAND,
          ReportCommand.COMMAND,
          ExplainCommand.COMMAND,
          ExportCommand.COMMAND,
          ImportCommand.COMMAND,
          RpcCommand.COMMAND,
          DoctorCommand.COMMAND);

  private static final String HELP =
      """
      Usage: luthier COMMAND [OPTIONS]

      Tunes the settings of expensive programs.

      Commands:
        tune FILE         run the study of a file and print its best configuration
        ask FILE          print trials to evaluate elsewhere
        tell FILE TRIAL   record how one of them ended
        enqueue FILE      want a configuration evaluated before all others
        best FILE         print the best trial so far, of several objectives the front
        trials FILE       print all trials
        status FILE       print how far a study is
        report FILE       write a page of pictures: what happened, and why
        explain FILE      print what a study has learnt, or why a trial was proposed
        export FILE       write a study with its trials as JSON or CSV
        import FILE FROM  take in trials from an export or from Optuna
        rpc               serve another program: JSON-RPC on standard input, output
        doctor            show Java, the machine, backends and strategies

      FILE is a study file; all but tune also take a store (study.luthier.db).

      Options of every command:
        -h, --help     show help and exit
        -V, --version  show the version and exit
            --debug    show stack traces of errors; as LUTHIER_DEBUG=1 does

      Exit codes:
        0    success
        1    a bug in Luthier
        2    wrong usage or wrong input; nothing was run
        3    Luthier could not be built or started: the message says what to install
        4    no trial completed, or the objective ended the study
        5    the store, or the output, cannot be opened, read or written
        6    ask: the study is done, nothing is left to ask
        130  stopped by Ctrl-C (143: by SIGTERM)

      Environment: LUTHIER_JAVA_HOME, the JDK 25 to use; LUTHIER_JAVA_OPTIONS, options
      for it, such as -Xmx8g; LUTHIER_DEBUG; NO_COLOR.
      """;

  private Main() {}

  /** Runs a command and ends the process, even when an objective's thread hangs. */
  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments), Surroundings.ofProcess()));
  }

  /** Runs a command and returns its exit code. Never throws. */
  static int run(List<String> words, Surroundings surroundings) {
    try {
      return dispatch(words, surroundings);
    } catch (UsageException | InvalidInputException e) {
      return say(e, ExitCode.WRONG_INPUT, words, surroundings);
    } catch (OutputException e) {
      // Whoever stops reading has seen enough.
      return e.isReaderGone() ? ExitCode.SUCCESS : say(e, ExitCode.STORE, words, surroundings);
    } catch (StoreException e) {
      return say(e, ExitCode.STORE, words, surroundings);
    } catch (Throwable e) {
      // Errors too: whatever ends a command must be said in one line.
      surroundings.err().println("luthier: this is a bug in Luthier: " + e);
      if (isDebugging(words, surroundings)) {
        e.printStackTrace(surroundings.err());
      } else {
        surroundings.err().println("Run again with --debug (or LUTHIER_DEBUG=1) to see where.");
      }
      return ExitCode.INTERNAL_ERROR;
    } finally {
      surroundings.out().flush();
      surroundings.err().flush();
    }
  }

  private static int say(Exception e, int exitCode, List<String> words, Surroundings surroundings) {
    // A path may steer a terminal.
    String message =
        e instanceof StoreException
            ? DisplayWidth.printable(String.valueOf(e.getMessage()))
            : String.valueOf(e.getMessage());
    surroundings.err().println("luthier: " + message);
    if (isDebugging(words, surroundings)) {
      e.printStackTrace(surroundings.err());
    }
    return exitCode;
  }

  private static int dispatch(List<String> words, Surroundings surroundings) {
    List<String> names = COMMANDS.stream().map(command -> command.syntax().command()).toList();
    if (words.isEmpty()) {
      throw new UsageException("a command is missing: one of " + names, "luthier");
    }
    String first = words.getFirst();
    if (first.startsWith("-")) {
      Arguments flags = Arguments.parse(words, new Syntax("", List.of(), List.of()));
      return answerFlags(flags, HELP, surroundings);
    }
    Command command =
        COMMANDS.stream()
            .filter(candidate -> candidate.syntax().command().equals(first))
            .findFirst()
            .orElseThrow(
                () ->
                    new UsageException(
                        "there is no command " + first + Suggestion.question(first, names),
                        "luthier"));
    Arguments arguments = Arguments.parse(words.subList(1, words.size()), command.syntax());
    if (arguments.has(Syntax.HELP) || arguments.has(Syntax.VERSION)) {
      return answerFlags(arguments, command.help(), surroundings);
    }
    return command.run(arguments, surroundings);
  }

  private static int answerFlags(Arguments arguments, String help, Surroundings surroundings) {
    if (arguments.has(Syntax.HELP)) {
      surroundings.out().print(help);
    } else if (arguments.has(Syntax.VERSION)) {
      surroundings.out().println(version());
    } else {
      throw new UsageException("a command is missing", "luthier");
    }
    return ExitCode.SUCCESS;
  }

  private static boolean isDebugging(List<String> words, Surroundings surroundings) {
    return words.contains(Syntax.DEBUG)
        || !surroundings.environment().getOrDefault("LUTHIER_DEBUG", "").isEmpty();
  }

  private static String version() {
    return "luthier "
        + LuthierVersion.current()
        + " (Java "
        + Runtime.version().feature()
        + ", "
        + System.getProperty("os.name")
        + " "
        + System.getProperty("os.arch")
        + ")";
  }
}
