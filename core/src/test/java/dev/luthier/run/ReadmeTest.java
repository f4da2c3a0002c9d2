package dev.luthier.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The README's Java example is the one that {@link RecordsExampleTest} compiles and runs. */
class ReadmeTest {
  @Test
  void itsJavaExampleIsTheOneThatIsRun() throws IOException {
    String readme = Files.readString(Path.of("..", "README.md"));
    Matcher matcher = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL).matcher(readme);
    assertTrue(matcher.find(), "the README has a Java example");
    String example =
        Files.readString(Path.of("..", "examples", "records", "Tune.java"))
            .lines()
            .dropWhile(line -> line.startsWith("//"))
            .collect(Collectors.joining("\n", "", "\n"));
    assertEquals(example, matcher.group(1));
  }
}
