package dev.luthier.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.cli.StudyFixture.Ran;
import dev.luthier.json.JsonReader;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The examples that need no build, run as their users run them, in a copy of their folders. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class ExamplesTest {
  private static final Path EXAMPLES = Path.of("..", "examples").toAbsolutePath().normalize();

  /** Some seconds of work: enough to be killed in the middle of. */
  private static final int TRIALS = 80;

  private static final String OF_A_FINISHED_TRIAL = "trial \\d+  .*";

  @TempDir Path folder;

  @Test
  void aShellLoopAsksAndTellsUntilTheStudyIsDone() throws Exception {
    Path example = copy("ask-tell");
    Path luthier = LuthierProcess.script(folder);
    ProcessBuilder builder = new ProcessBuilder(example.resolve("loop.sh").toString());
    builder.environment().put("LUTHIER", luthier.toString());
    Process loop = builder.redirectErrorStream(true).start();
    String out = LuthierProcess.out(loop);
    assertEquals(0, loop.waitFor(), out);
    List<String> trials = completed(example);
    assertEquals(8, trials.size(), out);
    assertTrue(out.contains("done: all trials of the budget are done\n"), out);
    Map<String, Object> best = best(example);
    assertTrue(out.contains("trial: " + best.get("number") + "\nconfiguration:\n"), out);
    for (String trial : trials) {
      Map<?, ?> told = JsonReader.readObject(trial);
      double x = number(told, "parameters", "x");
      double y = number(told, "parameters", "y");
      double expected = (1 - x) * (1 - x) + 100 * (y - x * x) * (y - x * x);
      // awk and Java multiply in another order; 17 digits pass between them.
      assertEquals(expected, number(told, "values", "value"), 1e-12 * (1 + expected));
    }
  }

  @Test
  void anObjectiveInShellIsTuned() throws Exception {
    Path example = copy("shell");
    Process tune = LuthierProcess.start("tune", example.resolve("study.yaml"), "--trials", 6);
    String out = LuthierProcess.out(tune);
    assertEquals(0, tune.waitFor(), out);
    assertEquals(6, completed(example).size(), out);
    assertTrue(out.contains("\n  distance: "), out);
  }

  @Test
  void anObjectiveInPythonIsTuned() throws Exception {
    Optional<Path> python = pythonWithScikitLearn();
    Assumptions.assumeTrue(python.isPresent(), "no python3 with scikit-learn was found");
    Path example = copy("svc");
    Path tools = python.orElseThrow().resolveSibling("");
    ProcessBuilder builder =
        new ProcessBuilder(
            LuthierProcess.words("tune", example.resolve("study.yaml"), "--trials", 2));
    builder
        .environment()
        .merge("PATH", tools.toString(), (path, first) -> first + File.pathSeparator + path);
    Process tune = builder.redirectError(folder.resolve("err").toFile()).start();
    String out = LuthierProcess.out(tune);
    assertEquals(0, tune.waitFor(), Files.readString(folder.resolve("err")));
    assertEquals(2, completed(example).size(), out);
    assertTrue(number(best(example), "values", "accuracy") > 0.1, "better than by chance");
  }

  @Test
  void aStudyThatWasKilledIsGoneOnWithByTheSameCommand() throws Exception {
    Path study = copy("shell").resolve("study.yaml");
    Process first = LuthierProcess.start("tune", study, "--trials", TRIALS);
    int finished = 0;
    try (BufferedReader err = first.errorReader(StandardCharsets.UTF_8)) {
      while (finished < 5) {
        String line = Objects.requireNonNull(err.readLine(), "it ended by itself");
        finished += line.matches(OF_A_FINISHED_TRIAL) ? 1 : 0;
      }
      first.destroyForcibly().waitFor();
    }
    Map<Long, String> kept = finished(study);
    assertTrue(kept.size() >= finished, "what was said to be finished is");
    assertTrue(kept.size() < TRIALS, "it was killed in the middle");
    Process second =
        new ProcessBuilder(LuthierProcess.words("tune", study, "--trials", TRIALS))
            .redirectError(folder.resolve("err").toFile())
            .start();
    LuthierProcess.out(second);
    assertEquals(0, second.waitFor(), Files.readString(folder.resolve("err")));
    Map<Long, String> all = finished(study);
    kept.forEach((number, trial) -> assertEquals(trial, all.get(number)));
    Map<?, ?> counts = (Map<?, ?>) JsonReader.readObject(run("status", study).out()).get("trials");
    assertEquals((long) TRIALS, Objects.requireNonNull(counts).get("completed"));
    assertEquals(0L, counts.get("running"));
    assertEquals(0L, counts.get("pending"));
    assertEvaluatedAgain(all);
  }

  /** What was running is abandoned, and was evaluated again under another number. */
  private static void assertEvaluatedAgain(Map<Long, String> trials) {
    Set<Object> evaluated = new HashSet<>();
    Set<Object> abandoned = new HashSet<>();
    for (String line : trials.values()) {
      Map<String, Object> trial = JsonReader.readObject(line);
      Set<Object> among = "abandoned".equals(trial.get("state")) ? abandoned : evaluated;
      among.add(Objects.requireNonNull(trial.get("parameters")));
    }
    assertTrue(evaluated.containsAll(abandoned), abandoned.toString());
    assertEquals(TRIALS, evaluated.size());
  }

  private Path copy(String example) throws IOException {
    Path from = EXAMPLES.resolve(example);
    Path to = Files.createDirectory(folder.resolve(example));
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        // Programs stay executable.
        Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    return to;
  }

  /** A Python that can run the example, which need not be the first one on the path. */
  private static Optional<Path> pythonWithScikitLearn() throws Exception {
    for (String candidate : List.of("python3", "/usr/bin/python3", "/usr/local/bin/python3")) {
      Optional<Path> python = python(candidate);
      if (python.isPresent()) {
        return python;
      }
    }
    return Optional.empty();
  }

  private static Optional<Path> python(String candidate) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(candidate, "-c", "import sklearn, sys; print(sys.executable)")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String path = LuthierProcess.out(process).strip();
      return process.waitFor() == 0 ? Optional.of(Path.of(path)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // There is none of that name.
    }
  }

  private static Ran run(String command, Path study) {
    Ran ran = StudyFixture.run(command, study, "--json");
    assertEquals(ExitCode.SUCCESS, ran.code(), ran.err());
    return ran;
  }

  private static List<String> completed(Path example) {
    return run("trials", example.resolve("study.yaml"))
        .out()
        .lines()
        .filter(line -> line.contains("\"state\":\"completed\""))
        .toList();
  }

  private static Map<String, Object> best(Path example) {
    return JsonReader.readObject(run("best", example.resolve("study.yaml")).out());
  }

  /** All trials that ended, by number. */
  private static Map<Long, String> finished(Path study) {
    Map<Long, String> finished = new HashMap<>();
    for (String line : run("trials", study).out().lines().toList()) {
      Map<String, Object> trial = JsonReader.readObject(line);
      if (trial.containsKey("end")) {
        finished.put((Long) Objects.requireNonNull(trial.get("number")), line);
      }
    }
    return finished;
  }

  private static double number(Map<?, ?> json, String outer, String inner) {
    Map<?, ?> map = (Map<?, ?>) Objects.requireNonNull(json.get(outer));
    return (Double) Objects.requireNonNull(map.get(inner));
  }
}
