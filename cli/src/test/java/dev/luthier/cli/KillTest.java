package dev.luthier.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.store.StudyState;
import dev.luthier.store.sqlite.SqliteArchive;
import dev.luthier.study.Trial;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run that is killed at random moments, again and again, and each time continued by the same
 * command: whatever it said had finished has finished, once, and nothing goes on running. {@code
 * -Dluthier.kills=25} kills each of the two kinds of objective that often.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
final class KillTest {
  private static final int KILLS = Integer.getInteger("luthier.kills", 4);

  /** At most 40 trials a second, for two seconds: no run ends before it is killed. */
  private static final int TRIALS = 80 * KILLS;

  /** Somewhere between the start of the JVM and the middle of the work. */
  private static final int LATEST_KILL_MILLISECONDS = 2_000;

  /** {@code trial 12 score 0.9712 …}: said when the result is durable. */
  private static final Pattern ACKNOWLEDGED =
      Pattern.compile("trial (\\d+)  score (\\S+)  .*\\bx=(\\S+).*");

  @TempDir private Path folder;
  private final Map<Long, String> acknowledged = new HashMap<>();

  @Test
  void killedWithAnObjectiveThatIsAClass() throws Exception {
    Path file =
        StudyFixture.write(
            folder, "example.Slow", "budget: {trials: %d, parallelism: 4}".formatted(TRIALS));
    killAndContinue(file, new SplittableRandom(1));
  }

  @Test
  void killedWithAnObjectiveThatIsACommand() throws Exception {
    // Every trial leaves a child behind that would sleep for a minute.
    Files.writeString(
        folder.resolve("objective.sh"),
        "sleep 60 >/dev/null 2>&1 &\nsleep 0.1\necho \"luthier: {\\\"score\\\": $1}\"\n");
    Path file = folder.resolve("study.yaml");
    Files.writeString(
        file,
        """
        name: parabola
        objectives: {score: maximize}
        strategy: {name: random}
        space: {x: {type: float, low: 0.0, high: 1.0}}
        objective: {command: [sh, objective.sh, "{x}"]}
        budget: {trials: %d, parallelism: 4}
        """
            .formatted(TRIALS));
    killAndContinue(file, new SplittableRandom(2));
  }

  private void killAndContinue(Path file, RandomGenerator random) throws Exception {
    int killed = 0;
    while (killed < KILLS) {
      Process process = start(file);
      boolean ended =
          process.waitFor(random.nextInt(LATEST_KILL_MILLISECONDS), TimeUnit.MILLISECONDS);
      process.destroyForcibly();
      assertFalse(process.waitFor() == 0 && ended, "the study was over after " + killed + " kills");
      readAcknowledged();
      killed++;
      assertNothingRuns();
    }
    assertEquals(0, start(file).waitFor());
    readAcknowledged();
    assertNothingRuns();
    assertWhole(file);
  }

  /** To a file: a pipe's contents are lost with the process that is killed. */
  private Process start(Path file) throws IOException {
    return new ProcessBuilder(LuthierProcess.words("tune", file))
        .redirectError(errors().toFile())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private Path errors() {
    return folder.resolve("stderr");
  }

  /** All lines of the last process, of which the last may be half a line. */
  private void readAcknowledged() throws IOException {
    try (Stream<String> lines = Files.lines(errors())) {
      lines
          .map(ACKNOWLEDGED::matcher)
          .filter(Matcher::matches)
          .forEach(line -> acknowledged.put(Long.valueOf(line.group(1)), line.group(3)));
    }
  }

  private void assertWhole(Path file) {
    try (SqliteArchive archive = SqliteArchive.open(StorePath.beside(file))) {
      StudyState state = archive.find("parabola").orElseThrow();
      Set<Object> configurations = new HashSet<>();
      int completed = 0;
      for (Trial trial : state.trials()) {
        assertInstanceOf(Trial.Finished.class, trial);
        if (trial instanceof Trial.Completed) {
          completed++;
          assertTrue(configurations.add(trial.configuration()), "evaluated twice: " + trial);
        } else {
          assertInstanceOf(Trial.Abandoned.class, trial);
        }
      }
      assertEquals(TRIALS, completed);
      // Nobody hears of a result whose process is killed between the disk and the word.
      assertTrue(acknowledged.size() > TRIALS / 2, () -> "only " + acknowledged.size());
      acknowledged.forEach((number, x) -> assertTold(state, number, x));
    }
  }

  private static void assertTold(StudyState state, long number, String x) {
    Trial.Completed trial =
        assertInstanceOf(Trial.Completed.class, state.find(number).orElseThrow());
    double value = trial.evaluation().value("score");
    assertEquals(trial.configuration().find("x").orElseThrow(), value);
    assertEquals(Double.parseDouble(x), value, 1e-3 * Math.abs(value), "as it was said");
  }

  /** No process of a trial outlives Luthier by more than a moment. */
  private void assertNothingRuns() throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    List<String> left = marked();
    while (!left.isEmpty() && System.nanoTime() < end) {
      Thread.sleep(20); // Awaits what other processes do, with a deadline.
      left = marked();
    }
    assertEquals(List.of(), left);
  }

  /** Processes with the mark of a trial whose study file lies in our folder. */
  private List<String> marked() throws IOException {
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      return processes
          .filter(path -> path.getFileName().toString().matches("\\d+"))
          .filter(path -> environment(path).contains("LUTHIER_WORKER="))
          .filter(this::isOurs)
          .map(Path::toString)
          .toList();
    }
  }

  private boolean isOurs(Path process) {
    try {
      return Files.readSymbolicLink(process.resolve("cwd")).equals(folder.toRealPath());
    } catch (IOException e) {
      return false; // It has ended meanwhile.
    }
  }

  private static String environment(Path process) {
    try {
      return Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return ""; // It has ended meanwhile.
    }
  }
}
