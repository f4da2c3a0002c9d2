package dev.luthier.run;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The README's Java example is a program that compiles, runs, and finds something. */
class ReadmeTest {
  @TempDir private Path folder;

  @Test
  @Timeout(120)
  void theExampleRunsAsItStands() throws IOException, InterruptedException {
    Path file = folder.resolve("Example.java");
    String source = example();
    Files.writeString(file, source);
    String output = new SingleFileProgram(file).output(folder);
    assertTrue(output.matches("best: \\{.*\"learning_rate\":.*}\\R"), output);
    assertTrue(source.lines().count() <= 22, "the example is meant to be short");
  }

  private static String example() throws IOException {
    String readme = Files.readString(Path.of(".." + File.separator + "README.md"));
    Matcher matcher = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL).matcher(readme);
    assertTrue(matcher.find(), "the README has a Java example");
    return matcher.group(1);
  }
}
