package dev.luthier.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.cli.StudyFixture.Ran;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The command as a process of its own, with real signals, an objective that never returns, and
 * nothing to draw on.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class ProcessTest {
  /** 64 KiB on Linux, in lines of some 40 bytes. */
  private static final int MORE_THAN_A_PIPE_HOLDS = 8_000;

  @TempDir Path folder;

  @Test
  void twoInterruptsEndAProcessWhoseObjectiveHangs() throws Exception {
    Assumptions.assumeFalse(
        ignoresInterrupts(),
        "this build ignores SIGINT, as a job in the background of a script does, and so would the"
            + " process");
    Process process = hanging();
    try (BufferedReader err = process.errorReader(StandardCharsets.UTF_8)) {
      LuthierProcess.awaitLine(err, "trial 1 hangs");
      signal(process, "INT");
      LuthierProcess.awaitLine(err, "finishing 1 running trial; Ctrl-C again to abandon");
      signal(process, "INT");
      LuthierProcess.awaitLine(err, "abandoning 1 running trial");
      assertEquals(ExitCode.INTERRUPTED, process.waitFor());
    }
    String out = LuthierProcess.out(process);
    assertTrue(out.startsWith("study:      parabola\n"), out);
    assertTrue(out.contains("best_trial: 0\n"), out);
  }

  @Test
  void terminationAbandonsInOrder() throws Exception {
    Process process = hanging();
    try (BufferedReader err = process.errorReader(StandardCharsets.UTF_8)) {
      LuthierProcess.awaitLine(err, "trial 1 hangs");
      signal(process, "TERM");
      LuthierProcess.awaitLine(err, "abandoning 1 running trial");
      assertEquals(ExitCode.TERMINATED, process.waitFor());
    }
    String out = LuthierProcess.out(process);
    assertTrue(out.contains("abandoned:  1\n"), out);
  }

  @Test
  void anObjectiveThatEndsTheProcessIsNoSuccessAndItsWordsAreNoData() throws Exception {
    Path file = StudyFixture.write(folder, "example.Exiting", "budget: {trials: 5}");
    Process process = LuthierProcess.start("tune", file);
    try (BufferedReader err = process.errorReader(StandardCharsets.UTF_8)) {
      LuthierProcess.awaitLine(err, "made");
      LuthierProcess.awaitLine(err, "exiting");
      LuthierProcess.awaitLine(
          err,
          "luthier: the objective ended the process (System.exit?);"
              + " finished trials are kept, the same command goes on");
      assertEquals(ExitCode.NO_COMPLETED_TRIAL, process.waitFor());
    }
    assertEquals(0, process.getInputStream().readAllBytes().length);
  }

  @Test
  void wrongInputEndsAProcessWithTwo() throws Exception {
    Process process = LuthierProcess.start("tune", folder.resolve("none.yaml"));
    assertEquals(ExitCode.WRONG_INPUT, process.waitFor());
    assertEquals(0, process.getInputStream().readAllBytes().length);
  }

  @Test
  void aReaderThatHasSeenEnoughEndsACommandQuietly() throws Exception {
    Path csv = folder.resolve("many.csv");
    StringBuilder rows = new StringBuilder("number,state,param.x,param.kind,value.score\n");
    for (int i = 0; i < MORE_THAN_A_PIPE_HOLDS; i++) {
      rows.append(i).append(",completed,0.5,adam,0.9\n");
    }
    Files.writeString(csv, rows);
    Path file = StudyFixture.write(folder, "example.Parabola", "");
    assertEquals(ExitCode.SUCCESS, StudyFixture.run("import", file, csv).code());
    for (String command : List.of("trials", "export")) {
      String line = "{ \"$@\"; echo \"ended with $?\" >&2; } | head -n 1";
      List<String> words = new ArrayList<>(List.of("sh", "-c", line, "sh"));
      words.addAll(LuthierProcess.words(command, file));
      Process process = new ProcessBuilder(words).start();
      try (BufferedReader err = process.errorReader(StandardCharsets.UTF_8)) {
        assertEquals(List.of("ended with 0"), err.lines().toList(), command);
      }
      assertEquals(1, LuthierProcess.out(process).lines().count());
    }
  }

  @Test
  void aFullDiskUnderTheOutputIsSaid() throws Exception {
    Path full = Path.of("/dev/full");
    Assumptions.assumeTrue(Files.exists(full), "there is no /dev/full here");
    Path file = StudyFixture.write(folder, "example.Parabola", "");
    assertEquals(ExitCode.SUCCESS, StudyFixture.run("ask", file).code());
    Process process =
        new ProcessBuilder(LuthierProcess.words("export", file))
            .redirectOutput(full.toFile())
            .start();
    try (BufferedReader err = process.errorReader(StandardCharsets.UTF_8)) {
      assertEquals(
          List.of("luthier: standard output cannot be written: No space left on device"),
          err.lines().toList());
    }
    assertEquals(ExitCode.STORE, process.waitFor());
    Ran ran = StudyFixture.run("export", file, "--to", full);
    assertEquals(ExitCode.STORE, ran.code());
    assertTrue(ran.err().startsWith("luthier: /dev/full: cannot be written ("), ran.err());
  }

  @Test
  void statusNamesTheProcessThatOwnsTheStore() throws Exception {
    Process process = hanging();
    try (BufferedReader err = process.errorReader(StandardCharsets.UTF_8)) {
      LuthierProcess.awaitLine(err, "trial 1 hangs");
      Path file = folder.resolve("study.yaml");
      assertTrue(
          StudyFixture.run("status", file)
              .out()
              .contains("\nowner:       \"process " + process.pid()),
          "the owner is named");
      Ran ask = StudyFixture.run("ask", file);
      assertEquals(ExitCode.STORE, ask.code());
      assertTrue(ask.err().contains(": is in use by process " + process.pid()), ask.err());
      process.destroyForcibly().waitFor();
      assertFalse(StudyFixture.run("status", file).out().contains("owner"), "a dead one is not");
    }
  }

  /** A process inherits from whoever starts it which signals it ignores. */
  private static boolean ignoresInterrupts() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return false;
    }
    int interrupt = 1 << 1; // SIGINT is 2, the second bit.
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & interrupt) != 0);
  }

  private Process hanging() throws IOException {
    Path file = StudyFixture.write(folder, "example.Hanging", "budget: {trials: 5}");
    return LuthierProcess.start("tune", file);
  }

  private static void signal(Process process, String name) throws Exception {
    String pid = Long.toString(process.pid());
    assertEquals(0, new ProcessBuilder("/bin/kill", "-" + name, pid).start().waitFor());
  }
}
