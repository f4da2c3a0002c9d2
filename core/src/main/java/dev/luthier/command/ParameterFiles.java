package dev.luthier.command;

import dev.luthier.study.TrialContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The JSON files that {@code {params_file}} stands for: one for each running trial, in a temporary
 * folder that only this user can read.
 */
record ParameterFiles(Path folder) implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ParameterFiles.class.getName());

  static ParameterFiles create() {
    try {
      return new ParameterFiles(Files.createTempDirectory("luthier-params-"));
    } catch (IOException e) {
      throw new UncheckedIOException("no folder for parameter files", e);
    }
  }

  /** Writes the active parameters of a trial in their canonical form. */
  Path write(TrialContext trial) {
    Path file = folder.resolve("trial-" + trial.number() + ".json");
    try {
      return Files.writeString(file, trial.configuration().toJson() + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("the parameter file of the trial", e);
    }
  }

  static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // The guardian tries again; a file too many is no reason to lose a result.
      LOG.log(Level.DEBUG, () -> "cannot delete " + file, e);
    }
  }

  /** Leaves the folder to the guardian when a trial still has its file there. */
  @Override
  public void close() {
    delete(folder);
  }
}
