package dev.luthier.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.error.InvalidInputException;
import dev.luthier.run.EvaluatedTrial;
import dev.luthier.space.IntegerParameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.space.SpaceBuilder;
import dev.luthier.study.Evaluation;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.Outcome;
import dev.luthier.study.StudySpec;
import dev.luthier.study.Trial;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files written by hand, with every mistake there can be in them. */
class ImportFileTest {
  private static final StudySpec SPEC = spec();

  private static final String JSON =
      """
      {"luthier_export": 1, "study": {"name": "s", "objectives": {"loss": "minimize"}}, "trials": [
      {"number": 0, "state": "completed", "parameters": {"n": 3}, "values": {"loss": 0.5},
       "stderr": 0.1, "cost": 2, "measurements": [{"step": 1, "values": {"loss": 1}}],
       "worker": "w", "start": "2026-03-01T12:00:00Z", "end": "2026-03-01T12:00:01Z"},
      {"number": 1, "state": "failed", "parameters": {"n": 4},
       "failure": {"kind": "exit", "message": "exit code 1", "detail": "oh"}},
      {"number": 2, "state": "pruned", "parameters": {"n": 5}, "reason": "slow"}]}
      """;

  private static final String CSV =
      """
      number,state,param.n,value.loss,stderr,cost,failure_kind,failure,reason,worker,start,end
      0,completed,3,0.5,0.1,2,,,,w,2026-03-01T12:00:00Z,2026-03-01T12:00:01Z
      1,failed,4,,,,exit,exit code 1,,w,2026-03-01T12:00:00Z,2026-03-01T12:00:01Z
      2,pruned,5,,,,,,slow,w,2026-03-01T12:00:00Z,2026-03-01T12:00:01Z
      """;

  @TempDir private Path folder;

