package dev.luthier.bench.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.error.InvalidInputException;
import dev.luthier.json.JsonReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GpuCommandTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private boolean run(String... words) {
    return GpuCommand.run(List.of(words), new PrintStream(out, true, StandardCharsets.UTF_8));
  }

  private List<Map<String, Object>> lines() {
    return out.toString(StandardCharsets.UTF_8).lines().map(JsonReader::readObject).toList();
  }

  @Test
  void everyResultIsALineAlsoInTheFile(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("a.jsonl");
    Files.writeString(file, "{}\n");
    String path = file.toString();
    assertTrue(
        run(
            "likelihood",
            "--backend",
            "reference",
            "--size",
            "8,9",
            "--seconds",
            "0",
            "--out",
            path));
    assertEquals(2, lines().size());
    assertEquals("likelihood", lines().getFirst().get("figure"));
    assertEquals(9L, lines().getLast().get("n"));
    assertEquals("{}\n" + out.toString(StandardCharsets.UTF_8), Files.readString(file));
  }

  @Test
  void crossoverTellsWhatAutoTakesBesideWhatWasMeasured() {
    assertTrue(run("crossover", "--backend", "reference", "--size", "12", "--seconds", "0"));
    Map<String, Object> line = lines().getFirst();
    assertEquals(
        List.of("reference"),
        List.copyOf(((Map<?, ?>) line.getOrDefault("ask_ms", Map.of())).keySet()));
    assertTrue(line.containsKey("auto"));
  }

  @Test
  void whatGoesWrongIsALine() {
    // The covariances of 100,000 observations are 80 GB, of which there are two.
    assertFalse(run("resident", "--backend", "reference", "--size", "100000"));
    assertTrue(lines().getFirst().containsKey("failed"), () -> lines().toString());
  }

  @Test
  void wrongWordsAreNamed() {
    assertEquals(
        "--backend = cdua: is not installed; there are ",
        message("likelihood", "--backend", "cdua").replaceFirst("\\[.*", ""));
    assertEquals("--size = 0: must be a whole number in [1, 100000]", message("--size", "0"));
    assertTrue(message("likelyhood").contains("likelihood"));
    assertTrue(message("--sise", "3").contains("--size"));
  }

  private String message(String... words) {
    return String.valueOf(assertThrows(InvalidInputException.class, () -> run(words)).getMessage());
  }
}
