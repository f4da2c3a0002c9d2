package dev.luthier.bench.quality;

import dev.luthier.error.InvalidInputException;
import dev.luthier.json.JsonException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The runs of a bench, one a line: written as they end, so that a bench that was stopped can be
 * resumed. Guarded by its own lock.
 */
final class RunFile {
  static final String FIELD = "--out";

  private final Optional<Path> path;

  private RunFile(Optional<Path> path) {
    this.path = path;
  }

  /** A file that keeps nothing. */
  static RunFile nowhere() {
    return new RunFile(Optional.empty());
  }

  /**
   * A file, with the rows it has if the bench is resumed.
   *
   * @throws InvalidInputException when it exists and the bench is not resumed, which would mix two
   *     benches, or when it cannot be written
   */
  static RunFile at(Path path, boolean resumed) {
    if (Files.exists(path) && !resumed) {
      throw new InvalidInputException(FIELD, path, "exists; go on with it by --resume");
    }
    try {
      Files.writeString(path, "", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new InvalidInputException(FIELD, path, "cannot be written: " + e);
    }
    return new RunFile(Optional.of(path));
  }

  /**
   * What is in it.
   *
   * @throws InvalidInputException naming the line that is no run
   */
  synchronized List<RunRow> rows() {
    if (path.isEmpty()) {
      return List.of();
    }
    try {
      return parse(path.get().toString(), Files.readString(path.get()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  synchronized void append(RunRow row) {
    if (path.isPresent()) {
      try {
        Files.writeString(path.get(), row.toJson() + "\n", StandardOpenOption.APPEND);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The rows of a text. */
  static List<RunRow> parse(String name, String text) {
    List<RunRow> rows = new ArrayList<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String place = name + ":" + (i + 1);
      try {
        rows.add(RunRow.parse(lines.get(i)));
      } catch (JsonException e) {
        throw new InvalidInputException(place, lines.get(i), String.valueOf(e.getMessage()));
      } catch (InvalidInputException e) {
        throw e.at(place);
      }
    }
    return rows;
  }
}