  @Test
  void minimalFilesByHandAreEnough() throws IOException {
    Instant epoch = Instant.EPOCH;
    EvaluatedTrial expected =
        new EvaluatedTrial(
            Map.of("n", 3L),
            List.of(),
            new Trial.Timing("import", epoch, epoch),
            new Outcome.Completed(Evaluation.of("loss", 0.5)));
    String csv = "number,state,param.n,value.loss\n0,completed,3,.5";
    assertEquals(List.of(expected), read(csv).trials());
    String json =
        """
        {"luthier_export": 1, "study": {}, "trials": [{"number": 0, "state": "completed",
          "parameters": {"n": 3.0}, "values": {"loss": 5e-1}}]}
        """;
    assertEquals(List.of(expected), read(json).trials());
    assertEquals(3, read(JSON).trials().size());
    assertEquals(3, read(CSV).trials().size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"luthier_export\": 1 | \"luthier_export\": 2 | luthier_export = 2: is a version",
        "\"study\": { | \"studie\": { | study = (missing): is required",
        "\"trials\": [ | \"more\": 1, \"trials\": [ | more = 1: is not known in an export",
        "\"minimize\" | \"maximize\" | study.objectives = {loss=maximize}: the study has",
        "{\"loss\": \"minimize\"} | {\"a\": \"minimize\"} | study.objectives = {a=minimize}:",
        "{\"loss\": \"minimize\"} | 7 | study.objectives = 7: must be an object or a list",
        "\"number\": 0 | \"number\": -1 | trials[0].number = -1: must not be negative",
        "\"number\": 0 | \"number\": 0.5 | trials[0].number = 0.5: must be an integer",
        "\"completed\" | \"complete\" | trials[0].state = complete: must be one of [pending,",
        "{\"n\": 3} | [] | trials[0].parameters = []: must be an object",
        "{\"n\": 3} | {\"n\": null} | trials[0].parameters.n = null: must be a string, a boolean",
        "{\"n\": 3} | {\"n\": NaN} | trials[0].parameters.n = NaN: must be a string, a boolean",
        "{\"loss\": 0.5} | {\"loss\": \"x\"} | trials[0].values.loss = x: must be a number",
        "\"values\": {\"loss\": 0.5} | \"reason\": \"r\" | trials[0].values = (missing): is"
            + " required",
        "\"stderr\": 0.1 | \"stderr\": true | trials[0].stderr = true: must be a number",
        "\"cost\": 2 | \"costs\": 2 | trials[0].costs = 2: is not known in a completed trial; did"
            + " you mean cost?",
        "\"step\": 1, | `` | trials[0].measurements[0].step = (missing): is required",
        "{\"step\": 1 | {\"s\": 0, \"step\": 1 | trials[0].measurements[0].s = 0: is not known",
        "\"worker\": \"w\" | \"worker\": 1 | trials[0].worker = 1: must be a string",
        "2026-03-01T12:00:01Z | yesterday | trials[0].end = yesterday: must be a time",
        "\"exit\" | \"exot\" | trials[1].failure.kind = exot: must be one of [exception, exit,",
        "\"message\": | \"massage\": | trials[1].failure.message = (missing): is required",
        "\"reason\": \"slow\" | \"values\": {\"loss\": 1} | trials[2].reason = (missing): is"
            + " required",
        "\"reason\": | \"values\": {}, \"reason\": | trials[2].values = {}: is not known in a"
            + " pruned",
      })
  void whatIsWrongInJsonIsNamedWithItsPath(String right, String wrong, String message) {
    assertTrue(JSON.contains(right), right);
    assertRefused(
        JSON.replaceFirst(Pattern.quote(right), Matcher.quoteReplacement(wrong)), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "reason, | raeson, | header = raeson: is no column of an export; did you mean reason?",
        "cost,fail | stderr,fail | header = stderr: names a column twice",
        "value.loss | value.lost | objectives = [lost]: the study has [loss]",
        "stderr,cost | stderr,constraint.x | constraints = [x]: the study has []",
        "0,completed | 0,complete | :2: state = complete: must be one of",
        "0,completed | x,completed | :2: number = x: must be an integer, and not negative",
        "0,completed | -1,completed | :2: number = -1: must be an integer, and not negative",
        "0,completed | ,completed | :2: number = (empty): is required",
        "0.5 | high | :2: value.loss = high: must be a number",
        "0.5 | 0x1p3 | :2: value.loss = 0x1p3: must be a number",
        ",2,,, | ,2,, | :2: record = 11 cells: must have as many as the header (12)",
        "exit, | exot, | :3: failure_kind = exot: must be one of",
        "exit, | , | :3: failure_kind = (empty): is required",
        "12:00:01Z | noon | :2: end = 2026-03-01Tnoon: must be a time",
        "slow | \"slow | :4: cell = slow,w,2026-03-01T12:00:00Z,2026-03-01T12:00:01Z\\n"
            + ": its quotes",
        "slow | sl\"ow | :4: cell = sl\": quotes must enclose the whole cell",
        "slow | \"slow\"er | :4: cell = slow: something stands behind the closing quotes",
      })
  void whatIsWrongInCsvIsNamedWithItsLine(String right, String wrong, String message) {
    assertTrue(CSV.contains(right), right);
    assertRefused(CSV.replaceFirst(Pattern.quote(right), Matcher.quoteReplacement(wrong)), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "3,0.5 | 300,0.5 | n = 300: must lie in [1, 9]",
        "3,0.5 | three,0.5 | n = three: must be an integer",
        "3,0.5 | ,0.5 | n = (missing): is required",
        "3,0.5 | 3, | values = []: the study has [loss]",
        "3,0.5 | 3,NaN | values.loss = NaN: must be a number",
        "0.1,2 | -0.1,2 | stderr = -0.1: must not be negative",
        "0.1,2 | 0.1,NaN | cost = NaN: must not be negative",
      })
  void aTrialThatDoesNotFitIsSkippedWithItsReason(String right, String wrong, String reason)
      throws IOException {
    assertTrue(CSV.contains(right), right);
    Imported imported = read(CSV.replace(right, wrong));
    assertEquals(2, imported.trials().size());
    assertEquals("trial 0", imported.skipped().getFirst().label());
    assertTrue(imported.skipped().getFirst().reason().startsWith(reason), imported::toString);
  }

