package dev.luthier.cli;

import java.io.IOException;

/** Data could not be written to where the user wanted it. */
final class OutputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean isReaderGone;

  private OutputException(String message, IOException cause, boolean isReaderGone) {
    super(message, cause);
    this.isReaderGone = isReaderGone;
  }

  /**
   * Standard output cannot be written.
   *
   * @param cause of which only the text tells what happened; it is the system's, and names the pipe
   */
  static OutputException ofStandardOutput(IOException cause) {
    return new OutputException(
        "standard output cannot be written: " + cause.getMessage(),
        cause,
        String.valueOf(cause.getMessage()).contains("pipe"));
  }

  /** A file cannot be written. */
  static OutputException ofFile(Object path, IOException cause) {
    return new OutputException(path + ": cannot be written (" + cause + ")", cause, false);
  }

  /** Whether nobody reads any more, as when {@code head} has seen enough: no mistake at all. */
  boolean isReaderGone() {
    return isReaderGone;
  }
}
