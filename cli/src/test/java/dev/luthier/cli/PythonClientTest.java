package dev.luthier.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.json.JsonWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The clients for Python and Optuna, by their own tests, with the Pythons of this machine: the one
 * on the path, and the system's own, which is the one that has the system's packages.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class PythonClientTest {
  private static final Path CLIENT =
      Path.of("..", "clients", "python").toAbsolutePath().normalize();

  /** Fewer would mean that they were not found. */
  private static final int FEWEST_TESTS = 50;

  private static final int FEWEST_PUBLISHED_TESTS = 100;

  private static final Pattern RAN = Pattern.compile("Ran (\\d+) tests");
  private static final Pattern PASSED = Pattern.compile("(\\d+) passed");

  /** What a process printed, on both streams, and its exit code. */
  private record Ran(int exitCode, String out) {}

  @Test
  void theClientsOwnTestsPass() throws Exception {
    Map<String, String> pythons = pythons("import sys; sys.exit(sys.version_info < (3, 9))");
    Assumptions.assumeFalse(pythons.isEmpty(), "skipped: there is no python3 from 3.9 on");
    for (String python : pythons.values()) {
      Ran ran = run(python, "-m", "unittest", "discover", "-v", "-s", "tests");
      assertEquals(0, ran.exitCode(), ran.out());
      assertTrue(count(RAN, ran.out()) >= FEWEST_TESTS, ran.out());
      ran.out().lines().filter(line -> line.contains("skipped")).forEach(IO::println);
    }
  }

  @Test
  void theSamplerPassesTheTestsThatOptunaPublishes() throws Exception {
    Map<String, String> pythons = pythons("import pytest, optuna.testing.pytest_samplers");
    Assumptions.assumeFalse(
        pythons.isEmpty(),
        "skipped: no python3 here has pytest and an Optuna with optuna.testing.pytest_samplers"
            + " (3.1 has none, 4.8 does); PYTHONPATH may lead to one");
    for (String python : pythons.values()) {
      Ran ran =
          run(
              python,
              "-m",
              "pytest",
              "-q",
              "-p",
              "no:cacheprovider",
              "tests/test_optuna_published.py");
      assertEquals(0, ran.exitCode(), ran.out());
      assertTrue(count(PASSED, ran.out()) >= FEWEST_PUBLISHED_TESTS, ran.out());
    }
  }

  /**
   * The Pythons here for which a line of code succeeds: what they call themselves, to their paths.
   */
  private static Map<String, String> pythons(String condition) throws Exception {
    Map<String, String> found = new LinkedHashMap<>();
    for (String python : List.of("python3", "/usr/bin/python3")) {
      Optional<Ran> ran = tryRun(python, "-c", condition + "\nimport sys; print(sys.executable)");
      if (ran.isPresent() && ran.get().exitCode() == 0) {
        found.putIfAbsent(ran.get().out().strip(), python);
      }
    }
    return found;
  }

  private static Ran run(String... words) throws Exception {
    return tryRun(words).orElseThrow();
  }

  /** Empty when there is no such program. */
  private static Optional<Ran> tryRun(String... words) throws InterruptedException {
    List<String> command = new ArrayList<>(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command).directory(CLIENT.toFile());
    builder.environment().put("LUTHIER_RPC", JsonWriter.write(LuthierProcess.words("rpc")));
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    try {
      Process process = builder.redirectErrorStream(true).start();
      String out = LuthierProcess.out(process);
      return Optional.of(new Ran(process.waitFor(), out));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static int count(Pattern pattern, String out) {
    Matcher matcher = pattern.matcher(out);
    assertTrue(matcher.find(), out);
    return Integer.parseInt(matcher.group(1));
  }
}
