package dev.luthier.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.cli.StudyFixture.Ran;
import dev.luthier.cli.terminal.Terminal;
import dev.luthier.cli.terminal.TerminalSize;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

final class MainTest {
  @TempDir Path folder;

  @Test
  void tunePrintsYamlOnStdoutAndOneLineATrialOnStderr() throws IOException {
    Path file = StudyFixture.write(folder, "example.Parabola", "budget: {trials: 20}");
    Ran ran = StudyFixture.run("tune", file);
    assertEquals(ExitCode.SUCCESS, ran.code(), ran.err());
    Map<?, ?> yaml = yaml(ran.out());
    assertFalse(yaml.containsKey("front"), "there is one objective");
    assertEquals(20, yaml.get("trials"));
    assertEquals(4, yaml.get("failed"));
    assertEquals("all trials of the budget are done", yaml.get("ended"));
    double x = (Double) at(yaml, "configuration", "x");
    assertEquals(1 - (x - 0.3) * (x - 0.3), at(yaml, "objectives", "score"));
    assertTrue((Double) at(yaml, "gain") >= 0);
    List<String> lines = ran.err().lines().toList();
    assertEquals("parabola, random, seed 0, 20 trials", lines.getFirst());
    assertEquals(20, lines.stream().filter(line -> line.startsWith("trial ")).count());
    assertEquals(
        4,
        lines.stream()
            .filter(
                line ->
                    line.endsWith(
                        "IllegalStateException: loss is NaN at "
                            + "example.Parabola.evaluate(Parabola.java:12)"))
            .count());
    assertTrue(lines.contains("a message of trial 0"), ran.err());
  }

  @Test
  void tuneOfSeveralObjectivesCountsTheFrontAndBestPrintsIt() throws IOException {
    Path file = StudyFixture.write(folder, "example.Opposed", "budget: {trials: 6}");
    String study = Files.readString(file);
    Files.writeString(
        file, study.replace("{score: maximize}", "{loss: minimize, speed: maximize}"));
    Ran ran = StudyFixture.run("tune", file);
    assertEquals(ExitCode.SUCCESS, ran.code(), ran.err());
    Map<?, ?> yaml = yaml(ran.out());
    assertEquals(0, yaml.get("best_trial"));
    assertEquals(3, yaml.get("front"));
    Object front =
        new Load(LoadSettings.builder().build())
            .loadFromString(StudyFixture.run("best", file).out());
    assertEquals(3, assertInstanceOf(List.class, front).size());
  }

  @Test
  void tuneBeginsWithAnEarlierStudyOfTheSameStore() throws IOException {
    Path store = folder.resolve("store.db");
    Path file = StudyFixture.write(folder, "example.Parabola", "budget: {trials: 6}");
    StudyFixture.run("tune", file, "--store", store);
    String study = Files.readString(file).replace("name: parabola", "name: young");
    Files.writeString(file, study.replace("name: random", "name: gp") + "warm_start: [parabola]");
    Ran ran = StudyFixture.run("tune", file, "--store", store);
    assertEquals(ExitCode.SUCCESS, ran.code(), ran.err());
    assertEquals(6, yaml(ran.out()).get("trials"), "the earlier ones are none of its own");
    Ran again = StudyFixture.run("tune", file, "--store", store, "--trials", 8);
    assertEquals(8, yaml(again.out()).get("trials"));
    String export = StudyFixture.run("export", file, "--store", store).out();
    assertTrue(export.contains("\"warm_start\":[\"parabola\"]"), export);
    Ran elsewhere = StudyFixture.run("tune", file, "--store", folder.resolve("other.db"));
    assertEquals(ExitCode.WRONG_INPUT, elsewhere.code());
    assertTrue(
        elsewhere.err().contains("warm_start = parabola: is not in this store, which has []"),
        elsewhere.err());
  }

  @Test
  void optionsOverrideTheFile() throws IOException {
    Path file = StudyFixture.write(folder, "example.Parabola", "seed: 5\nbudget: {trials: 20}");
    Ran given = StudyFixture.run("tune", file, "--seed", "7", "--trials=3", "--parallelism", 2);
    assertTrue(given.err().startsWith("parabola, random, seed 7, 3 trials, 2 at a time"));
    assertEquals(3, yaml(given.out()).get("trials"));
  }

  @Test
  void sameSeedGivesTheSameBest() throws IOException {
    Path file = StudyFixture.write(folder, "example.Parabola", "budget: {trials: 8}");
    Object first = bestOf(file, 3, "first.db");
    assertEquals(first, bestOf(file, 3, "second.db"));
    assertNotEquals(first, bestOf(file, 4, "third.db"));
  }

