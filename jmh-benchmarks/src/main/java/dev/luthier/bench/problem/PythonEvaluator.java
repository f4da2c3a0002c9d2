package dev.luthier.bench.problem;

import dev.luthier.error.InvalidInputException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A Python program that stays: a line to its standard input, a line back. A command objective
 * (dev.luthier.command) would start Python a thousand times, two seconds each, for evaluations that
 * take a tenth of one. The program first says {@code ready}, or {@code error:} and why not.
 * Confined to one thread.
 */
final class PythonEvaluator implements AutoCloseable {
  private static final String FIELD = "--python";

  private final String python;
  private final String program;
  private @Nullable Running running;

  private record Running(Process process, BufferedWriter in, BufferedReader out) {}

  PythonEvaluator(String python, String program) {
    this.python = python;
    this.program = program;
  }

  /**
   * The answer to one line. Starts Python with the first.
   *
   * @throws InvalidInputException when Python cannot be started or lacks what the program needs
   */
  String ask(String line) {
    Running started = running == null ? start() : running;
    running = started;
    try {
      started.in.write(line + "\n");
      started.in.flush();
      String answer = answer(started);
      if (answer.startsWith("error:")) {
        throw new IllegalStateException(answer + ", evaluating " + line);
      }
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    if (running != null) {
      running.process.destroy();
    }
  }

  private Running start() {
    try {
      Process process =
          new ProcessBuilder(python, "-c", program)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      Running started = new Running(process, process.outputWriter(), process.inputReader());
      String greeting = answer(started);
      if (!greeting.startsWith("ready")) {
        process.destroy();
        throw new InvalidInputException(
            FIELD, python, greeting + "; name one that has it, or pip install scikit-learn");
      }
      return started;
    } catch (IOException e) {
      throw new InvalidInputException(FIELD, python, "cannot be started: " + e.getMessage());
    }
  }

  private static String answer(Running running) throws IOException {
    return Optional.ofNullable(running.out.readLine())
        .orElseThrow(() -> new IOException("the program ended without an answer"));
  }
}
