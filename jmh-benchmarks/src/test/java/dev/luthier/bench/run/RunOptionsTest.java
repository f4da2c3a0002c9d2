package dev.luthier.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.error.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunOptionsTest {
  @TempDir Path folder;

  private static String message(String... words) {
    return String.valueOf(
        assertThrows(InvalidInputException.class, () -> RunOptions.parse(List.of(words)))
            .getMessage());
  }

  @Test
  void everyOptionIsRead() {
    Path file = folder.resolve("new.json");
    assertEquals(
        new RunOptions(
            List.of("Gemm", "plain$"),
            List.of("openblas", "vector"),
            List.of(100, 2000),
            List.of(1, 2),
            Optional.of(file),
            true),
        RunOptions.parse(
            List.of(
                "Gemm",
                "--backend",
                "openblas, vector",
                "--size=100,2000",
                "plain$",
                "--threads",
                "1, 2",
                "--quick",
                "--out",
                file.toString())));
    assertEquals(
        new RunOptions(List.of(), List.of(), List.of(), List.of(), Optional.empty(), false),
        RunOptions.parse(List.of()));
  }

  @Test
  void wrongWordsAreNamed() {
    assertTrue(message("--sise", "3").startsWith("option = --sise: is not known"));
    assertTrue(message("--sise", "3").contains("--size"));
    assertEquals("--size = (missing): needs a value", message("--size"));
    assertEquals("--size = 2: is given twice", message("--size", "1", "--size", "2"));
    assertTrue(message("--size", "1,0").startsWith("--size = 1,0: must be whole numbers in [1, "));
    assertTrue(
        message("--threads", "0").startsWith("--threads = 0: must be whole numbers in [1, "));
    assertTrue(message("--size", "1e3").startsWith("--size = 1e3: must be whole numbers"));
    assertEquals(
        "--backend = a,,b: must be names with commas between them", message("--backend", "a,,b"));
    assertTrue(message("Gemm(").startsWith("NAME-PATTERN = Gemm(: must be a regular expression"));
  }

  @Test
  void resultsGoToANewFileInAFolderThatIsThere() throws IOException {
    Path there = Files.writeString(folder.resolve("old.json"), "");
    assertEquals(
        "--out = " + there + ": exists already; results are not overwritten",
        message("--out", there.toString()));
    Path nowhere = folder.resolve("none").resolve("a.json");
    assertEquals(
        "--out = " + nowhere + ": must be in a folder that can be written to",
        message("--out", nowhere.toString()));
  }
}
