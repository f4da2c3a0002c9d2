package dev.luthier.bench.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.error.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
    assertEquals(10 * 6, count(rows, RecordedRuns.BOTORCH, ""));
    assertEquals(10 * 6, count(rows, RecordedRuns.OPTUNA_GP, "-moved"));
    assertEquals(10 * 6, count(rows, RecordedRuns.OPTUNA_TPE, "-moved"));
    assertEquals(10 * 6, count(rows, RecordedRuns.OPTUNA_RANDOM, "-moved"));
    assertEquals(20, count(rows, RecordedRuns.OPTUNA_TPE, "svr_mixed"));
    assertEquals(20, count(rows, RecordedRuns.OPTUNA_RANDOM, "svr_mixed"));
    assertEquals(rows.size(), rows.stream().map(RunRow::key).distinct().count());
  }

  private static long count(List<RunRow> rows, String method, String problemEnd) {
    return rows.stream()
        .filter(row -> row.key().method().equals(method))
        .filter(row -> row.key().problem().endsWith(problemEnd))
        .filter(row -> row.bestAfter(50).isPresent())
        .count();
  }
}
