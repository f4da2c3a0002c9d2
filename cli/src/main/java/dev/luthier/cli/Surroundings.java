package dev.luthier.cli;

import dev.luthier.cli.terminal.Terminal;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Everything a command touches besides its arguments and files.
 *
 * @param in what a command may read, unbuffered
 * @param out where data goes
 * @param err where progress and errors go
 * @param environment the process's variables
 * @param terminal what {@code err} is connected to; asking takes some milliseconds
 */
record Surroundings(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    Supplier<Terminal> terminal,
    InstantSource clock) {

  /**
   * Those of this process. What is written is UTF-8 whatever the locale: the data is YAML or JSON,
   * which are.
   */
  static Surroundings ofProcess() {
    Map<String, String> environment = System.getenv();
    return new Surroundings(
        new FileInputStream(FileDescriptor.in),
        stream(new StandardOutput(new FileOutputStream(FileDescriptor.out))),
        stream(new FileOutputStream(FileDescriptor.err)),
        environment,
        () -> Terminal.ofStandardError(environment),
        InstantSource.system());
  }

  private static PrintStream stream(OutputStream out) {
    return new PrintStream(out, true, StandardCharsets.UTF_8);
  }
}
