package dev.luthier.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.luthier.error.InvalidInputException;
import dev.luthier.study.PrunerSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code pruner:} in a study file. */
class PrunerFieldTest {
  @TempDir private Path folder;

  @Test
  void aPrunersOptionsStandBesideItsName() throws IOException {
    assertEquals(Optional.empty(), read(StudyFileTest.DIGITS).spec().pruner());
    assertEquals(
        Optional.of(
            new PrunerSpec(
                "patience",
                Map.of("min_delta", 0.5, "of", Map.of("name", "median", "warmup_steps", 3L)))),
        read(pruner("{name: patience, min_delta: 0.5, of: {name: median, warmup_steps: 3}}"))
            .spec()
            .pruner());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "median | 15: pruner = median: must be a mapping of names to values",
        "{startup_trials: 3} | 15: pruner.name = (missing): is required",
        "{name: mean} | 15: pruner.name = mean: must be one of [median, patience, percentile, threshold]",
        "{name: median, startup: 3} | 15: pruner.startup = 3: this pruner has no such option",
        "{name: patience, of: {name: median, warmup_steps: -1}} | 15: pruner.of.warmup_steps = -1:"
            + " must lie in [0, 2147483647]",
        "{name: patience, of: {warmup_steps: 1}} | 15: pruner.of.name = (missing): must be the name"
            + " of a pruner"
      })
  void aMistakeAboutThePrunerIsOneMessage(String written, String message) {
    assertEquals("study.yaml:" + message, failure(written));
  }

  private static String pruner(String written) {
    return StudyFileTest.DIGITS + "pruner: " + written + "\n";
  }

  private String failure(String written) {
    return assertThrows(InvalidInputException.class, () -> read(pruner(written))).getMessage();
  }

  private StudyFile read(String text) throws IOException {
    Path file = folder.resolve("study.yaml");
    Files.writeString(file, text, StandardCharsets.UTF_8);
    return StudyFile.read(file);
  }
}
