package dev.luthier.cli;

import dev.luthier.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** A study file in a folder, and a run of the command in this process with all it prints. */
final class StudyFixture {
  private StudyFixture() {}

  /** What a command left behind. */
  record Ran(int code, String out, String err) {}

  static Path write(Path folder, String objectiveClass, String more) throws IOException {
    Path file = folder.resolve("study.yaml");
    URL location = StudyFixture.class.getProtectionDomain().getCodeSource().getLocation();
    // Through a URI: in a path with a blank the URL's own path has %20.
    Path classes = Path.of(URI.create(location.toString()));
    Files.writeString(
        file,
        """
        name: parabola
        objectives: {score: maximize}
        strategy: {name: random}
        space:
          x: {type: float, low: 0.0, high: 1.0}
          kind: {type: categorical, choices: [sgd, "on", adam]}
        objective: {class: %s, classpath: ["%s"]}
        %s
        """
            .formatted(objectiveClass, classes, more));
    return file;
  }

  static Ran run(Terminal terminal, Map<String, String> environment, Object... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Surroundings surroundings =
        new Surroundings(
            InputStream.nullInputStream(),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            environment,
            () -> terminal,
            InstantSource.system());
    int code = Main.run(List.of(words).stream().map(Object::toString).toList(), surroundings);
    return new Ran(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  static Ran run(Object... words) {
    return run(Terminal.NONE, Map.of(), words);
  }
}
