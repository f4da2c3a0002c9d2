package dev.luthier.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.error.InvalidInputException;
import dev.luthier.json.JsonReader;
import dev.luthier.json.JsonWriter;
import dev.luthier.run.EvaluatedTrial;
import dev.luthier.space.CategoricalParameter;
import dev.luthier.space.Configuration;
import dev.luthier.space.SearchSpace;
import dev.luthier.space.SpaceBuilder;
import dev.luthier.study.Evaluation;
import dev.luthier.study.Failure;
import dev.luthier.study.Measurement;
import dev.luthier.study.Outcome;
import dev.luthier.study.StudySpec;
import dev.luthier.study.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is exported comes back as it was. */
class ExportTest {
  private static final List<Trial> TRIALS = RandomTrials.draw(300, 20260301);
  private static final Map<String, Object> STUDY =
      Map.of(
          "name",
          "odd, \"study\"",
          "objectives",
          Map.of("acc,\"uracy\"", "maximize", "loss", "minimize"));

  @TempDir private Path folder;

  @Test
  void jsonGivesEveryFinishedTrialBackExactly() throws IOException {
    Imported imported = read(json(TRIALS));
    assertEquals("Luthier JSON, study odd, \"study\"", imported.source());
    assertEquals(finished(true), imported.trials());
    assertOpenTrialsAreSkipped(imported);
  }

  @Test
  void csvGivesEveryFinishedTrialBackButMeasurementsAndDetails() throws IOException {
    Imported imported = read(csv(RandomTrials.SPEC, TRIALS));
    assertEquals("Luthier CSV", imported.source());
    assertEquals(finished(false), imported.trials());
    assertOpenTrialsAreSkipped(imported);
  }

  @Test
  void everyTrialOfAnyStateIsTheSameTextAfterItWasRead() {
    for (Trial trial : TRIALS) {
      String text = JsonWriter.write(TrialJson.write(trial));
      Trial again = TrialJson.read("trial", JsonReader.readObject(text));
      assertEquals(trial.getClass(), again.getClass());
      assertEquals(text, JsonWriter.write(TrialJson.write(again)));
    }
  }

  @Test
  void theJsonFormIsTheDocumentedOne() {
    Configuration configuration = Configuration.of(Map.of("b", 0.5, "a", "x"));
    Instant start = Instant.parse("2026-03-01T12:00:00Z");
    Trial.Timing timing = new Trial.Timing("pid-1", start, start.plusMillis(1500));
    List<Measurement> steps = List.of(Measurement.of(1, "loss", Double.NaN));
    assertEquals(
        "{\"number\":3,\"state\":\"completed\",\"parameters\":{\"a\":\"x\",\"b\":0.5},"
            + "\"values\":{\"loss\":\"Infinity\"},\"stderr\":0.25,\"cost\":2.0,"
            + "\"constraints\":{\"memory\":-1.0},"
            + "\"measurements\":[{\"step\":1,\"values\":{\"loss\":\"NaN\"}}],"
            + "\"worker\":\"pid-1\",\"start\":\"2026-03-01T12:00:00Z\","
            + "\"end\":\"2026-03-01T12:00:01.500Z\"}",
        JsonWriter.write(
            TrialJson.write(
                new Trial.Completed(
                    3,
                    configuration,
                    steps,
                    timing,
                    Evaluation.of("loss", Double.POSITIVE_INFINITY)
                        .withStandardError(0.25)
                        .withCost(2)
                        .withConstraint("memory", -1)))));
    assertEquals(
        "{\"number\":4,\"state\":\"failed\",\"parameters\":{},"
            + "\"failure\":{\"kind\":\"not_a_number\",\"message\":\"loss is NaN\"},"
            + "\"worker\":\"pid-1\",\"start\":\"2026-03-01T12:00:00Z\","
            + "\"end\":\"2026-03-01T12:00:01.500Z\"}",
        JsonWriter.write(
            TrialJson.write(
                new Trial.Failed(
                    4,
                    Configuration.empty(),
                    List.of(),
                    timing,
                    new Failure(Failure.Kind.NOT_A_NUMBER, "loss is NaN")))));
    assertEquals(
        "{\"number\":5,\"state\":\"pending\",\"parameters\":{}}",
        JsonWriter.write(TrialJson.write(new Trial.Pending(5, Configuration.empty()))));
  }

  @Test
  void jsonHasOneTrialALineAndMayBeLaidOutAnew() throws IOException {
    String text = json(TRIALS);
    List<String> lines = text.lines().toList();
    assertEquals(TRIALS.size() + 2, lines.size());
    assertEquals("]}", lines.getLast());
    for (int i = 0; i < TRIALS.size(); i++) {
      String line = lines.get(i + 1);
      assertEquals(i + 1 < TRIALS.size(), line.endsWith(","));
      JsonReader.readObject(line.endsWith(",") ? line.substring(0, line.length() - 1) : line);
    }
    assertEquals(finished(true), read(JsonWriter.write(JsonReader.read(text))).trials());
  }

