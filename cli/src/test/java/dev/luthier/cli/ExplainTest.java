package dev.luthier.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.cli.StudyFixture.Ran;
import dev.luthier.json.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code explain}, of a study that is asked and told from a shell. */
final class ExplainTest {
  private static final int TRIALS = 9;

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void runStudy() throws IOException {
    file = folder.resolve("study.yaml");
    Files.writeString(
        file,
        """
        name: wave
        objectives: {score: maximize}
        strategy: {name: gp}
        space:
          rate: {type: float, low: 1.0e-4, high: 1.0, scale: log}
          idle: {type: float, low: 0.0, high: 1.0}
        objective: {command: [unused]}
        """);
    for (int number = 0; number < TRIALS; number++) {
      Map<String, Object> asked = JsonReader.readObject(run("ask FILE --json").out());
      double rate = (Double) get(get(asked, "parameters"), "rate");
      double score = 1 + Math.sin(Math.log10(rate));
      assertEquals(ExitCode.SUCCESS, run("tell FILE " + number + " " + score).code());
    }
    assertEquals(ExitCode.SUCCESS, run("ask FILE").code());
  }

  private Ran run(String words) {
    return StudyFixture.run(
        List.of(words.split(" ")).stream()
            .map(word -> word.equals("FILE") ? file : (Object) word)
            .toArray());
  }

  private static Object get(Object json, String name) {
    return Objects.requireNonNull(((Map<?, ?>) json).get(name), () -> name + " of " + json);
  }

  private static Object get(Object json, String name, int index) {
    return ((List<?>) get(json, name)).get(index);
  }

  @Test
  void aStudyIsExplainedByItsModel() {
    Map<String, Object> json = JsonReader.readObject(run("explain FILE --json").out());
    Object model = get(json, "models", 0);
    assertEquals((long) TRIALS, get(model, "observations"));
    assertEquals(4L, get(get(json, "proposals"), "design"));
    assertEquals("model", get(get(json, "recommended"), "reason"));
    Ran ran = run("explain FILE");
    assertEquals(ExitCode.SUCCESS, ran.code(), ran.err());
    String page = ran.out();
    assertTrue(page.startsWith("Study wave, strategy gp: 9 trials finished, of 10.\n"), page);
    assertTrue(page.contains("The model of score, by 9 trials."), page);
    assertTrue(page.contains("  rate  "), page);
    Object within = get(get(model, "left_out"), "within");
    assertTrue(page.contains(within + " of 9 values lie within two deviations"), page);
    assertTrue(page.contains("Proposals: 4 of the design or by chance, "), page);
    Object best = get(get(get(json, "recommended"), "trial"), "number");
    assertTrue(page.contains("Recommended is trial " + best + ", of which the model"), page);
    page.lines().forEach(line -> assertTrue(line.length() <= 80, line));
  }

  /** What was said when it was proposed, although other processes have asked and told since. */
  @Test
  void aTrialIsExplainedByWhatWasPredicted() {
    Map<String, Object> json = JsonReader.readObject(run("explain FILE 7 --json").out());
    String motive = (String) get(get(json, "rationale"), "motive");
    Object output = get(json, "outputs", 0);
    double mean = (Double) get(get(output, "predicted"), "mean");
    double observed = (Double) get(output, "observed");
    double surprise = (Double) get(output, "surprise");
    assertEquals(observed > mean, surprise > 0);
    String page = run("explain FILE 7").out();
    assertTrue(page.startsWith("Trial 7, completed:\n  idle  0."), page);
    String purpose = motive.equals("exploitation") ? "to exploit" : "to explore";
    assertTrue(page.contains("It was proposed " + purpose), page);
    assertTrue(page.contains("score: expected was "), page);
    assertTrue(page.contains(surprise > 0 ? "deviations above." : "deviations below."), page);
    page.lines().forEach(line -> assertTrue(line.length() <= 90, line));
  }

  @Test
  void aTrialOfTheDesignAndOneThatRuns() {
    String design = run("explain FILE 0").out();
    assertTrue(design.contains("It was proposed without a model"), design);
    String running = run("explain FILE 9").out();
    assertTrue(running.startsWith("Trial 9, running:\n"), running);
    assertTrue(running.contains("score: expected was "), running);
    assertTrue(!running.contains("it came to"), running);
  }

  @ParameterizedTest
  @ValueSource(strings = {"explain FILE 10", "explain FILE -1", "explain FILE x"})
  void aTrialThatIsNotThereIsAMistake(String words) {
    Ran ran = run(words);
    assertEquals(ExitCode.WRONG_INPUT, ran.code());
    assertTrue(ran.err().contains("TRIAL = "), ran.err());
    assertEquals("", ran.out());
  }

  @Test
  void moreThanOneTrialIsAMistake() {
    Ran ran = run("explain FILE 1 2");
    assertEquals(ExitCode.WRONG_INPUT, ran.code());
    assertTrue(ran.err().contains("a word too many: 2"), ran.err());
  }
}
