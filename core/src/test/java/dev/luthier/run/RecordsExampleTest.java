package dev.luthier.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The example of records is a short program that compiles, runs, and finds something. */
class RecordsExampleTest {
  private static final Path EXAMPLE = Path.of("..", "examples", "records", "Tune.java");
  private static final Pattern BEST =
      Pattern.compile(
          "best: Best\\[config=Mlp\\[learningRate=.*, width=\\d+, activation=RELU,"
              + " optimizer=Sgd\\[momentum=.*\\]\\], value=(.*), number=\\d+\\]\\R");

  @TempDir private Path folder;

  @Test
  @Timeout(120)
  void theExampleRunsAsItStands() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                EXAMPLE.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile())
            .start();
    assertTrue(process.waitFor(100, TimeUnit.SECONDS), "the example did not end");
    String output = Files.readString(folder.resolve("output"), StandardCharsets.UTF_8);
    assertEquals(0, process.exitValue(), output);
    Matcher best = BEST.matcher(output);
    assertTrue(best.matches(), output);
    // The least is 16/512 - 0.99 = -0.96; 188 of 200 random searches of 40 trials end above this.
    assertTrue(Double.parseDouble(best.group(1)) < -0.7, output);
  }

  @Test
  void itIsShortAndNamesNoParameter() throws IOException {
    List<String> code =
        Files.readAllLines(EXAMPLE).stream()
            .filter(line -> !line.isBlank() && !line.startsWith("//"))
            .toList();
    assertTrue(code.size() <= 25, () -> code.size() + " lines");
    assertEquals(
        List.of("best: "),
        code.stream()
            .flatMap(line -> Pattern.compile("\"([^\"]*)\"").matcher(line).results())
            .map(string -> string.group(1))
            .toList(),
        "no strings but the one that is printed");
  }
}