  @Test
  void aParameterThatTheSpaceLacksMattersOnlyWhereItHasAValue() throws IOException {
    Imported imported =
        read(
            """
            number,state,param.n,param.m,reason
            0,pruned,3,,r
            1,pruned,3,7,r
            """
                .replace("reason", "reason,value.loss")
                .replace(",r\n", ",r,\n"));
    assertEquals(1, imported.trials().size());
    assertEquals(
        List.of(new Skipped("trial 1", "m = 7: is not a parameter; the parameters are [n]")),
        imported.skipped());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " \n",
        "hello",
        "a,b\n1,2\n",
        "[]",
        "{}",
        "{\"a\": 1}",
        "{\"luthier_export",
        "\"open",
        "number;state\n0;completed\n",
        "\u0000\u0001",
        "SQLite format 3",
        "{\"op_code\""
      })
  void whatIsNoneOfTheFormatsIsRefused(String text) {
    assertRefused(text, "");
  }

  @Test
  void whatCannotBeReadIsRefused() throws IOException {
    Path missing = folder.resolve("missing");
    assertMessage("file = " + missing + ": does not exist", missing);
    assertMessage("file = " + folder + ": cannot be read: ", folder);
    Path latin =
        Files.write(
            folder.resolve("latin"), "number,state\n0,é".getBytes(StandardCharsets.ISO_8859_1));
    assertMessage("file = " + latin + ": is no text in UTF-8", latin);
  }

  @Test
  void theStudyOfAnExportCanBeNamedAndMustThenBeTheOne() throws IOException {
    Path json = Files.writeString(folder.resolve("json"), JSON);
    assertEquals(3, ImportFile.read(json, SPEC, Optional.of("s")).trials().size());
    Path csv = Files.writeString(folder.resolve("csv"), CSV);
    for (Path file : List.of(json, csv)) {
      InvalidInputException e =
          assertThrows(
              InvalidInputException.class, () -> ImportFile.read(file, SPEC, Optional.of("other")));
      assertTrue(e.getMessage().contains("study = other: "), e.getMessage());
    }
  }

  @Test
  void anExportCutOffAnywhereIsRefused() throws IOException {
    for (int end = 0; end < JSON.length() - 2; end++) {
      assertRefused(JSON.substring(0, end), "");
    }
    int lastRecord = CSV.indexOf("\n2,pruned") + 1;
    for (int end = lastRecord + 2; end < CSV.length() - 1; end++) {
      assertRefused(CSV.substring(0, end), "");
    }
  }

  private static StudySpec spec() {
    SpaceBuilder space = SearchSpace.builder();
    space.add(IntegerParameter.linear("n", 1, 9));
    return OptunaFixture.spec(space.build(), ObjectiveSpec.minimize("loss"));
  }

  private Imported read(String text) throws IOException {
    return ImportFile.read(Files.writeString(folder.resolve("file"), text), SPEC, Optional.empty());
  }

  private void assertRefused(String text, String message) {
    InvalidInputException e =
        assertThrows(InvalidInputException.class, () -> read(text), () -> "read: " + text);
    assertTrue(String.valueOf(e.getMessage()).contains(message), e.getMessage());
    assertTrue(String.valueOf(e.getMessage()).contains(folder.toString()), e.getMessage());
  }

  private static void assertMessage(String message, Path file) {
    InvalidInputException e =
        assertThrows(
            InvalidInputException.class, () -> ImportFile.read(file, SPEC, Optional.empty()));
    assertTrue(String.valueOf(e.getMessage()).startsWith(message), e.getMessage());
  }
}
