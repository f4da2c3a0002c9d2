package dev.luthier.bench.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.bench.problem.NamedProblem;
import dev.luthier.bench.problem.ScalarInstance;
import dev.luthier.error.InvalidInputException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small benches, from the command line to the table. */
final class QualityCommandTest {
  @TempDir Path folder;

  private record Ran(String out, String progress) {
    /** The cells behind a name, in the first table that has it. */
    List<String> cells(String name) {
      String row =
          out.lines().filter(line -> line.startsWith(name + " ")).findFirst().orElseThrow();
      return List.of(row.substring(name.length()).strip().split(" +"));
    }
  }

  private static Ran run(String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream progress = new ByteArrayOutputStream();
    QualityCommand.run(
        List.of(words),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(progress, true, StandardCharsets.UTF_8));
    return new Ran(out.toString(StandardCharsets.UTF_8), progress.toString(StandardCharsets.UTF_8));
  }

  @Test
  void aMethodMayBeginInItsOwnWay() {
    String[] words = {"--strategies", "random", "--problems", "branin2", "--evaluations", "10"};
    List<String> common = run(words).cells("branin2");
    String[] more = Arrays.copyOf(words, words.length + 1);
    more[words.length] = "--own-start";
    assertNotEquals(common.getFirst(), run(more).cells("branin2").getFirst());
  }

  /** The peers began at the common points. */
  @Test
  void onlyMethodsThatBeganWhereThePeersDidAreJudged() {
    assertTrue(run("--strategies", "random").out.contains("Bars, for random"));
    assertFalse(run("--strategies", "random", "--own-start").out.contains("Bars, for"));
  }

  /** At ten evaluations everybody has seen the ten common points, and nothing else. */
  @Test
  void afterTheCommonPointsAllMethodsAreLevel() {
    Ran ran = run("--strategies", "random", "--problems", "branin2", "--evaluations", "10");
    double sum = 0;
    for (long seed = 0; seed < 10; seed++) {
      ScalarInstance branin = NamedProblem.all().getFirst().instance(seed);
      sum +=
          branin.score(branin.start().stream().mapToDouble(branin::evaluate).min().orElseThrow());
    }
    String expected = String.format(Locale.ROOT, "%.3f", sum / 10);
    List<String> methods = ran.cells("score");
    assertTrue(methods.containsAll(List.of("random", "optuna-gp", "botorch")), ran.out);
    assertEquals(methods.stream().map(_ -> expected).toList(), ran.cells("branin2"), ran.out);
    assertTrue(ran.out.contains("random - botorch"), ran.out);
    assertFalse(ran.out.contains("turbo1"), "it has not all of the seeds");
    assertFalse(ran.out.contains("better\n"), ran.out);
    assertFalse(ran.out.contains("Bars"), "nothing to judge at ten evaluations");
  }

  @Test
  void theBarsArePrintedWhereTheyCanBeJudged() {
    Ran ran = run("--strategies", "random");
    assertTrue(
        ran.out.contains("does not hold  six functions against botorch, mean difference <= 0.0"),
        ran.out);
    // Recorded: 0.390, by the rules of these tables.
    int gp = ran.cells("score").indexOf("optuna-gp");
    assertEquals("0.390", ran.cells("mean").get(gp), ran.out);
  }

  @Test
  void resultsDoNotDependOnThreads() {
    String[] words = {
      "--strategies",
      "random,sobol",
      "--problems",
      "hartmann6,mixed-6",
      "--seeds",
      "0-3",
      "--evaluations",
      "20"
    };
    Ran one = run(words);
    String[] more = Arrays.copyOf(words, words.length + 2);
    more[words.length] = "--threads";
    more[words.length + 1] = "3";
    Ran three = run(more);
    assertEquals(one.cells("hartmann6"), three.cells("hartmann6"));
    assertEquals(one.cells("mixed-6"), three.cells("mixed-6"));
    assertEquals(16, three.progress.lines().count());
  }

  @Test
  void whatTheFileHasIsNotRunAgain() {
    String out = folder.resolve("runs.jsonl").toString();
    String[] first = {
      "--strategies", "random", "--problems", "branin2", "--seeds", "0-1", "--out", out
    };
    assertEquals(2, run(first).progress.lines().count());
    Ran more =
        run(
            "--strategies",
            "sobol",
            "--problems",
            "branin2",
            "--seeds",
            "0-2",
            "--out",
            out,
            "--resume");
    assertEquals(3, more.progress.lines().count());
    assertFalse(more.cells("score").contains("random"), "it lacks a seed");
    Ran again =
        run(
            "--strategies",
            "sobol",
            "--problems",
            "branin2",
            "--seeds",
            "0-1",
            "--out",
            out,
            "--resume");
    assertEquals("", again.progress);
    assertTrue(again.out.contains("sobol - random"), again.out);
    assertThrows(InvalidInputException.class, () -> run(first));
  }

  /** Eight at a time see the same points as one in another order, as these do not look back. */
  @Test
  void workersChangeTheOrderAndNotThePoints() {
    String out = folder.resolve("workers.jsonl").toString();
    String[] words = {
      "--strategies",
      "random",
      "--problems",
      "hartmann6",
      "--seeds",
      "0-2",
      "--evaluations",
      "50",
      "--out",
      out,
      "--resume",
      "--workers",
      "1"
    };
    run(words);
    words[words.length - 1] = "8";
    run(words);
    List<RunRow> rows = RunFile.at(Path.of(out), true).rows();
    assertEquals(6, rows.size());
    for (int i = 0; i < 3; i++) {
      RunRow sequential = rows.get(i);
      RunRow parallel = rows.get(i + 3);
      assertEquals("random 8 workers", parallel.key().method());
      assertEquals(sequential.bestAfter(50), parallel.bestAfter(50));
      assertTrue(parallel.best().size() > sequential.best().size(), "improvements are kept");
    }
    // Of the ten common points eight begin together, so that another may end among the first ten.
    assertTrue(
        rows.subList(3, 6).stream().anyMatch(row -> row.best().firstKey() < 10),
        "figures are kept before the first checkpoint");
  }

  @Test
  void suitesAreRun() {
    Ran ran =
        run(
            "--strategies",
            "random",
            "--problems",
            "zdt1,gramacy,branin2-noise,steps-4,tree-9",
            "--seeds",
            "0-1",
            "--evaluations",
            "12");
    assertEquals(10, ran.progress.lines().count());
    assertTrue(Double.parseDouble(ran.cells("zdt1").getFirst()) < 0, ran.out);
    assertTrue(Double.parseDouble(ran.cells("branin2-noise").getFirst()) > 0, ran.out);
    assertTrue(Double.parseDouble(ran.cells("gramacy").getFirst()) > 0.5998, ran.out);
  }

  @Test
  void anUnknownProblemIsRefusedWithWhatWasMeant() {
    var e = assertThrows(InvalidInputException.class, () -> run("--problems", "brannin2"));
    assertEquals("--problems = brannin2: is not known; did you mean branin2?", e.getMessage());
  }

  @Test
  void helpListsOptionsAndProblems() {
    String help = run("--help").out;
    assertTrue(help.startsWith("Usage: luthier bench quality [OPTIONS]\n"), help);
    assertTrue(help.contains("moved: levy10-moved\n"), help);
  }
}
