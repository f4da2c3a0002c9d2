package dev.luthier.command;

import dev.luthier.study.Failure;
import dev.luthier.study.Measurement;
import dev.luthier.study.TrialContext;
import dev.luthier.study.TrialFailedException;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One trial's command, from its start to the end of the last process that it left. Confined to the
 * trial's thread.
 */
final class CommandRun {
  /**
   * From SIGTERM to SIGKILL for a command whose trial is stopped: enough to save a checkpoint of
   * some hundred megabytes, and half of the run loop's patience with an interrupted trial.
   */
  private static final Duration GRACE = Duration.ofSeconds(1);

  /**
   * For the rest of the output once all processes are dead: 64 KiB in a pipe are read in
   * milliseconds, unless something that could not be found keeps the pipe open.
   */
  private static final Duration REST_OF_OUTPUT = Duration.ofSeconds(2);

  private final ProcessBuilder builder;
  private final ProcessMark mark;
  private final String name;
  private final TrialContext trial;
  private final Thread thread = Thread.currentThread();
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final StderrTail errors = new StderrTail();
  private final ResultLines results;

  /**
   * @param builder with command, environment and folder
   * @param mark what the environment carries
   */
  CommandRun(ProcessBuilder builder, ProcessMark mark, TrialContext trial) {
    this.builder = builder;
    this.mark = mark;
    this.trial = trial;
    this.name = "luthier-trial-" + trial.number();
    this.results = new ResultLines(this::report);
  }

  /** On the reading thread: whoever waits for the process is woken, and ends it. */
  private void report(Measurement measurement) {
    if (stopping.get()) {
      // What is still in the pipe: how much of it comes depends on how soon the process ends.
      return;
    }
    trial.report(measurement.step(), measurement.values());
    if (trial.shouldStop() && stopping.compareAndSet(false, true)) {
      thread.interrupt();
    }
  }

  StderrTail errors() {
    return errors;
  }

  ResultLines results() {
    return results;
  }

  /**
   * Runs the command. When this returns or throws, none of its processes is left.
   *
   * @return its exit code, with 128 + n for signal n
   * @throws TrialFailedException when it cannot be started; or when the thread was interrupted or
   *     the trial should stop: some 10 ms afterwards, and 1.1 s when the command does not listen to
   *     SIGTERM
   */
  int run() {
    Process process = start();
    ProcessTree tree = new ProcessTree(Optional.of(process.toHandle()), mark);
    try {
      Runnable kill = () -> process.toHandle().destroyForcibly();
      OutputReader output =
          OutputReader.start(name + "-stdout", process.getInputStream(), results, kill);
      OutputReader error =
          OutputReader.start(name + "-stderr", process.getErrorStream(), errors, kill);
      try {
        int exitCode = process.waitFor();
        tree.kill();
        long end = System.nanoTime() + REST_OF_OUTPUT.toNanos();
        output.finish(end);
        error.finish(end);
        if (stopping.get()) {
          // The command ended by itself just then. Which of the two was first must not decide what
          // is recorded, and the interrupt has no more to say.
          Thread.interrupted();
          throw stopped();
        }
        return exitCode;
      } finally {
        output.stop();
        error.stop();
      }
    } catch (InterruptedException e) {
      // Once is enough: a second interrupt would cut the grace short.
      stopping.set(true);
      tree.terminate(GRACE);
      tree.kill();
      throw stopped();
    } catch (RuntimeException | Error e) {
      // Such as OutOfMemoryError, when the system has no thread left to read the output.
      tree.kill();
      throw e;
    }
  }

  private TrialFailedException stopped() {
    return new TrialFailedException(
        new Failure(Failure.Kind.EXIT, "the command was stopped", errors.text()));
  }

  private Process start() {
    try {
      return builder.redirectInput(new File("/dev/null")).start();
    } catch (IOException e) {
      throw new TrialFailedException(
          new Failure(
              Failure.Kind.EXIT,
              "the command cannot be started: " + OneLine.of(String.valueOf(e.getMessage()))));
    }
  }
}