  private Object bestOf(Path file, int seed, String store) {
    Ran ran = StudyFixture.run("tune", file, "--seed", seed, "--store", folder.resolve(store));
    return at(yaml(ran.out()), "configuration");
  }

  @Test
  void liveViewLeavesACompletePictureAndTheCursor() throws IOException {
    Path file = StudyFixture.write(folder, "example.Parabola", "budget: {trials: 20}");
    Terminal terminal = new Terminal(Optional.of(new TerminalSize(80, 24)), "xterm", false, true);
    Ran ran = StudyFixture.run(terminal, Map.of(), "tune", file);
    assertEquals(ExitCode.SUCCESS, ran.code());
    assertTrue(ran.err().contains("20/20"), ran.err());
    assertTrue(
        ran.err().lastIndexOf("\u001b[?25h") > ran.err().lastIndexOf("\u001b[?25l"),
        "the cursor is shown again");
    assertTrue(ran.err().contains("a message of trial 0"));
    assertEquals(20, yaml(ran.out()).get("trials"));
  }

  @Test
  void noColorLeavesOutColoursOnly() throws IOException {
    Path file = StudyFixture.write(folder, "example.Parabola", "budget: {trials: 6}");
    Terminal plain = new Terminal(Optional.of(new TerminalSize(80, 24)), "xterm", true, true);
    Ran ran = StudyFixture.run(plain, Map.of(), "tune", file);
    assertFalse(ran.err().contains("m★"), "no style before a sign");
    assertTrue(ran.err().contains("★") && ran.err().contains("\u001b[K"), ran.err());
  }

  @Test
  void studyWithoutACompletedTrialEndsWithFour() throws IOException {
    Path file = StudyFixture.write(folder, "example.Hopeless", "budget: {trials: 3}");
    Ran ran = StudyFixture.run("tune", file);
    assertEquals(ExitCode.NO_COMPLETED_TRIAL, ran.code());
    assertTrue(ran.err().contains("luthier: no trial completed; the last failure: "), ran.err());
    assertTrue(ran.err().contains("no GPU"));
    assertEquals(3, yaml(ran.out()).get("failed"));
    assertFalse(ran.out().contains("configuration"));
  }

  @ParameterizedTest
  @CsvSource({
    "'budget: {trials: 0}', 'budget.trials = 0'",
    "'budget: {trails: 5}', 'trails'",
    "'seed: many', 'seed = many'",
  })
  void wrongFileIsOneMessageAndNothingRuns(String more, String expected) throws IOException {
    Path file = StudyFixture.write(folder, "example.Parabola", more);
    Ran ran = StudyFixture.run("tune", file);
    assertEquals(ExitCode.WRONG_INPUT, ran.code());
    assertEquals("", ran.out());
    assertEquals(1, ran.err().lines().count(), ran.err());
    assertTrue(ran.err().startsWith("luthier: study.yaml:"), ran.err());
    assertTrue(ran.err().contains(expected), ran.err());
  }

  @Test
  void missingFileClassAndClassPathAreWrongInput() throws IOException {
    Ran noFile = StudyFixture.run("tune", folder.resolve("none.yaml"));
    assertEquals(ExitCode.WRONG_INPUT, noFile.code());
    assertTrue(noFile.err().contains("none.yaml"), noFile.err());
    Path file = StudyFixture.write(folder, "example.Missing", "");
    Ran noClass = StudyFixture.run("tune", file);
    assertEquals(ExitCode.WRONG_INPUT, noClass.code());
    assertTrue(noClass.err().contains("objective.class = example.Missing"), noClass.err());
    assertEquals("", noClass.out());
  }

  @ParameterizedTest
  @CsvSource({
    "'', 'a command is missing: one of [tune, ask, tell, enqueue, best, trials, status, report,"
        + " explain, export, import, rpc, doctor]'",
    "'tine', 'there is no command tine; did you mean tune?'",
    "'quux', 'there is no command quux'",
    "'--versoin', 'there is no option --versoin; did you mean --version?'",
    "'tune', 'FILE is missing'",
    "'tune a b', 'there is a word too many: b'",
    "'tune a --seed', '--seed needs a value'",
    "'tune a --seed=1 --seed 2', '--seed is given twice'",
    "'doctor --tirals 3', 'there is no option --tirals'",
    "'doctor --json', 'there is no option --json'",
    "'best x --json=1', 'there is no option --json=1; did you mean --json?'",
    "'tune a -1', 'there is a word too many: -1'",
    "'tune a -inf', 'there is a word too many: -inf'",
    "'tune a -i', 'there is no option -i'",
  })
  void wrongUsageIsExplained(String words, String message) {
    Ran ran = StudyFixture.run((Object[]) (words.isEmpty() ? new String[0] : words.split(" ", -1)));
    assertEquals(ExitCode.WRONG_INPUT, ran.code());
    assertEquals("luthier: " + message, ran.err().lines().findFirst().orElseThrow());
    assertTrue(ran.err().lines().toList().get(1).matches("See luthier.* --help\\."), ran.err());
    assertEquals("", ran.out());
  }

