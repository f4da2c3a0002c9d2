package dev.luthier.cli;

/**
 * What the process tells its caller. Documented in {@code --help} and in docs/commands.md; 3 is the
 * launcher's.
 */
final class ExitCode {
  static final int SUCCESS = 0;
  static final int INTERNAL_ERROR = 1;
  static final int WRONG_INPUT = 2;
  static final int NO_COMPLETED_TRIAL = 4;

  /** A store, or the output, cannot be opened, read or written. */
  static final int STORE = 5;

  /** {@code ask} has nothing left to hand out: not a failure, but the end of a loop. */
  static final int DONE = 6;

  /** 128 + SIGINT, as shells report it. */
  static final int INTERRUPTED = 130;

  /** 128 + SIGTERM. */
  static final int TERMINATED = 143;

  private ExitCode() {}
}
