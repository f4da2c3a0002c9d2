package dev.luthier.transfer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Optuna's files when something happened to them, or is happening. */
class OptunaDamageTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"JOURNAL_3", "JOURNAL_5"})
  void aJournalCutOffLosesItsHalfLineAndSaysSo(OptunaFixture fixture) throws IOException {
    byte[] whole = Files.readAllBytes(fixture.path());
    StudySpec target = OptunaFixture.conditional();
    int first = indexOf(whole, "\"conditional\"");
    SplittableRandom random = new SplittableRandom(1);
    int halves = 0;
    for (int i = 0; i < 100; i++) {
      int end = random.nextInt(first + 200, whole.length);
      Path file = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, end));
      Imported imported = ImportFile.read(file, target, Optional.of("conditional"));
      // Cut exactly before or behind a line's end, all lines are whole.
      boolean half = whole[end - 1] != '\n' && whole[end] != '\n';
      assertEquals(half, imported.skipped().stream().anyMatch(s -> s.label().startsWith("line ")));
      halves += half ? 1 : 0;
    }
    assertTrue(halves > 90, "cuts within lines: " + halves);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"op_code\": 4 | {\"op_code\": 4] | :2: line = {\"op_code\": 4]",
        "{\"op_code\": 4, | [4, | :2: line = [4, ",
        "\"op_code\": 4 | \"op_code\": 11 | :2: op_code = 11: is no operation",
        "\"op_code\": 4 | \"op_code\": 4294967300 | :2: op_code = 4294967300: is no operation",
        "\"study_id\": 0, | `` | :2: study_id = (missing): is required",
        "\"datetime_start\": \"2 | \"datetime_start\": \"x2 | :2: datetime_start = x2",
        "\"param_name\": \"x\", | `` | :3: param_name = (missing): is required",
        "\"param_value_internal\": 0 | \"param_value_internal\": \"a\", \"b\": 0 | :3:"
            + " param_value_internal = a: must be a number",
        "\\\"name\\\": \\\"Float | \\\"name\\\": \\\"Boat | :3: distribution.name ="
            + " BoatDistribution: is no distribution",
        "\"{\\\"name\\\" | \"\\\"name\\\" | :3: distribution = ",
        "\"state\": 1 | \"state\": 9 | :4: state = 9: is no trial state",
        "\"values\": [0 | \"values\": [\"x\", 0 | :4: values = x: must be a number",
      })
  void whatIsWrongInAJournalIsNamedWithItsLine(String right, String wrong, String message)
      throws IOException {
    String journal = Files.readString(OptunaFixture.JOURNAL_3.path());
    int begin = journal.indexOf('\n') + 1;
    String tail = journal.substring(begin);
    assertTrue(tail.contains(right), right);
    String damaged =
        journal.substring(0, begin)
            + tail.replaceFirst(Pattern.quote(right), Matcher.quoteReplacement(wrong));
    Path file = Files.writeString(folder.resolve("damaged"), damaged);
    assertRefused(file + message, file, OptunaFixture.conditional());
  }

  @Test
  void operationsThatCameTooLateChangeNothing() throws IOException {
    String journal =
        """
        {'op_code': 0, 'study_name': 'a', 'directions': [1]}
        {'op_code': 0, 'study_name': 'a', 'directions': [2]}
        {'op_code': 4, 'study_id': 0, 'datetime_start': '2026-01-01T00:00:00+01:00'}
        {'op_code': 4, 'study_id': 7, 'datetime_start': null}
        {'op_code': 6, 'trial_id': 0, 'state': 0, 'datetime_start': '2026-01-01T09:00:00'}
        {'op_code': 5, 'trial_id': 0, 'param_name': 'n', 'param_value_internal': 3.0,
         'distribution': '{`type`: `int`, `low`: 1, `high`: 9}'}
        {'op_code': 5, 'trial_id': 0, 'param_name': 'n', 'param_value_internal': 4.0,
         'distribution': '{`type`: `int`, `low`: 1, `high`: 9, `log`: true}'}
        {'op_code': 9, 'trial_id': 0, 'system_attr': {'fixed_params': {'n': 3}}}
        {'op_code': 7, 'trial_id': 9, 'step': 1, 'intermediate_value': 1}
        {'op_code': 10, 'anything': []}
        {'op_code': 6, 'trial_id': 0, 'state': 1, 'values': [-Infinity],
         'datetime_complete': '2026-01-01T00:00:01.5Z'}
        {'op_code': 6, 'trial_id': 0, 'state': 3, 'datetime_complete': '2026-01-02T00:00:00'}
        {'op_code': 7, 'trial_id': 0, 'step': 1, 'intermediate_value': 1}
        """
            .replace("\n ", "")
            .replace("'", "\"")
            .replace("`", "\\\"");
    assertEquals(
        List.of(
            new EvaluatedTrial(
                Map.of("n", 3L),
                List.of(),
                new Trial.Timing(
                    "optuna",
                    Instant.parse("2025-12-31T23:00:00Z"),
                    Instant.parse("2026-01-01T00:00:01.5Z")),
                new Outcome.Completed(Evaluation.of("loss", Double.NEGATIVE_INFINITY)))),
        read(journal).trials());
    assertEquals("Optuna journal, study a", read(journal).source());
  }

  @ParameterizedTest
  @ValueSource(strings = {"SQLITE_3", "SQLITE_5"})
  void aDamagedDatabaseIsRefusedOrReadButNeverCrashes(OptunaFixture fixture) throws IOException {
    byte[] whole = Files.readAllBytes(fixture.path());
    StudySpec target = OptunaFixture.conditional();
    int all = fixture.expected("conditional").size();
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 60; i++) {
      Path file = folder.resolve("cut-" + i);
      Files.write(file, Arrays.copyOf(whole, random.nextInt(100, whole.length - 1)));
      assertRefused(file + ": ", file, target);
    }
    int refused = 0;
    for (int i = 0; i < 60; i++) {
      byte[] flipped = whole.clone();
      flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
      Path file = Files.write(folder.resolve("flipped-" + i), flipped);
      try {
        Imported imported = ImportFile.read(file, target, Optional.of("conditional"));
        assertEquals(all, imported.trials().size() + imported.skipped().size());
      } catch (InvalidInputException e) {
        assertTrue(String.valueOf(e.getMessage()).contains("flipped-"), e.getMessage());
        refused++;
      }
    }
    assertTrue(refused > 0, "no flipped byte was noticed");
  }

  @Test
  void aDatabaseOfAnotherProgramIsRefused() throws SQLException {
    Path file = folder.resolve("other.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE studies (study_id INTEGER)");
    }
    assertRefused(
        file + ": database = SQLite with tables [studies]: is no storage of", file, spec());
  }

  @Test
  void aWriteAheadLogIsReadAndTheDatabaseIsNotChanged() throws IOException, SQLException {
    // Characters that mean something in a URI.
    Path file = folder.resolve("a ?b#100%.db");
    Files.copy(OptunaFixture.SQLITE_5.path(), file);
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:file:" + file.toUri().getRawPath());
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("PRAGMA wal_autocheckpoint = 0");
      byte[] before = Files.readAllBytes(file);
      statement.executeUpdate("UPDATE trial_values SET value = 12345 WHERE trial_id > 2");
      assertArrayEquals(before, Files.readAllBytes(file));
      Imported imported =
          ImportFile.read(file, OptunaFixture.conditional(), Optional.of("conditional"));
      assertTrue(
          imported.trials().stream()
              .map(EvaluatedTrial::outcome)
              .anyMatch(new Outcome.Completed(Evaluation.of(12345))::equals));
      assertArrayEquals(before, Files.readAllBytes(file));
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  private static StudySpec spec() {
    SpaceBuilder space = SearchSpace.builder();
    space.add(IntegerParameter.linear("n", 1, 9));
    return OptunaFixture.spec(space.build(), ObjectiveSpec.minimize("loss"));
  }

  private static int indexOf(byte[] content, String text) {
    return new String(content, StandardCharsets.ISO_8859_1).indexOf(text);
  }

  private Imported read(String text) throws IOException {
    return ImportFile.read(
        Files.writeString(folder.resolve("file"), text), spec(), Optional.empty());
  }

  private static void assertRefused(String message, Path file, StudySpec target) {
    InvalidInputException e =
        assertThrows(
            InvalidInputException.class,
            () -> ImportFile.read(file, target, Optional.of("conditional")));
    assertTrue(String.valueOf(e.getMessage()).startsWith(message), e.getMessage());
  }
}
