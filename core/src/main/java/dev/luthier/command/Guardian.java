package dev.luthier.command;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A small process that outlives Luthier, to end what it leaves behind: see {@code guardian.sh}. It
 * waits at a pipe whose other end only this process holds, so it notices every kind of end. Guarded
 * by its monitor.
 */
final class Guardian implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Guardian.class.getName());
  private static final String SHELL = "/bin/sh";

  private final String worker;
  private final String parameterFolder;
  private final Session session;
  private Optional<Process> process = Optional.empty();

  /**
   * @param parameterFolder folder of parameter files to delete, or empty
   */
  Guardian(String worker, String parameterFolder, Session session) {
    this.worker = worker;
    this.parameterFolder = parameterFolder;
    this.session = session;
  }

  /**
   * Starts it when it does not run: at first, and when somebody killed it. Without one, commands
   * are ended by Luthier alone, so that is a warning and no failure.
   */
  synchronized void watch() {
    if (process.filter(Process::isAlive).isPresent()) {
      return;
    }
    List<String> command =
        List.of(SHELL, "-c", script(), "luthier-guardian", worker, parameterFolder);
    ProcessBuilder builder =
        new ProcessBuilder(session.command(command))
            // Not in a folder that somebody may want to unmount.
            .directory(new File("/"))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    Variables.clear(builder.environment());
    try {
      process = Optional.of(builder.start());
    } catch (IOException e) {
      LOG.log(
          Level.WARNING,
          "no process could be started that ends commands when Luthier is killed: {0}",
          e.getMessage());
    }
  }

  /** Lets it do its work and end. */
  @Override
  public synchronized void close() {
    if (process.isPresent()) {
      try {
        process.get().getOutputStream().close();
      } catch (IOException e) {
        LOG.log(Level.DEBUG, "the guardian was gone", e);
      }
    }
  }

  private static String script() {
    try (InputStream file =
        Objects.requireNonNull(Guardian.class.getResourceAsStream("guardian.sh"), "guardian.sh")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("a resource of this module", e);
    }
  }
}
