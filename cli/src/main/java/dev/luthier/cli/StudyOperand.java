package dev.luthier.cli;

import dev.luthier.cli.study.StudyPlace;
import dev.luthier.config.StudyFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The first operand of every command about one study: {@code FILE}, a study file or a store, with
 * the options that say what it leaves open.
 */
final class StudyOperand {
  static final String NAME = "FILE";

  private static final String STORE = "--store";
  private static final String STUDY = "--study";

  static final List<String> OPTIONS = List.of(STORE, STUDY);

  /** What {@code --help} says about {@link #OPTIONS}. */
  static final String HELP =
      """
      FILE is a study file, or a store such as study.luthier.db.

      Options:
            --store PATH   where the study of a study file is kept, instead of beside
                           it (study.luthier.db for study.yaml)
            --study NAME   which study of a store, where it has several
      """;

  /** The last lines of every command's options. */
  static final String COMMON_HELP =
      """
            --json         print JSON, one object a line
            --debug        show stack traces of errors
        -h, --help         show this help and exit
        -V, --version      show the version and exit
      """;

  /** SQLite's header ends within so many bytes (https://www.sqlite.org/fileformat.html, 1.3). */
  private static final int HEADER = 100;

  private StudyOperand() {}

  /**
   * The study that a command line is about.
   *
   * @throws dev.luthier.error.InvalidInputException when the file is missing or wrong
   */
  static StudyPlace of(Arguments arguments) {
    Path file = arguments.operandPath(0);
    Optional<Path> store = arguments.findPath(STORE);
    Optional<String> study = arguments.find(STUDY);
    if (isStore(file)) {
      if (store.isPresent()) {
        throw arguments.wrong(STORE + " goes with a study file, and " + file + " is a store");
      }
      return StudyPlace.ofStore(file, study);
    }
    if (study.isPresent()) {
      throw arguments.wrong(STUDY + " goes with a store, and " + file + " is a study file");
    }
    StudyFile defined = StudyFile.read(file);
    return StudyPlace.ofFile(defined.spec(), store.orElseGet(() -> StorePath.beside(file)))
        .with(defined.backend());
  }

  /**
   * Whether a file is a store, damaged ones included: by SQLite's header, of which no text has the
   * zeros, or by the name that stores have.
   */
  static boolean isStore(Path file) {
    if (String.valueOf(file.getFileName()).endsWith(".db")) {
      return true;
    }
    try (InputStream in = Files.newInputStream(file)) {
      for (byte b : in.readNBytes(HEADER)) {
        if (b == 0) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      return false; // Whoever reads it as a study file says what is wrong with it.
    }
  }
}
