package dev.luthier.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The example of records is a short program that compiles, runs, and finds something. */
class RecordsExampleTest {
  private static final Path EXAMPLE = Path.of("..", "examples", "records", "Tune.java");
  private static final Path LOOP = Path.of("..", "examples", "records", "Loop.java");
  private static final Pattern BEST =
      Pattern.compile(
          "best: Best\\[config=Mlp\\[learningRate=.*, width=\\d+, activation=RELU,"
              + " optimizer=Sgd\\[momentum=.*\\]\\], value=(.*), number=\\d+\\]\\R");

  @TempDir private Path folder;

  @Test
  @Timeout(120)
  void theExampleRunsAsItStands() throws IOException, InterruptedException {
    String output = new SingleFileProgram(EXAMPLE).output(folder);
    Matcher best = BEST.matcher(output);
    assertTrue(best.matches(), output);
    // The least is 16/512 - 0.99 = -0.96; 188 of 200 random searches of 40 trials end above this.
    assertTrue(Double.parseDouble(best.group(1)) < -0.7, output);
  }

  @Test
  @Timeout(120)
  void aLoopOfOnesOwnFindsTheBestThrow() throws IOException, InterruptedException {
    String output = new SingleFileProgram(LOOP).output(folder);
    Matcher best =
        Pattern.compile("best: Best\\[config=Throw.*, value=(.*), number=.*\\]\\R").matcher(output);
    assertTrue(best.matches(), output);
    // The farthest is 39.23, at 45 degrees and 34 m/s.
    assertTrue(Double.parseDouble(best.group(1)) > 38.5, output);
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
