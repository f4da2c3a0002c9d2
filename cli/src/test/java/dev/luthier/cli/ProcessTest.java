package dev.luthier.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The command as a process of its own, with real signals, an objective that never returns, and
 * nothing to draw on.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class ProcessTest {
  @TempDir Path folder;

  @Test
  void twoInterruptsEndAProcessWhoseObjectiveHangs() throws Exception {
    Process process = hanging();
    try (BufferedReader err = process.errorReader(StandardCharsets.UTF_8)) {
      awaitLine(err, "trial 1 hangs");
      signal(process, "INT");
      awaitLine(err, "finishing 1 running trial; Ctrl-C again to abandon");
      signal(process, "INT");
      awaitLine(err, "abandoning 1 running trial");
      assertEquals(ExitCode.INTERRUPTED, process.waitFor());
    }
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(out.startsWith("study:      parabola\n"), out);
    assertTrue(out.contains("best_trial: 0\n"), out);
  }

  @Test
  void terminationAbandonsInOrder() throws Exception {
    Process process = hanging();
    try (BufferedReader err = process.errorReader(StandardCharsets.UTF_8)) {
      awaitLine(err, "trial 1 hangs");
      signal(process, "TERM");
      awaitLine(err, "abandoning 1 running trial");
      assertEquals(ExitCode.TERMINATED, process.waitFor());
    }
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(out.contains("abandoned:  1\n"), out);
  }

  @Test
  void anObjectiveThatEndsTheProcessIsNoSuccessAndItsWordsAreNoData() throws Exception {
    Path file = StudyFixture.write(folder, "example.Exiting", "budget: {trials: 5}");
    Process process = start("tune", file.toString());
    try (BufferedReader err = process.errorReader(StandardCharsets.UTF_8)) {
      awaitLine(err, "made");
      awaitLine(err, "exiting");
      awaitLine(err, "luthier: the objective ended the process (System.exit?); the study is lost");
      assertEquals(ExitCode.NO_COMPLETED_TRIAL, process.waitFor());
    }
    assertEquals(0, process.getInputStream().readAllBytes().length);
  }

  @Test
  void wrongInputEndsAProcessWithTwo() throws Exception {
    Process process = start("tune", folder.resolve("none.yaml").toString());
    assertEquals(ExitCode.WRONG_INPUT, process.waitFor());
    assertEquals(0, process.getInputStream().readAllBytes().length);
  }

  private Process hanging() throws IOException {
    Path file = StudyFixture.write(folder, "example.Hanging", "budget: {trials: 5}");
    return start("tune", file.toString());
  }

  private static Process start(String command, String file) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-p",
            modulePath(),
            "-m",
            "dev.luthier.cli/" + Main.class.getName(),
            command,
            file)
        .start();
  }

  /**
   * As the launcher runs it: of the class path of this test, what is a module of ours or of a
   * library of ours.
   */
  private static String modulePath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(
            entry ->
                ModuleFinder.of(Path.of(entry)).findAll().stream()
                    .map(module -> module.descriptor().name())
                    .anyMatch(name -> name.matches("(dev\\.luthier|org\\.snakeyaml)\\..*")))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static void signal(Process process, String name) throws Exception {
    String pid = Long.toString(process.pid());
    assertEquals(0, new ProcessBuilder("/bin/kill", "-" + name, pid).start().waitFor());
  }

  private static void awaitLine(BufferedReader lines, String expected) throws IOException {
    StringBuilder seen = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.equals(expected)) {
        return;
      }
      seen.append(line).append('\n');
    }
    throw new AssertionError("no line \"" + expected + "\" in\n" + seen);
  }
}
