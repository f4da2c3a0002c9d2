package dev.luthier.bench.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.bench.problem.Problem;
import dev.luthier.bench.problem.Problem.Group;
import dev.luthier.error.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunFileTest {
  private static final RunRow ROW =
      new RunRow(
          new RunRow.Key("gp", "branin2", 3),
          50,
          new TreeMap<>(Map.of(10, 1.5, 25, 0.4, 50, 0.397887357729739)),
          1.25,
          Optional.of(new RunRow.AskTimes(2.5, 40)));

  @TempDir Path folder;

  @Test
  void rowsAreOneLineOfJsonEachAndComeBack() throws IOException {
    Path path = folder.resolve("runs.jsonl");
    RunFile file = RunFile.at(path, false);
    file.append(ROW);
    file.append(ROW.renamed("other"));
    assertEquals(
        """
        {"method":"gp","problem":"branin2","seed":3,"n":50,\
        "best":{"10":1.5,"25":0.4,"50":0.397887357729739},"wall_s":1.25,\
        "ask_ms":{"median":2.5,"max":40.0}}\
        """,
        Files.readAllLines(path).getFirst());
    assertEquals(List.of(ROW, ROW.renamed("other")), RunFile.at(path, true).rows());
  }

  @Test
  void anOldFileIsNotMixedWithANewBench() {
    Path path = folder.resolve("runs.jsonl");
    RunFile.at(path, false);
    var e = assertThrows(InvalidInputException.class, () -> RunFile.at(path, false));
    assertTrue(
        String.valueOf(e.getMessage()).endsWith("exists; go on with it by --resume"),
        e.getMessage());
  }

  @Test
  void aFolderThatIsNotThereIsNamed() {
    Path path = folder.resolve("no/runs.jsonl");
    var e = assertThrows(InvalidInputException.class, () -> RunFile.at(path, true));
    assertTrue(
        String.valueOf(e.getMessage()).startsWith("--out = " + path + ": cannot be written"));
  }

  @Test
  void lineAndFieldOfWhatIsWrongAreNamed() {
    String good = ROW.toJson() + "\n";
    var e = assertThrows(InvalidInputException.class, () -> RunFile.parse("f", good + "{\"me"));
    assertTrue(String.valueOf(e.getMessage()).startsWith("f:2 = {\"me: "), e.getMessage());
    String wrong = good.replace("\"seed\":3", "\"seed\":\"x\"");
    e = assertThrows(InvalidInputException.class, () -> RunFile.parse("f", good + wrong));
    assertEquals("f:2: seed = x: must be an integer of 64 bits", e.getMessage());
  }

  @Test
  void recordedRunsAreAllThere() {
    List<RunRow> rows = RecordedRuns.all();
    assertEquals(rows.size(), rows.stream().map(RunRow::key).distinct().count());
    assertEquals(10 * 6, count(rows, RecordedRuns.BOTORCH, Group.NAMED, 50));
    assertEquals(20, count(rows, RecordedRuns.OPTUNA_TPE, Group.MIXED, 50));
    assertEquals(20, count(rows, RecordedRuns.OPTUNA_RANDOM, Group.MIXED, 50));
    for (String sampler :
        List.of(
            RecordedRuns.OPTUNA_GP,
            RecordedRuns.OPTUNA_TPE,
            RecordedRuns.OPTUNA_CMAES,
            RecordedRuns.OPTUNA_RANDOM)) {
      assertEquals(20 * 6, count(rows, sampler, Group.NAMED, 100));
      assertEquals(20 * 6, count(rows, sampler, Group.MOVED, 100));
    }
    for (String sampler :
        List.of(RecordedRuns.OPTUNA_GP, RecordedRuns.OPTUNA_TPE, RecordedRuns.OPTUNA_CMAES)) {
      assertEquals(20 * 8, count(rows, sampler, Group.FAMILIES, 50));
    }
    for (String sampler : List.of(RecordedRuns.OPTUNA_TPE, RecordedRuns.OPTUNA_NSGA2)) {
      assertEquals(20 * 5, count(rows, sampler, Group.OBJECTIVES, 100));
    }
    for (String sampler : List.of(RecordedRuns.OPTUNA_GP, RecordedRuns.OPTUNA_TPE)) {
      assertEquals(20 * 4, count(rows, sampler, Group.NOISE, 100));
      assertEquals(20 * 4, count(rows, sampler, Group.CONSTRAINED, 50));
      assertEquals(20, count(rows, sampler, Group.TREE, 50));
    }
  }

  private static long count(List<RunRow> rows, String method, Group group, int evaluations) {
    Set<String> names =
        ProblemChoice.all("no python").stream()
            .filter(problem -> problem.group() == group)
            .map(Problem::name)
            .collect(Collectors.toSet());
    return rows.stream()
        .filter(row -> row.key().method().equals(method))
        .filter(row -> names.contains(row.key().problem()))
        .filter(row -> row.bestAfter(evaluations).isPresent())
        .count();
  }
}
