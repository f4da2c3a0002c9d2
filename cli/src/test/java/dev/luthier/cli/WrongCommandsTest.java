package dev.luthier.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.cli.StudyFixture.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Wrong commands about a study: each is one message that names the mistake, and changes nothing.
 */
final class WrongCommandsTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void runStudy() throws IOException {
    file = StudyFixture.write(folder, "example.Parabola", "budget: {trials: 9}");
    assertEquals(ExitCode.SUCCESS, run("ask FILE --count 2").code());
    assertEquals(ExitCode.SUCCESS, run("tell FILE 0 0.5").code());
    assertEquals(ExitCode.SUCCESS, run("enqueue FILE x=0.5 kind=on").code());
    Files.writeString(folder.resolve("notes.txt"), "to do: everything\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ask                              | FILE is missing
          ask FILE --count 0               | --count = 0: must lie in [1, 10000]
          ask FILE --count x               | --count = x: must be a whole number
          ask FILE --count                 | --count needs a value
          ask FILE 3                       | there is a word too many: 3
          ask FILE --jsn                   | there is no option --jsn; did you mean --json?
          ask none.yaml                    | none.yaml
          ask FILE --study parabola        | --study goes with a store, and
          ask STORE --store x.db           | --store goes with a study file, and
          ask notes.txt                    | notes.txt:1:
          tell FILE                        | TRIAL is missing
          tell FILE 1                      | NAME=VALUE is missing
          tell FILE one 0.5                | TRIAL = one: must be a whole number
          tell FILE 99 0.5                 | trial = 99: there is no such trial
          tell FILE -1 0.5                 | trial = -1: there is no such trial
          tell FILE 1 much                 | score = much: must be a number
          tell FILE 1 score=0x10           | score = 0x10: must be a number
          tell FILE 1 scor=0.5             | score = (missing): is required
          tell FILE 1 score=1 loss=2       | loss = 2.0: is unknown; the study has [score]
          tell FILE 1 score=1 score=2      | score = 2: is given twice
          tell FILE 1 1 2                  | NAME=VALUE = 1: must be NAME=VALUE
          tell FILE 1 0.5 --stderr -1      | --stderr = -1: must not be negative
          tell FILE 1 0.5 --cost nan       | --cost = nan: must not be negative
          tell FILE 1 0.5 --constraint m=1 | m = 1.0: is unknown; the study has []
          tell FILE 1 0.5 --failed no      | --failed and 0.5 exclude each other
          tell FILE 1 --failed a --pruned b | --failed and --pruned exclude each other
          tell FILE 1 --pruned b --cost 1  | --pruned and --cost exclude each other
          tell FILE 1 0.5 --key a --key b  | --key is given twice
          tell FILE 0 0.75                 | trial 0 = score=0.75: it was told score=0.5
          tell FILE 2 0.5                  | trial 2 = score=0.5: it has not been asked for yet
          enqueue FILE                     | NAME=VALUE is missing
          enqueue FILE x=0.5               | kind = (missing): is required
          enqueue FILE x=0.5 kind=off      | kind = off: must be one of [sgd, on, adam]
          enqueue FILE x=2 kind=on         | x = 2: must lie in [0.0, 1.0]
          enqueue FILE x=0.5 kind=on y=1   | y = 1: is not a parameter
          enqueue FILE x                   | NAME=VALUE = x: must be NAME=VALUE
          enqueue FILE --params {x         | --params = {x: is no JSON object
          enqueue FILE --params {} x=1     | --params and x=1 exclude each other
          best STORE --study other         | --study = other: is not in
          trials FILE --state complete     | did you mean completed?
          status none.db                   | none.db: does not exist
          export FILE --format xml         | --format = xml: must be json or csv
          export FILE --to FILE            | is what it would be made of
          export STORE --to STORE          | is what it would be made of
          export FILE --to .               | --to = .: is a folder
          import FILE                      | FROM is missing
          import FILE none.csv             | none.csv: does not exist
          import FILE notes.txt            | is none of a Luthier export
          """)
  void isExplainedAndChangesNothing(String words, String message) {
    String before = run("trials FILE --json").out();
    Ran ran = run(words);
    assertEquals(ExitCode.WRONG_INPUT, ran.code(), ran.err());
    assertEquals("", ran.out());
    String line = ran.err().lines().findFirst().orElseThrow();
    assertTrue(line.startsWith("luthier: "), line);
    assertTrue(line.contains(message), line);
    assertEquals(before, run("trials FILE --json").out());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tell FILE 0 1",
        "enqueue FILE x=0.5 kind=on",
        "best FILE",
        "trials FILE",
        "status FILE",
        "report FILE",
        "explain FILE",
        "export FILE"
      })
  void studyThatHasNotBegunIsNotBegunBySeeing(String words) throws IOException {
    Path store = folder.resolve("new.db");
    String begin =
        "luthier: study = parabola: has not begun: luthier tune or luthier ask begins it";
    Ran ran = run(words + " --store " + store);
    assertEquals(ExitCode.WRONG_INPUT, ran.code());
    assertEquals(begin + "; there is no " + store + "\n", ran.err());
    assertFalse(Files.exists(store));
    Path other = folder.resolve("other.yaml");
    Files.writeString(other, Files.readString(file).replace("name: parabola", "name: other"));
    StudyFixture.run("ask", other, "--store", store);
    assertEquals(begin + "; the store has [other]\n", run(words + " --store " + store).err());
    assertEquals(1, StudyFixture.run("trials", store, "--json").out().lines().count());
  }

  @Test
  void storeOfSeveralStudiesNeedsAName() throws IOException {
    Path store = folder.resolve("study.luthier.db");
    Path other = folder.resolve("other.yaml");
    Files.writeString(other, Files.readString(file).replace("name: parabola", "name: other"));
    StudyFixture.run("ask", other, "--store", store);
    assertEquals(
        "luthier: --study = (missing): is needed: " + store + " has [other, parabola]\n",
        StudyFixture.run("best", store).err());
    assertEquals(ExitCode.SUCCESS, run("best STORE --study parabola").code());
    assertTrue(run("best STORE --study parabole").err().contains("; did you mean parabola?"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ask FILE", "tell FILE 1 0.5", "enqueue FILE x=0.5 kind=on"})
  void changedStudyFileIsAConflict(String words) throws IOException {
    Files.writeString(file, Files.readString(file).replace("high: 1.0", "high: 2.0"));
    Ran ran = run(words);
    assertEquals(ExitCode.WRONG_INPUT, ran.code());
    assertTrue(ran.err().startsWith("luthier: space.x = "), ran.err());
    assertEquals(ExitCode.SUCCESS, run("best FILE").code(), "reading needs the name alone");
  }

  private Ran run(String words) {
    return StudyFixture.run(
        Stream.of(words.split(" ", -1))
            .map(
                word ->
                    switch (word) {
                      case "FILE" -> file;
                      case "STORE" -> folder.resolve("study.luthier.db");
                      case "none.yaml", "none.csv", "none.db", "notes.txt" -> folder.resolve(word);
                      default -> word;
                    })
            .toArray());
  }
}
