package dev.luthier.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.cli.StudyFixture.Ran;
import dev.luthier.json.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A study whose trials somebody else evaluates: {@code ask}, {@code tell}, {@code enqueue}. */
final class AskTellTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void writeStudy() throws IOException {
    file = StudyFixture.write(folder, "example.Parabola", "budget: {trials: 4}");
  }

  @Test
  void aLoopOfAskAndTellEndsWithTheBudget() {
    for (int i = 0; i < 4; i++) {
      Map<String, Object> asked = json(StudyFixture.run("ask", file, "--json"));
      assertEquals(List.of("trial", "parameters"), List.copyOf(asked.keySet()));
      assertEquals((long) i, asked.get("trial"));
      Map<?, ?> parameters = assertInstanceOf(Map.class, asked.get("parameters"));
      assertInstanceOf(Double.class, parameters.get("x"));
      Ran told = StudyFixture.run("tell", file, i, 1.0 / (i + 1));
      assertEquals("trial " + i + ": score=" + 1.0 / (i + 1) + "\n", told.out(), told.err());
    }
    Ran done = StudyFixture.run("ask", file, "--json");
    assertEquals(new Ran(ExitCode.DONE, "", "done: all trials of the budget are done\n"), done);
    assertEquals(0L, json(StudyFixture.run("best", file, "--json")).get("number"));
  }

  @Test
  void askPrintsDocumentsThatReadBackAsYaml() {
    Ran ran = StudyFixture.run("ask", file, "--count", 3);
    assertEquals(ExitCode.SUCCESS, ran.code(), ran.err());
    assertTrue(ran.out().startsWith("trial: 0\nconfiguration:\n  kind: "), ran.out());
    int next = 0;
    for (Object document : new Load(LoadSettings.builder().build()).loadAllFromString(ran.out())) {
      assertEquals(next++, assertInstanceOf(Map.class, document).get("trial"));
    }
    assertEquals(3, next);
  }

  @Test
  void fewerTrialsThanWantedAreHandedOutNearTheEnd() {
    Ran ran = StudyFixture.run("ask", file, "--count=9", "--json");
    assertEquals(4, ran.out().lines().count(), ran.err());
    assertEquals(ExitCode.DONE, StudyFixture.run("ask", file).code());
    assertEquals(
        "trial 3: abandoned: no time\n",
        StudyFixture.run("tell", file, 3, "--abandoned", "no time").out());
    assertEquals(
        ExitCode.SUCCESS,
        StudyFixture.run("ask", file).code(),
        "an abandoned trial does not count against the budget");
  }

  @Test
  void aStoreIsAsGoodAsItsStudyFile() {
    StudyFixture.run("ask", file, "--count", 2);
    Path store = folder.resolve("study.luthier.db");
    assertTrue(Files.exists(store));
    assertEquals("trial 0: score=1.0\n", StudyFixture.run("tell", store, 0, "score=1").out());
    assertEquals(2L, json(StudyFixture.run("ask", store, "--json")).get("trial"));
    assertEquals(
        "trial 1: score=0.5\n",
        StudyFixture.run("tell", store, 1, "0.5", "--study", "parabola").out());
  }

  @Test
  void storeOptionPutsTheStudyElsewhere() {
    Path store = folder.resolve("elsewhere.sqlite");
    assertEquals(ExitCode.SUCCESS, StudyFixture.run("ask", file, "--store", store).code());
    assertTrue(Files.exists(store));
    assertFalse(Files.exists(folder.resolve("study.luthier.db")));
    assertEquals(ExitCode.SUCCESS, StudyFixture.run("tell", store, 0, "1").code());
  }

  @ParameterizedTest
  @CsvSource({
    "-0.5, score=-0.5",
    "score=-.5e-3, score=-5.0E-4",
    "1e400, score=Infinity",
    "inf, score=Infinity",
    "-inf, score=-Infinity",
    "-Infinity, score=-Infinity",
    "score=+inf, score=Infinity",
    "nan, failed: score is NaN",
    "NaN, failed: score is NaN",
    "-nan, failed: score is NaN",
    "3, score=3.0",
  })
  void everyNumberIsAnOperand(String word, String expected) {
    StudyFixture.run("ask", file);
    Ran ran = StudyFixture.run("tell", file, 0, word);
    assertEquals("trial 0: " + expected + "\n", ran.out(), ran.err());
  }

  @ParameterizedTest
  @CsvSource({
    "--failed, failed",
    "--pruned, pruned",
    "--abandoned, abandoned",
  })
  void aTrialWithoutValueHasItsReason(String option, String state) {
    StudyFixture.run("ask", file);
    Map<String, Object> told =
        json(StudyFixture.run("tell", file, 0, option, "no\nreason", "--json"));
    assertEquals(
        Map.of("trial", 0L, "state", state, "reason", "no\nreason", "told_before", false), told);
    Map<String, Object> trial = json(StudyFixture.run("trials", file, "--json"));
    assertEquals(state, trial.get("state"));
    assertTrue(trial.toString().contains("no\nreason"), trial.toString());
    String table = StudyFixture.run("trials", file).out();
    assertEquals(2, table.lines().count());
    assertTrue(table.endsWith("no?reason\n"), table);
  }

  @Test
  void aRepetitionIsAnsweredAsTheFirstTimeAndAContradictionRefused() {
    StudyFixture.run("ask", file);
    StudyFixture.run("tell", file, 0, "score=0.25");
    assertEquals(
        new Ran(ExitCode.SUCCESS, "trial 0: score=0.25 (told before)\n", ""),
        StudyFixture.run("tell", file, 0, "0.25"));
    assertEquals(
        Map.of(
            "trial",
            0L,
            "state",
            "completed",
            "values",
            Map.of("score", 0.25),
            "told_before",
            true),
        json(StudyFixture.run("tell", file, 0, "0.250", "--json")));
    assertEquals(
        new Ran(ExitCode.WRONG_INPUT, "", "luthier: trial 0 = score=0.5: it was told score=0.25\n"),
        StudyFixture.run("tell", file, 0, "0.5"));
    assertEquals(
        "luthier: trial 0 = failed: no: it was told score=0.25\n",
        StudyFixture.run("tell", file, 0, "--failed", "no").err());
  }

  @Test
  void theSameKeyIsTheSameTellWhateverItSays() {
    StudyFixture.run("ask", file);
    StudyFixture.run("tell", file, 0, "0.25", "--key", "a");
    assertEquals(
        "trial 0: score=0.25 (told before)\n",
        StudyFixture.run("tell", file, 0, "0.5", "--key", "a").out());
    assertEquals(
        ExitCode.WRONG_INPUT, StudyFixture.run("tell", file, 0, "0.5", "--key", "b").code());
  }

  @Test
  void whatIsKnownBesidesTheValueIsKept() throws IOException {
    Path several = folder.resolve("several.json");
    Files.writeString(
        several,
        """
        {"name": "several", "objectives": {"loss": "minimize", "a=b": "maximize"},
         "constraints": ["memory", "time"], "space": {"x=y": {"type": "int", "low": 1, "high": 9}},
         "objective": {"command": ["true"]}, "strategy": {"name": "random"}}
        """);
    StudyFixture.run("ask", several);
    String words = "loss=1 a=b=2 --stderr 0.5 --cost=3 --constraint memory=-1 --constraint time=2";
    Ran ran = StudyFixture.run(all("tell", several, 0, words.split(" ", -1)));
    assertEquals("trial 0: a=b=2.0 loss=1.0\n", ran.out(), ran.err());
    Map<String, Object> trial = json(StudyFixture.run("trials", several, "--json"));
    assertEquals(Map.of("loss", 1.0, "a=b", 2.0), trial.get("values"));
    assertEquals(0.5, trial.get("stderr"));
    assertEquals(3.0, trial.get("cost"));
    assertEquals(Map.of("memory", -1.0, "time", 2.0), trial.get("constraints"));
    Ran infeasible = StudyFixture.run("best", several);
    assertEquals(ExitCode.NO_COMPLETED_TRIAL, infeasible.code());
    assertEquals("luthier: no trial is feasible, of 1 completed\n", infeasible.err());
    assertEquals("1\n", StudyFixture.run("enqueue", several, "x=y=7").out());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x=0.5 kind=on", "kind=on x=5e-1", "--params {\"x\":0.5,\"kind\":\"on\"}"})
  void anEnqueuedConfigurationIsAskedForFirst(String words) {
    StudyFixture.run("ask", file);
    Ran ran = StudyFixture.run(all("enqueue", file, "--json", words.split(" ", -1)));
    assertEquals(Map.of("trial", 1L), json(ran));
    assertEquals(
        Map.of("trial", 1L, "parameters", Map.of("x", 0.5, "kind", "on")),
        json(StudyFixture.run("ask", file, "--json")));
  }

  @Test
  void choicesAreFoundByHowTheyAreWritten() throws IOException {
    Path typed = folder.resolve("typed.yaml");
    Files.writeString(
        typed,
        """
        objectives: {loss: minimize}
        space:
          flag:  {type: bool}
          level: {type: ordinal, values: [1, 2.5, 10]}
          code:  {type: categorical, choices: ["1", two]}
          both:  {type: categorical, choices: ["1", 1]}
          n:     {type: int, low: 1, high: 5000000000}
        objective: {command: ["true"]}
        strategy: {name: random}
        """);
    StudyFixture.run("ask", typed);
    Ran twoChoices =
        StudyFixture.run("enqueue", typed, "flag=true", "level=10", "code=1", "both=1", "n=1e3");
    assertTrue(twoChoices.err().contains("both = 1: is two choices"), twoChoices.err());
    Ran ran =
        StudyFixture.run(
            "enqueue",
            typed,
            "--params",
            "{\"flag\": true, \"level\": 10.0, \"code\": \"1\", \"both\": 1, \"n\": 4000000000}");
    assertEquals("1\n", ran.out(), ran.err());
    assertEquals(
        Map.of("flag", true, "level", 10L, "code", "1", "both", 1L, "n", 4_000_000_000L),
        json(StudyFixture.run("ask", typed, "--json")).get("parameters"));
  }

  private static Object[] all(Object... words) {
    return Stream.of(words)
        .flatMap(w -> w instanceof Object[] some ? Stream.of(some) : Stream.of(w))
        .toArray();
  }

  private static Map<String, Object> json(Ran ran) {
    assertEquals(ExitCode.SUCCESS, ran.code(), ran.err());
    assertEquals(1, ran.out().lines().count(), ran.out());
    return JsonReader.readObject(ran.out());
  }
}
