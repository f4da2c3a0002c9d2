package dev.luthier.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
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
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile())
            .start();
    assertTrue(process.waitFor(100, TimeUnit.SECONDS), "the example did not end");
    String output = Files.readString(folder.resolve("output"), StandardCharsets.UTF_8);
    assertEquals(0, process.exitValue(), output);
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