  @Test
  void anEmptyStudyIsAnExportToo() throws IOException {
    assertEquals(List.of(), read(json(List.of())).trials());
    assertEquals(List.of(), read(csv(RandomTrials.SPEC, List.of())).trials());
  }

  @Test
  void csvWrittenByASpreadsheetComesBackToo() throws IOException {
    String text = csv(RandomTrials.SPEC, TRIALS);
    // They add a byte order mark, an empty line, and a carriage return between records.
    StringBuilder changed = new StringBuilder("\uFEFF");
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      quoted ^= c == '"';
      changed.append(c == '\n' && !quoted ? "\r\n" : c);
    }
    assertEquals(finished(false), read(changed + "\r\n").trials());
  }

  @Test
  void stringsAndNumbersThatDifferAreTakenFromCsvByTheSpace() throws IOException {
    StudySpec spec = mixed("1.5", 1L, true, "yes");
    assertEquals(
        List.of("1.5", 1L, true, "yes"),
        read(csv(spec, each(spec)), spec).trials().stream()
            .map(trial -> trial.parameters().get("c"))
            .toList());
  }

  @Test
  void aCellThatTwoChoicesAreWrittenLikeIsRefusedRatherThanGuessed() throws IOException {
    StudySpec spec = mixed("1", 1L, "other");
    String text = csv(spec, each(spec));
    InvalidInputException e = assertThrows(InvalidInputException.class, () -> read(text, spec));
    assertTrue(e.getMessage().contains(":3: param.c = 1: "), e.getMessage());
    assertEquals(3, read(json(each(spec)), spec).trials().size());
  }

  private static StudySpec mixed(Object... choices) {
    SpaceBuilder space = SearchSpace.builder();
    space.add(CategoricalParameter.of("c", List.of(choices)));
    return RandomTrials.spec("odd, \"study\"", space.build());
  }

  private static List<Trial> each(StudySpec spec) {
    CategoricalParameter<?> c = (CategoricalParameter<?>) spec.space().find("c").orElseThrow();
    return c.choices().stream()
        .<Trial>map(
            choice ->
                new Trial.Pruned(
                    c.choices().indexOf(choice),
                    Configuration.of(Map.of("c", choice)),
                    List.of(),
                    new Trial.Timing("w", Instant.EPOCH, Instant.EPOCH),
                    "slow"))
        .toList();
  }

  private static String json(List<Trial> trials) throws IOException {
    StringBuilder out = new StringBuilder();
    JsonExport.write(out, STUDY, trials);
    return out.toString();
  }

  private static String csv(StudySpec spec, List<Trial> trials) throws IOException {
    StringBuilder out = new StringBuilder();
    CsvExport.write(out, spec, trials);
    return out.toString();
  }

  private Imported read(String text) throws IOException {
    return read(text, RandomTrials.SPEC);
  }

  private Imported read(String text, StudySpec spec) throws IOException {
    Path file = folder.resolve("export");
    Files.writeString(file, text);
    return ImportFile.read(file, spec, Optional.empty());
  }

  private static List<EvaluatedTrial> finished(boolean whole) {
    return TRIALS.stream()
        .filter(Trial.Finished.class::isInstance)
        .map(Trial.Finished.class::cast)
        .map(
            trial ->
                new EvaluatedTrial(
                    trial.configuration().asMap(),
                    whole ? trial.measurements() : List.of(),
                    trial.timing(),
                    outcome(trial, whole)))
        .toList();
  }

  private static Outcome outcome(Trial.Finished trial, boolean whole) {
    return switch (trial) {
      case Trial.Completed completed -> new Outcome.Completed(completed.evaluation());
      case Trial.Pruned pruned -> new Outcome.Pruned(pruned.reason());
      case Trial.Abandoned abandoned -> new Outcome.Abandoned(abandoned.reason());
      case Trial.Failed failed ->
          new Outcome.Failed(
              whole
                  ? failed.failure()
                  : new Failure(failed.failure().kind(), failed.failure().message()));
    };
  }

  private static void assertOpenTrialsAreSkipped(Imported imported) {
    assertEquals(
        TRIALS.stream()
            .filter(Trial.Open.class::isInstance)
            .map(
                trial ->
                    new Skipped(
                        "trial " + trial.number(),
                        trial instanceof Trial.Pending ? "is still pending" : "is still running"))
            .toList(),
        imported.skipped());
  }
}
