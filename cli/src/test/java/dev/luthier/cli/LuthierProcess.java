package dev.luthier.cli;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The command as a process of its own, of the classes that this test runs with. */
final class LuthierProcess {
  /** Modules of ours, and of the libraries that the command needs. */
  private static final String MODULES =
      "(dev\\.luthier|org\\.snakeyaml)\\..*|org\\.xerial\\.sqlitejdbc|tools\\.jackson\\.core";

  private LuthierProcess() {}

  /** The words that run a command. */
  static List<String> words(Object... arguments) {
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // Several processes on few cores: the quick compiler alone starts faster.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED,org.xerial.sqlitejdbc,dev.luthier.nativemath,dev.luthier.gpu",
                "-p",
                modulePath(),
                "-m",
                "dev.luthier.cli/" + Main.class.getName()));
    Stream.of(arguments).map(Object::toString).forEach(words::add);
    return words;
  }

  static Process start(Object... arguments) throws IOException {
    return new ProcessBuilder(words(arguments)).start();
  }

  /** A script {@code luthier} in a folder, for those who look for one on the path. */
  static Path script(Path folder) throws IOException {
    Path script = folder.resolve("luthier");
    String command =
        words().stream()
            .map(word -> "'" + word.replace("'", "'\\''") + "'")
            .collect(Collectors.joining(" "));
    Files.writeString(script, "#!/bin/sh\nexec " + command + " \"$@\"\n");
    return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Reads up to a line; fails with what was read when it does not come. */
  static void awaitLine(BufferedReader lines, String expected) throws IOException {
    StringBuilder seen = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.equals(expected)) {
        return;
      }
      seen.append(line).append('\n');
    }
    throw new AssertionError("no line \"" + expected + "\" in\n" + seen);
  }

  /** All that a process prints on standard output. */
  static String out(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** As the launcher has it, of the class path of this test. */
  private static String modulePath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(
            entry ->
                ModuleFinder.of(Path.of(entry)).findAll().stream()
                    .map(module -> module.descriptor().name())
                    .anyMatch(name -> name.matches(MODULES)))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
