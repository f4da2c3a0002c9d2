package dev.luthier.command;

import dev.luthier.study.Evaluation;
import dev.luthier.study.Failure;
import dev.luthier.study.Measurement;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Finds the results in a command's output while it is written. Of everything but a result line no
 * byte is kept, and of a result line no more than 1 MiB, so a gigabyte of output and an endless
 * line cost nothing. Guarded by its monitor.
 */
final class ResultLines implements OutputReader.Sink {
  private static final byte[] PREFIX = "luthier:".getBytes(StandardCharsets.UTF_8);

  /** Ten thousand named values; more than anyone reports, and nothing to the heap. */
  private static final int LONGEST = 1 << 20;

  private final Consumer<Measurement> steps;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private State state = State.PREFIX;

  /** Bytes of the prefix that the current line has matched. */
  private int matched;

  private long lineNumber = 1;
  private long stepCount;
  private Optional<Evaluation> result = Optional.empty();
  private Optional<Failure> mistake = Optional.empty();

  private enum State {
    /** At the beginning of a line that may still become a result. */
    PREFIX,
    /** Within a result. */
    RESULT,
    /** Within any other line. */
    OTHER
  }

  /**
   * @param steps is told of intermediate results as they come, on the reading thread
   */
  ResultLines(Consumer<Measurement> steps) {
    this.steps = steps;
  }

  @Override
  public synchronized void accept(byte[] bytes, int length) {
    int from = 0;
    while (from < length) {
      int end = from;
      while (end < length && bytes[end] != '\n') {
        end++;
      }
      within(bytes, from, end);
      if (end < length) {
        endLine();
      }
      from = end + 1;
    }
  }

  /**
   * What the command found out, once its output has ended.
   *
   * @param example of a result line of this study, for the message
   */
  synchronized Conclusion conclude(String example) {
    if (mistake.isPresent()) {
      return new Conclusion.Wrong(mistake.get());
    }
    if (result.isPresent()) {
      return new Conclusion.Found(result.get());
    }
    String reason;
    if (state == State.RESULT) {
      reason = "its last line, " + OneLine.of(text()) + ", is half a line: no line break ends it";
    } else if (stepCount > 0) {
      reason = "it reported steps, but no line without a step";
    } else {
      reason = "it wrote no line " + example + " to its standard output";
    }
    return new Conclusion.Wrong(
        new Failure(Failure.Kind.WRONG_RESULT, "the command gave no result: " + reason));
  }

  /** What a command's output amounts to. */
  sealed interface Conclusion {
    record Found(Evaluation evaluation) implements Conclusion {}

    record Wrong(Failure failure) implements Conclusion {}
  }

  /** Bytes of the current line, without its end. */
  private void within(byte[] bytes, int from, int end) {
    int i = from;
    while (state == State.PREFIX && i < end) {
      if (bytes[i] != PREFIX[matched]) {
        state = State.OTHER;
        return;
      }
      i++;
      matched++;
      if (matched == PREFIX.length) {
        state = State.RESULT;
      }
    }
    if (state == State.RESULT) {
      // One more than is allowed, so that its end shows that it is too long.
      line.write(bytes, i, Math.min(end - i, LONGEST + 1 - line.size()));
    }
  }

  private void endLine() {
    if (state == State.RESULT) {
      if (line.size() > LONGEST) {
        wrong("it is longer than 1 MiB");
      } else {
        take(ResultLine.read(line.toString(StandardCharsets.UTF_8)));
      }
    }
    state = State.PREFIX;
    matched = 0;
    line.reset();
    lineNumber++;
  }

  private void take(ResultLine read) {
    switch (read) {
      case ResultLine.Final(Evaluation evaluation) -> result = Optional.of(evaluation);
      case ResultLine.Step(Measurement measurement) -> {
        stepCount++;
        steps.accept(measurement);
      }
      case ResultLine.Wrong(String reason) -> wrong(reason);
    }
  }

  /** The first mistake is the one to mend; a right line behind it does not make it good. */
  private void wrong(String reason) {
    if (mistake.isEmpty()) {
      String message =
          "line " + lineNumber + " of its output, " + OneLine.of(text()) + ": " + reason;
      mistake = Optional.of(new Failure(Failure.Kind.WRONG_RESULT, message));
    }
  }

  private String text() {
    return "luthier:" + line.toString(StandardCharsets.UTF_8);
  }
}
