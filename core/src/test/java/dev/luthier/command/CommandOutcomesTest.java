package dev.luthier.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.error.InvalidInputException;
import dev.luthier.run.RunControl;
import dev.luthier.run.RunListener;
import dev.luthier.run.RunReport;
import dev.luthier.study.Budget;
import dev.luthier.study.Failure;
import dev.luthier.study.Measurement;
import dev.luthier.study.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Commands that are wrong in every way, as real processes: what is recorded, and what is left. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class CommandOutcomesTest {
  private static final String GOOD = "echo 'luthier: {\"accuracy\": 0.93";
  private static final String MEMORY = ", \"constraints\": {\"memory\": -1}}'\n";
  private static final String RESULT = GOOD + MEMORY;
  private static final String COMPLETED = "completed {accuracy=0.93} {memory=-1.0}";
  private static final String NO_RESULT = "WRONG_RESULT the command gave no result: ";
  private static final String NO_LINE =
      NO_RESULT + "it wrote no line luthier: {\"accuracy\": number} to its standard output";
  private static final Budget ONE = Budget.trials(1);

  @TempDir private Path folder;
  private CommandFixture fixture;

  @BeforeEach
  void open() {
    CommandFixture.assumeProcesses();
    fixture = new CommandFixture(folder);
  }

  @AfterEach
  void nothingIsLeft() {
    fixture.assertNothingIsLeft();
  }

  static Stream<Arguments> ends() {
    return Stream.of(
        row("a result", RESULT, COMPLETED),
        row(
            "exit code",
            "echo 'ValueError: bad lr' >&2; exit 3",
            "EXIT exit code 3: ValueError: bad lr"),
        row("exit code without a word", "exit 1", "EXIT exit code 1"),
        row("result, then exit 1", RESULT + "exit 1", "EXIT exit code 1"),
        row("program within not found", "nosuch 2>/dev/null", "EXIT exit code 127"),
        row("kills itself", "kill -9 $$", "EXIT ended by signal 9 (exit code 137)"),
        row("SIGTERM to itself", "kill -TERM $$", "EXIT ended by signal 15 (exit code 143)"),
        row(
            "abort with last words",
            "echo 'double free' >&2; echo >&2; kill -ABRT $$",
            "EXIT ended by signal 6 (exit code 134): double free"),
        row(
            "reads its input",
            "read -r line; echo \"$? [$line]\" >&2; exit 1",
            "EXIT exit code 1: 1 []"),
        row("cat of nothing", "cat\n" + RESULT, COMPLETED),
        row("closes its output after the result", RESULT + "exec 1>&-; true", COMPLETED),
        row("closes its output first", "exec 1>&-; true", NO_LINE),
        row("closes its error output", "exec 2>&-\n" + RESULT, COMPLETED));
  }

  static Stream<Arguments> results() {
    return Stream.of(
        row("no output", "true", NO_LINE),
        row("result on standard error", RESULT.replace("'\n", "' >&2\n"), NO_LINE),
        row(
            "half a line",
            "printf 'luthier: {\"accuracy\": 0.9'",
            NO_RESULT
                + "its last line, luthier: {\"accuracy\": 0.9, is half a line: no line break ends"
                + " it"),
        row(
            "half a line after a whole one",
            RESULT + "printf 'luthier: {\"accuracy\": 0.1'",
            COMPLETED),
        row("two results", RESULT.replace("0.93", "0.1") + RESULT, COMPLETED),
        row("among other output", "echo Loading\n" + RESULT + "echo bye", COMPLETED),
        row("line ends of Windows", RESULT.replace("}}'", "}}\r'"), COMPLETED),
        row(
            "malformed",
            "echo 'luthier: {accuracy: 0.9}'",
            "WRONG_RESULT line 1 of its output, luthier: {accuracy: 0.9}: *"),
        row(
            "a mistake before a result",
            "echo; echo 'luthier: oh'\n" + RESULT,
            "WRONG_RESULT line 2 of its output, luthier: oh: *"),
        row(
            "no object",
            "echo 'luthier: 0.93'",
            "WRONG_RESULT line 1 of its output, luthier: 0.93: it is not an object {…}"),
        row(
            "a string",
            "echo 'luthier: {\"accuracy\": \"0.93\"}'",
            "WRONG_RESULT line 1 of its output, luthier: {\"accuracy\": \"0.93\"}: accuracy = 0.93:"
                + " must be a number"),
        row("NaN", GOOD.replace("0.93", "NaN") + MEMORY, "NOT_A_NUMBER accuracy is NaN"),
        row("\"NaN\"", GOOD.replace("0.93", "\"NaN\"") + MEMORY, "NOT_A_NUMBER accuracy is NaN"),
        row(
            "Infinity",
            GOOD.replace("0.93", "-Infinity") + MEMORY,
            "completed {accuracy=-Infinity} {memory=-1.0}"),
        row(
            "unknown name",
            GOOD + ", \"acuracy\": 1" + MEMORY,
            "WRONG_RESULT unknown objective acuracy; expected [accuracy]"),
        row(
            "missing name",
            "echo 'luthier: {\"loss\": 1" + MEMORY,
            "WRONG_RESULT no value for objective accuracy; got [loss]"),
        row(
            "missing constraint",
            GOOD + "}'",
            "WRONG_RESULT no value for constraint memory; got []"),
        row(
            "everything",
            GOOD + ", \"stderr\": 0.01, \"cost\": 12" + MEMORY,
            "completed {accuracy=0.93} ± 0.01 cost 12.0 {memory=-1.0}"),
        row(
            "negative error",
            GOOD + ", \"stderr\": -0.01" + MEMORY,
            "WRONG_RESULT stderr = -0.01: must not be negative"),
        row(
            "steps alone",
            GOOD + ", \"step\": 1}'",
            NO_RESULT + "it reported steps, but no line without a step"),
        row("binary output", "head -c 100000 /dev/urandom; echo\n" + RESULT, COMPLETED));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"ends", "results"})
  void isRecordedAsWhatItIs(String name, String script, String outcome) throws IOException {
    String actual = fixture.run(fixture.script(script), ONE);
    if (outcome.endsWith("*")) {
      assertTrue(actual.startsWith(outcome.substring(0, outcome.length() - 1)), actual);
    } else {
      assertEquals(outcome, actual);
    }
  }

  static Stream<Arguments> unrunnable() {
    return Stream.of(
        row("nosuchprogram", "there is no such program on the PATH"),
        row("./nosuch", "there is no such file: FOLDER/./nosuch"),
        row("./plain.txt", "FOLDER/./plain.txt is not executable; chmod +x would make it so"),
        row("./inner", "FOLDER/./inner is a folder"),
        row(
            "found.sh",
            "there is no such program on the PATH; write ./found.sh for the one in FOLDER"));
  }

  @ParameterizedTest
  @MethodSource("unrunnable")
  void whatCannotRunIsSaidBeforeAnythingRuns(String program, String reason) throws IOException {
    Files.writeString(folder.resolve("plain.txt"), "no program");
    Files.createDirectory(folder.resolve("inner"));
    fixture.write("found.sh", RESULT);
    CommandLine command = new CommandLine(List.of(program, "{width}"), folder);
    String message =
        "objective.command[0] = " + program + ": " + reason.replace("FOLDER", folder.toString());
    assertEquals(
        message,
        assertThrows(InvalidInputException.class, () -> fixture.run(command, ONE)).getMessage());
    assertEquals(
        message,
        assertThrows(
                InvalidInputException.class,
                () -> CommandObjective.requireProgram(command, CommandFixture.spec(ONE)))
            .getMessage());
  }

  @Test
  void aScriptWithoutItsInterpreterFailsTheTrial() throws IOException {
    fixture.write("objective.sh", "#!/no/such/interpreter\n");
    String outcome = fixture.run(new CommandLine(List.of("./objective.sh"), folder), ONE);
    assertTrue(outcome.startsWith("EXIT "), outcome);
    assertTrue(outcome.contains("No such file or directory"), outcome);
  }

  @Test
  void aScriptThatNamesNoInterpreterIsOneOfTheShell() throws IOException {
    fixture.write("objective.sh", RESULT);
    assertEquals(COMPLETED, fixture.run(new CommandLine(List.of("./objective.sh"), folder), ONE));
  }

  @Test
  void aProgramThatDependsOnTheTrialIsLookedForThen() throws IOException {
    fixture.write("run-adam", "#!/bin/sh\n" + RESULT);
    assertEquals(
        COMPLETED, fixture.run(new CommandLine(List.of("./run-{optimizer}"), folder), ONE));
    assertEquals(
        "EXIT the command cannot be started: objective.command[0] = run_adam: there is no such"
            + " program on the PATH",
        fixture.run(new CommandLine(List.of("run_{optimizer}"), folder), ONE));
  }

  @Test
  void anArgumentThatIsTooLongFailsTheTrial() throws IOException {
    // Linux ends one argument at 128 KiB.
    String outcome = fixture.run(fixture.script(RESULT, "{width}" + "x".repeat(1 << 18)), ONE);
    assertTrue(outcome.startsWith("EXIT the command cannot be started: "), outcome);
  }

  @Test
  void valuesArriveAsTheyAre() throws IOException {
    String script =
        "for word; do printf '%s\\0' \"$word\" >>arguments; done\n"
            + "pwd >place\n"
            + "env -0 >environment\n"
            + "cp \"$4\" parameters\n"
            + RESULT;
    CommandLine command =
        fixture.script(
            script,
            "{learning.rate}",
            "a b=[{text}]",
            "--m={momentum}",
            "",
            "{params_file}",
            "{{{flag}}}");
    assertEquals(COMPLETED, fixture.run(command, ONE));
    List<String> arguments = strings("arguments");
    String file = arguments.get(3);
    assertEquals(
        List.of("1.0e-5", "a b=[" + CommandFixture.NASTY + "]", "", file, "{true}"), arguments);
    assertEquals(
        "{\"flag\":true,\"learning.rate\":1.0E-5,\"optimizer\":\"adam\",\"text\":\"it's"
            + " \\\"quoted\\\" $HOME $(touch stolen) `id` \\\\n"
            + " {x} %s *\\n"
            + "\\ttabs; größe 日本 🎉\",\"width\":64}\n",
        Files.readString(folder.resolve("parameters")));
    assertFalse(Files.exists(Path.of(file)), "the parameter file is deleted");
    assertFalse(Files.exists(folder.resolve("stolen")), "no shell has run");
    assertEquals(folder.toRealPath().toString(), Files.readString(folder.resolve("place")).strip());
    List<String> environment = strings("environment");
    assertTrue(
        environment.containsAll(
            List.of(
                "LUTHIER_PARAM_LEARNING_RATE=1.0e-5",
                "LUTHIER_PARAM_WIDTH=64",
                "LUTHIER_PARAM_FLAG=true",
                "LUTHIER_PARAM_OPTIMIZER=adam",
                "LUTHIER_PARAM_TEXT=" + CommandFixture.NASTY,
                "LUTHIER_STUDY=a study",
                "LUTHIER_TRIAL=0",
                "LUTHIER_WORKER=" + fixture.worker())),
        environment::toString);
    assertTrue(environment.stream().anyMatch(entry -> entry.matches("LUTHIER_SEED=-?\\d+")));
    assertTrue(
        environment.stream().noneMatch(entry -> entry.startsWith("LUTHIER_PARAM_MOMENTUM")),
        "inactive");
  }

  @Test
  void stepsAreReportedWhileTheCommandRuns() throws IOException {
    String script =
        GOOD.replace("0.93", "0.5")
            + ", \"step\": 1}'\n"
            + "until [ -e heard ]; do sleep 0.02; done\n"
            + GOOD.replace("0.93", "NaN")
            + ", \"step\": 2}'\n"
            + RESULT;
    RunListener listener =
        new RunListener() {
          @Override
          public void measured(long trial, Measurement measurement) {
            if (measurement.step() == 1) {
              create(folder.resolve("heard"));
            }
          }
        };
    RunReport report = fixture.run(fixture.script(script), ONE, new RunControl(), listener);
    Trial.Finished trial = report.finished().getFirst();
    assertEquals(
        List.of(
            Measurement.of(1, "accuracy", 0.5), new Measurement(2, Map.of("accuracy", Double.NaN))),
        trial.measurements());
    assertEquals(COMPLETED, CommandFixture.describe(trial));
  }

  @Test
  void theEndOfStandardErrorIsKept() throws IOException {
    CommandLine command = fixture.script("seq 1 100000 >&2; exit 1");
    RunReport report = fixture.run(command, ONE, new RunControl(), RunListener.SILENT);
    Trial.Failed trial = (Trial.Failed) report.finished().getFirst();
    assertEquals("exit code 1: 100000", trial.failure().message());
    assertEquals(20, trial.failure().detail().lines().count());
    assertTrue(trial.failure().detail().startsWith("99981\n"), trial.failure().detail());
  }

  @Test
  void theEndOfStandardErrorIsKeptOfWrongResultsToo() throws IOException {
    CommandLine command = fixture.script("echo 'no GPU, skipping' >&2");
    RunReport report = fixture.run(command, ONE, new RunControl(), RunListener.SILENT);
    Trial.Failed trial = (Trial.Failed) report.finished().getFirst();
    assertEquals("no GPU, skipping", trial.failure().detail());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "exec sleep 1000",
        "sleep 1000",
        "trap '' TERM; sleep 1000; sleep 1000",
        "trap '' TERM; (trap '' TERM; sleep 1000; sleep 1000) & wait; wait; sleep 1000",
        "while :; do :; done"
      })
  void aHangEndsWithItsTimeLimit(String script) throws IOException {
    assertEquals(
        "TIMEOUT ran past its time limit of 0.3s",
        fixture.run(fixture.script(script), ONE.eachWithin(Duration.ofMillis(300))));
  }

  @Test
  void theEndOfStandardErrorIsKeptAtATimeLimitToo() throws IOException {
    CommandLine command = fixture.script("echo 'epoch 3' >&2; sleep 1000");
    Budget budget = ONE.eachWithin(Duration.ofSeconds(1));
    RunReport report = fixture.run(command, budget, new RunControl(), RunListener.SILENT);
    Trial.Failed trial = (Trial.Failed) report.finished().getFirst();
    assertEquals(Failure.Kind.TIMEOUT, trial.failure().kind());
    assertEquals("epoch 3", trial.failure().detail());
  }

  @Test
  void anObedientCommandMaySaveItsWork() throws IOException {
    String script = "trap 'echo saved >work; exit 0' TERM\nwhile :; do sleep 0.02; done";
    fixture.run(fixture.script(script), ONE.eachWithin(Duration.ofSeconds(1)));
    assertEquals("saved\n", Files.readString(folder.resolve("work")));
  }

  @Test
  void abandonedTrialsEnd() throws IOException {
    RunControl control = new RunControl();
    RunListener listener =
        new RunListener() {
          @Override
          public void measured(long trial, Measurement measurement) {
            control.abandon();
          }
        };
    CommandLine command =
        fixture.script(
            GOOD + ", \"step\": 1}'\ntrap '' TERM INT; sleep 1000 & sleep 1000; sleep 1000");
    RunReport report = fixture.run(command, Budget.trials(3).parallel(3), control, listener);
    assertFalse(report.finished().isEmpty());
    report.finished().stream()
        .map(CommandFixture::describe)
        .forEach(outcome -> assertEquals("abandoned stopped by the user", outcome));
  }

  @Test
  void childrenEndWithTheirParent() throws IOException {
    String script = "i=0; while [ $i -lt 50 ]; do sleep 1000 & i=$((i + 1)); done\n" + RESULT;
    assertEquals(COMPLETED, fixture.run(fixture.script(script), ONE));
  }

  @Test
  void daemonsEndWithTheirTrial() throws IOException {
    // Two forks and a session of their own, with and without the trial's pipes, deaf to SIGTERM.
    String script =
        "(setsid sh -c 'trap \"\" TERM HUP; sleep 1000 & sleep 1000; sleep 1000' &)\n"
            + "(setsid sh -c 'trap \"\" TERM HUP; sleep 1000; sleep 1000' >/dev/null 2>&1"
            + " </dev/null &)\n"
            + RESULT;
    assertEquals(COMPLETED, fixture.run(fixture.script(script), ONE));
  }

  @Test
  void childrenThatFloodTheOutputEndWithTheirParent() throws IOException {
    assertEquals(COMPLETED, fixture.run(fixture.script("yes &\nyes >&2 &\n" + RESULT), ONE));
  }

  @Test
  void processesThatForkWithoutEndDoEnd() throws IOException {
    fixture.write("chain.sh", "#!/bin/sh\nsleep 0.01\n./chain.sh &\n");
    assertEquals(COMPLETED, fixture.run(fixture.script("./chain.sh &\n" + RESULT), ONE));
  }

  @Test
  void trialsAtOnceDoNotEndEachOther() throws IOException {
    String script =
        "sleep 1000 &\nif [ $LUTHIER_TRIAL = 0 ]; then until [ -e over ]; do sleep 0.02; done; fi\n"
            + RESULT;
    RunListener listener =
        new RunListener() {
          @Override
          public void finished(Trial.Finished trial) {
            if (trial.number() == 2) {
              create(folder.resolve("over"));
            }
          }
        };
    RunReport report =
        fixture.run(
            fixture.script(script), Budget.trials(3).parallel(2), new RunControl(), listener);
    assertEquals(
        List.of(COMPLETED, COMPLETED, COMPLETED),
        report.finished().stream().map(CommandFixture::describe).toList());
    assertEquals(0, report.finished().getLast().number());
  }

  private List<String> strings(String name) throws IOException {
    String text = Files.readString(folder.resolve(name));
    return List.of(text.substring(0, text.length() - 1).split("\0", -1));
  }

  private static void create(Path file) {
    try {
      Files.createFile(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Arguments row(String... cells) {
    return Arguments.of((Object[]) cells);
  }
}