  @Test
  void wrongOptionValueNamesOptionAndValue() throws IOException {
    Path file = StudyFixture.write(folder, "example.Parabola", "");
    assertEquals(
        "luthier: --seed = x: must be a whole number\n",
        StudyFixture.run("tune", file, "--seed", "x").err());
    assertEquals(
        "luthier: --parallelism = 5000000000: is too large\n",
        StudyFixture.run("tune", file, "--parallelism", "5000000000").err());
    assertTrue(
        StudyFixture.run("tune", file, "--trials", 0)
            .err()
            .startsWith("luthier: budget.trials = 0"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "-h",
        "tune --help",
        "tune x -h",
        "ask -h",
        "tell -h",
        "enqueue -h",
        "best -h",
        "trials -h",
        "status -h",
        "report -h",
        "explain -h",
        "export -h",
        "import -h",
        "rpc -h",
        "doctor --help"
      })
  void helpGoesToStdoutInEightyColumns(String words) {
    Ran ran = StudyFixture.run((Object[]) words.split(" ", -1));
    assertEquals(ExitCode.SUCCESS, ran.code());
    assertTrue(ran.out().startsWith("Usage: luthier"));
    assertEquals("", ran.err());
    ran.out().lines().forEach(line -> assertTrue(line.length() <= 80, line));
  }

  @Test
  void helpMentionsEveryOption() {
    for (Command command : Main.COMMANDS) {
      Syntax syntax = command.syntax();
      assertTrue(command.help().startsWith("Usage: luthier " + syntax.command()));
      for (String option : syntax.options()) {
        assertTrue(command.help().contains("      " + option + " "), option);
      }
      for (String flag : syntax.allFlags()) {
        assertTrue(command.help().contains(flag), flag);
      }
    }
  }

  @Test
  void versionIsOneLine() {
    Ran ran = StudyFixture.run("--version");
    assertTrue(ran.out().matches("luthier \\S+ \\(Java 25, .*\\)\\R"), ran.out());
  }

  @Test
  void debugShowsStackTraces() throws IOException {
    Path file = StudyFixture.write(folder, "example.Parabola", "seed: many");
    assertTrue(StudyFixture.run("tune", file, "--debug").err().contains("\tat dev.luthier."));
    Ran byEnvironment = StudyFixture.run(Terminal.NONE, Map.of("LUTHIER_DEBUG", "1"), "tune", file);
    assertTrue(byEnvironment.err().contains("\tat dev.luthier."));
  }

  @Test
  void bugIsSaidInOneLineWithTheWayToSeeMore() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Surroundings broken =
        new Surroundings(
            InputStream.nullInputStream(),
            System.out,
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Map.of(),
            () -> {
              throw new IllegalStateException("terminal on fire");
            },
            InstantSource.system());
    assertEquals(ExitCode.INTERNAL_ERROR, Main.run(List.of("doctor"), broken));
    assertEquals(
        """
        luthier: this is a bug in Luthier: java.lang.IllegalStateException: terminal on fire
        Run again with --debug (or LUTHIER_DEBUG=1) to see where.
        """,
        err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void doctorShowsBackendsWithSpeedAndStrategies() {
    Ran ran = StudyFixture.run("doctor");
    assertEquals(ExitCode.SUCCESS, ran.code(), ran.err());
    assertTrue(ran.out().contains("reference   available: "), ran.out());
    assertTrue(ran.out().matches("(?s).*\\d GFLOP/s in fp64.*"), ran.out());
    for (String strategy : List.of("random", "sobol", "grid", "gp")) {
      assertTrue(ran.out().contains(strategy), strategy);
    }
    assertTrue(ran.out().contains(System.getProperty("java.home")));
    ran.out().lines().forEach(line -> assertTrue(line.length() <= 80, line));
  }

  private static Map<?, ?> yaml(String text) {
    return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(text);
  }

  private static Object at(Map<?, ?> yaml, String... path) {
    Object found = yaml;
    for (String key : path) {
      found = Objects.requireNonNull(((Map<?, ?>) found).get(key), key);
    }
    return found;
  }
}
