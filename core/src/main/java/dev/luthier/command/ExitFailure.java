package dev.luthier.command;

import dev.luthier.study.Failure;

/** What is said of a command that did not end with 0. */
final class ExitFailure {
  /** The shells' convention, which Java follows too: 128 + n for a process that signal n ended. */
  private static final int SIGNAL_BASE = 128;

  /** Linux and macOS have 31 signals with names of old. */
  private static final int LAST_SIGNAL = 31;

  private static final int KILL = 9;
  private static final int TERM = 15;

  private ExitFailure() {}

  static Failure of(int exitCode, StderrTail errors) {
    int signal = exitCode - SIGNAL_BASE;
    boolean bySignal = signal >= 1 && signal <= LAST_SIGNAL;
    String message =
        bySignal
            ? "ended by signal " + signal + " (exit code " + exitCode + ")"
            : "exit code " + exitCode;
    // Of a signal from outside the program itself knows nothing.
    boolean fromOutside = bySignal && (signal == KILL || signal == TERM);
    String lastWord =
        fromOutside ? "" : errors.lastLine().map(line -> ": " + OneLine.of(line)).orElse("");
    return new Failure(Failure.Kind.EXIT, message + lastWord, errors.text());
  }
}
