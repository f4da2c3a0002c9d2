package dev.luthier.command;

import dev.luthier.error.InvalidInputException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds programs as a shell does, but says what is wrong with what it finds. */
final class Program {
  private Program() {}

  /**
   * The file of a command's first word: with a slash it is relative to the folder, without one it
   * is the first executable of that name on the {@code PATH}.
   *
   * @throws InvalidInputException naming {@code objective.command[0]} when there is none
   */
  static Path resolve(String word, Path folder) {
    return word.indexOf('/') >= 0 ? at(word, folder) : onPath(word, folder);
  }

  /** The first executable of a name on the {@code PATH}. */
  static Optional<Path> find(String name) {
    return candidates(name).stream().filter(Program::isExecutable).findFirst();
  }

  private static Path at(String word, Path folder) {
    Path file;
    try {
      file = folder.resolve(word);
    } catch (InvalidPathException e) {
      throw wrong(word, "is not a path");
    }
    if (!Files.exists(file)) {
      throw wrong(word, "there is no such file: " + file);
    }
    requireExecutable(word, file);
    return file;
  }

  private static Path onPath(String word, Path folder) {
    List<Path> candidates = candidates(word);
    for (Path candidate : candidates) {
      if (isExecutable(candidate)) {
        return candidate;
      }
    }
    // What is there but cannot be run explains more than that nothing was found.
    for (Path candidate : candidates) {
      if (Files.isRegularFile(candidate)) {
        requireExecutable(word, candidate);
      }
    }
    boolean local = Files.isRegularFile(folder.resolve(word));
    String hint = local ? "; write ./" + word + " for the one in " + folder : "";
    throw wrong(word, "there is no such program on the PATH" + hint);
  }

  private static void requireExecutable(String word, Path file) {
    if (Files.isDirectory(file)) {
      throw wrong(word, file + " is a folder");
    }
    if (!Files.isExecutable(file)) {
      throw wrong(word, file + " is not executable; chmod +x would make it so");
    }
  }

  /** Where the name may be found, in the order of the {@code PATH} that the command will see. */
  private static List<Path> candidates(String name) {
    String path = new ProcessBuilder().environment().getOrDefault("PATH", "");
    List<Path> candidates = new ArrayList<>();
    for (String folder : path.split(File.pathSeparator, -1)) {
      // An empty entry means the current folder; nobody who has one knows it.
      if (!folder.isEmpty()) {
        candidate(folder, name).ifPresent(candidates::add);
      }
    }
    return candidates;
  }

  /** Empty when it is not a path, such as one in another encoding than this locale's. */
  private static Optional<Path> candidate(String folder, String name) {
    try {
      return Optional.of(Path.of(folder, name).toAbsolutePath());
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static boolean isExecutable(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file);
  }

  private static InvalidInputException wrong(String word, String reason) {
    return new InvalidInputException(CommandTemplate.field(0), word, reason);
  }
}
