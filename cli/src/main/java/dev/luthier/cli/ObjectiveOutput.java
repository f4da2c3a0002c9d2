package dev.luthier.cli;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * While open, whatever anyone prints to {@code System.out} or {@code System.err} goes to the view,
 * line by line: an objective's messages neither spoil the table nor mix with the data on standard
 * output.
 */
final class ObjectiveOutput implements AutoCloseable {
  private final PrintStream outBefore = System.out;
  private final PrintStream errBefore = System.err;

  private volatile Consumer<String> target;

  private ObjectiveOutput(Consumer<String> target) {
    this.target = target;
  }

  static ObjectiveOutput sentTo(Consumer<String> target) {
    ObjectiveOutput output = new ObjectiveOutput(target);
    Consumer<String> lines = line -> output.target.accept(line);
    System.setOut(new PrintStream(new Lines(lines), true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(new Lines(lines), true, StandardCharsets.UTF_8));
    return output;
  }

  /**
   * From now on to somebody else; the streams stay the same, and whoever kept one can go on using
   * it.
   */
  void sendTo(Consumer<String> newTarget) {
    target = newTarget;
  }

  @Override
  public void close() {
    endLine(System.out);
    endLine(System.err);
    System.setOut(outBefore);
    System.setErr(errBefore);
  }

  private static void endLine(PrintStream stream) {
    stream.close();
  }

  /** Cuts a stream of bytes into lines. PrintStream calls it under its own lock. */
  private static final class Lines extends OutputStream {
    /** A program that prints no line break must not fill the heap. */
    private static final int LONGEST_LINE = 1 << 16;

    private final Consumer<String> lines;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    Lines(Consumer<String> lines) {
      this.lines = lines;
    }

    @Override
    public void write(int b) {
      if (b == '\n' || line.size() >= LONGEST_LINE) {
        end();
      }
      if (b != '\n') {
        line.write(b);
      }
    }

    @Override
    public void close() {
      if (line.size() > 0) {
        end();
      }
    }

    private void end() {
      String text = line.toString(StandardCharsets.UTF_8);
      line.reset();
      // What follows a carriage return replaces what stood before it: progress bars of other
      // programs.
      lines.accept(text.stripTrailing().substring(text.stripTrailing().lastIndexOf('\r') + 1));
    }
  }
}
