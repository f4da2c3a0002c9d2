package dev.luthier.run;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The example of define-by-run compiles, runs, and finds something; its page shows it as it is. */
class DefineByRunExampleTest {
  private static final Path EXAMPLE =
      Path.of("..", "examples", "define-by-run", "DefineByRun.java");

  @TempDir private Path folder;

  @Test
  @Timeout(120)
  void theExampleRunsAsItStands() throws IOException, InterruptedException {
    String output = new SingleFileProgram(EXAMPLE).output(folder);
    assertTrue(
        output.matches("(?s).*best: \\{.*\"rate\":.*}\\R.*space: \\{.*\"momentum\":.*}\\R"),
        output);
  }

  @Test
  void thePageShowsTheExample() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "define-by-run.md"));
    assertTrue(page.contains("```java\n" + Files.readString(EXAMPLE) + "```\n"));
  }
}
