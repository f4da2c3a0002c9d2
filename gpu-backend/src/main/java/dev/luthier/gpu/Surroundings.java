package dev.luthier.gpu;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where NVIDIA's libraries may be, in the order in which they are looked for. The driver's library
 * is part of the system; the others come with a toolkit, or with Python's packages, which most
 * machines with a GPU have anyway.
 *
 * @param explicit what {@code LUTHIER_CUDA} says, and then libraries of a toolkit are nowhere else
 * @param beforeLoader folders of {@code LD_LIBRARY_PATH}: as it was when the process started is how
 *     the loader knows it
 * @param asksLoader whether the loader is asked by a library's name
 * @param afterLoader folders that the loader does not know: of toolkits, of Python's packages
 */
record Surroundings(
    List<Path> explicit, List<Path> beforeLoader, boolean asksLoader, List<Path> afterLoader) {

  /** The environment variable that names folders, separated as in a path. */
  static final String VARIABLE = "LUTHIER_CUDA";

  private static final List<String> SYSTEM =
      List.of(
          "/usr/lib/x86_64-linux-gnu",
          "/usr/lib/aarch64-linux-gnu",
          "/usr/lib64",
          "/usr/lib/wsl/lib",
          "/usr/local/nvidia/lib64");

  Surroundings {
    explicit = List.copyOf(explicit);
    beforeLoader = List.copyOf(beforeLoader);
    afterLoader = List.copyOf(afterLoader);
  }

  /** Those of this process. */
  static Surroundings ofProcess() {
    return of(System.getenv(), Path.of("/"));
  }

  /**
   * Those of an environment.
   *
   * @param root of the file system, so that a test can have its own
   */
  static Surroundings of(Map<String, String> environment, Path root) {
    Set<Path> after = new LinkedHashSet<>();
    for (String name : List.of("CUDA_HOME", "CUDA_PATH")) {
      path(environment, name).ifPresent(home -> addToolkit(after, home));
    }
    for (Path toolkit : matching(root.resolve("usr/local"), "cuda*")) {
      addToolkit(after, toolkit);
    }
    for (Path prefix : pythonPrefixes(environment, root)) {
      addPackages(after, prefix);
    }
    SYSTEM.forEach(folder -> after.add(root.resolve(folder.substring(1))));
    after.removeIf(folder -> !Files.isDirectory(folder));
    Set<Path> distinct = new LinkedHashSet<>();
    after.forEach(folder -> distinct.add(real(folder)));
    return new Surroundings(
        folders(environment, VARIABLE),
        folders(environment, "LD_LIBRARY_PATH"),
        true,
        List.copyOf(distinct));
  }

  /** Toolkits and folders for 64 bits are often links to others. */
  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException _) {
      return folder;
    }
  }

  private static void addToolkit(Set<Path> folders, Path home) {
    folders.add(home.resolve("lib64"));
    folders.add(home.resolve("lib"));
    folders.add(home.resolve("targets/x86_64-linux/lib"));
    folders.add(home.resolve("targets/sbsa-linux/lib"));
  }

  /** Folders with {@code lib/python3.x} in them: of environments, of interpreters, of the user. */
  private static Set<Path> pythonPrefixes(Map<String, String> environment, Path root) {
    Set<Path> prefixes = new LinkedHashSet<>();
    for (String name : List.of("VIRTUAL_ENV", "CONDA_PREFIX")) {
      path(environment, name).ifPresent(prefixes::add);
    }
    for (Path folder : folders(environment, "PATH")) {
      if (Files.exists(folder.resolve("python3")) && folder.getParent() != null) {
        prefixes.add(folder.getParent());
      }
    }
    path(environment, "HOME").ifPresent(home -> prefixes.add(home.resolve(".local")));
    prefixes.add(root.resolve("usr/local"));
    prefixes.add(root.resolve("usr"));
    return prefixes;
  }

  private static void addPackages(Set<Path> folders, Path prefix) {
    for (Path python : matching(prefix.resolve("lib"), "python3*")) {
      for (String packages : List.of("site-packages", "dist-packages")) {
        Path nvidia = python.resolve(packages).resolve("nvidia");
        for (Path part : matching(nvidia, "*")) {
          folders.add(part.resolve("lib"));
        }
      }
    }
  }

  /** Newest first, as far as names tell. */
  private static List<Path> matching(Path folder, String glob) {
    List<Path> found = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, glob)) {
        entries.forEach(found::add);
      } catch (IOException | DirectoryIteratorException _) {
        // A folder that cannot be read has nothing for us.
      }
    }
    found.sort((a, b) -> b.toString().compareTo(a.toString()));
    return found;
  }

  private static List<Path> folders(Map<String, String> environment, String name) {
    List<Path> folders = new ArrayList<>();
    for (String each : given(environment, name).orElse("").split(File.pathSeparator, -1)) {
      if (!each.isBlank()) {
        path(each).map(Path::toAbsolutePath).ifPresent(folders::add);
      }
    }
    return folders;
  }

  private static Optional<Path> path(Map<String, String> environment, String name) {
    return given(environment, name).flatMap(Surroundings::path);
  }

  /** What is no path, to this system's character set for one, is no folder. */
  static Optional<Path> path(String text) {
    try {
      return Optional.of(Path.of(text));
    } catch (InvalidPathException _) {
      return Optional.empty();
    }
  }

  private static Optional<String> given(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  /** For messages: where libraries of a toolkit are looked for. */
  String describeLibraries() {
    return explicit.isEmpty() ? describeDriver() : named();
  }

  /** For messages: where the driver's library is looked for. */
  String describeDriver() {
    List<String> places = new ArrayList<>();
    if (!explicit.isEmpty()) {
      places.add(named());
    }
    if (!beforeLoader.isEmpty()) {
      places.add("LD_LIBRARY_PATH (" + join(beforeLoader) + ")");
    }
    if (asksLoader) {
      places.add("the loader's cache");
    }
    if (!afterLoader.isEmpty()) {
      places.add(join(afterLoader));
    }
    return String.join(", ", places);
  }

  private String named() {
    return VARIABLE + " = " + join(explicit);
  }

  private static String join(List<Path> folders) {
    return String.join(File.pathSeparator, folders.stream().map(Path::toString).toList());
  }
}
