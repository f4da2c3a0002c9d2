package dev.luthier.bench.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.error.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentTest {
  @TempDir Path folder;

  private static Document document() {
    return Documents.of(
        new Measurement(
            new Measurement.Key("Gemm.session", new TreeMap<>(Map.of("n", "100", "backend", "b"))),
            "avgt",
            "us/op",
            12.5,
            Double.NaN,
            List.of(List.of(12.0, 13.0), List.of(12.5)),
            OptionalDouble.empty()),
        Documents.measurement("Gemm.plain", List.of(List.of(1.0, 2.0))));
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    Path file = folder.resolve("a.json");
    document().write(file);
    assertEquals(document(), Document.read("BASE", file));
    try (var files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList(), "nothing else is left");
    }
  }

  @Test
  void everyBenchmarkHasALine() {
    long lines = document().toJson().lines().filter(line -> line.startsWith("{\"name\":")).count();
    assertEquals(2, lines);
  }

  @Test
  void fileThatIsNoneIsNamed() throws IOException {
    Path missing = folder.resolve("none.json");
    var none = assertThrows(InvalidInputException.class, () -> Document.read("BASE", missing));
    assertTrue(
        String.valueOf(none.getMessage()).startsWith("BASE = " + missing + ": cannot be read"));

    Path broken = folder.resolve("broken.json");
    Files.writeString(broken, "{");
    assertEquals(
        "BASE",
        assertThrows(InvalidInputException.class, () -> Document.read("BASE", broken)).field());

    Path other = folder.resolve("other.json");
    Files.writeString(other, document().toJson().replace("\"format\":1", "\"format\":2"));
    var future = assertThrows(InvalidInputException.class, () -> Document.read("BASE", other));
    assertEquals(other + ": format = 2: must be 1", future.getMessage());
  }
}
