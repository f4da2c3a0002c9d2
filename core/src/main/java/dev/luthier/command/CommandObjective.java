package dev.luthier.command;

import dev.luthier.error.InvalidInputException;
import dev.luthier.study.Evaluation;
import dev.luthier.study.Failure;
import dev.luthier.study.Objective;
import dev.luthier.study.StudySpec;
import dev.luthier.study.TrialContext;
import dev.luthier.study.TrialFailedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An objective that runs a command for each trial and reads its results: lines {@code luthier:
 * {"accuracy": 0.93}} on its standard output, of which the last complete one counts. Whatever else
 * the command does is a failure with a reason, never an error of the run. Thread-safe.
 *
 * <p>When {@link #evaluate} returns or throws, none of the trial's processes is left; see the
 * package for where that holds. An interrupt, or a report after which the trial should stop, sends
 * SIGTERM to all of them, and SIGKILL a second later.
 */
public final class CommandObjective implements Objective, AutoCloseable {
  /** What can stand in an environment, in a shell's word and on one line. */
  private static final Pattern WORKER = Pattern.compile("[!-~]{1,200}");

  private final CommandTemplate template;
  private final Path folder;
  private final Optional<Path> program;
  private final Variables.Owner owner;
  private final String example;
  private final Session session;
  private final Guardian guardian;
  private final Optional<ParameterFiles> files;

  private CommandObjective(
      CommandTemplate template, CommandLine command, StudySpec spec, String worker) {
    this.template = template;
    this.folder = command.folder();
    this.program = program(template, command);
    this.owner = new Variables.Owner(spec.name(), worker);
    this.example = "luthier: {\"" + spec.firstObjective().name() + "\": number}";
    this.session = Session.find();
    this.files =
        template.needsParamsFile() ? Optional.of(ParameterFiles.create()) : Optional.empty();
    String parameterFolder = files.map(f -> f.folder().toString()).orElse("");
    this.guardian = new Guardian(worker, parameterFolder, session);
  }

  /**
   * Makes the command of a study ready to run, and starts its guardian.
   *
   * @param worker who evaluates the trials: unique among all workers of this machine, now and
   *     later, because whatever carries the name is killed when its worker is gone; up to 200
   *     printable ASCII characters without blanks
   * @throws InvalidInputException when the command does not fit the study, or its program does not
   *     exist or is not executable
   */
  public static CommandObjective open(CommandLine command, StudySpec spec, String worker) {
    if (!WORKER.matcher(worker).matches()) {
      throw new IllegalArgumentException(
          "a worker has 1 to 200 printable ASCII characters: " + worker);
    }
    CommandObjective objective =
        new CommandObjective(CommandTemplate.of(command, spec), command, spec, worker);
    objective.guardian.watch();
    return objective;
  }

  /**
   * Checks what {@link #open} checks, and starts nothing: for callers that have more to open.
   *
   * @throws InvalidInputException as {@link #open} does
   */
  public static void requireProgram(CommandLine command, StudySpec spec) {
    program(CommandTemplate.of(command, spec), command);
  }

  /** A program that depends on the trial can only be looked for when there is one. */
  private static Optional<Path> program(CommandTemplate template, CommandLine command) {
    ArgumentTemplate first = template.words().getFirst();
    return first.mentioned().isEmpty()
        ? first.fill(Map.of()).map(word -> Program.resolve(word, command.folder()))
        : Optional.empty();
  }

  /**
   * Runs the command of one trial.
   *
   * @throws TrialFailedException when it cannot be started, ends with another exit code than 0, or
   *     gives no result or a wrong one, or is stopped by an interrupt; its processes have ended by
   *     then, and the failure's detail is the end of its standard error
   */
  @Override
  public Evaluation evaluate(TrialContext trial) {
    guardian.watch();
    if (files.isEmpty()) {
      return evaluate(trial, Variables.texts(trial));
    }
    Path file = files.get().write(trial);
    try {
      Map<String, String> values = Variables.texts(trial);
      values.put(CommandTemplate.PARAMS_FILE, file.toString());
      return evaluate(trial, values);
    } finally {
      ParameterFiles.delete(file);
    }
  }

  private Evaluation evaluate(TrialContext trial, Map<String, String> values) {
    ProcessBuilder builder =
        new ProcessBuilder(session.command(words(values))).directory(folder.toFile());
    Variables.set(builder.environment(), owner, trial);
    CommandRun run =
        new CommandRun(builder, ProcessMark.ofTrial(owner.worker(), trial.number()), trial);
    int exitCode = run.run();
    if (exitCode != 0) {
      throw new TrialFailedException(ExitFailure.of(exitCode, run.errors()));
    }
    return switch (run.results().conclude(example)) {
      case ResultLines.Conclusion.Found(Evaluation evaluation) -> evaluation;
      case ResultLines.Conclusion.Wrong(Failure failure) ->
          throw new TrialFailedException(
              new Failure(failure.kind(), failure.message(), run.errors().text()));
    };
  }

  private List<String> words(Map<String, String> values) {
    List<String> words = new ArrayList<>(template.fill(values));
    String found = program.map(Path::toString).orElseGet(() -> resolve(words.getFirst()));
    words.set(0, found);
    return words;
  }

  private String resolve(String word) {
    try {
      return Program.resolve(word, folder).toString();
    } catch (InvalidInputException e) {
      throw new TrialFailedException(
          new Failure(Failure.Kind.EXIT, "the command cannot be started: " + e.getMessage()));
    }
  }

  /** Ends what still runs, through the guardian. */
  @Override
  public void close() {
    guardian.close();
    files.ifPresent(ParameterFiles::close);
  }
}
