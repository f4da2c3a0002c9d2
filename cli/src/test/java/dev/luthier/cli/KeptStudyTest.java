package dev.luthier.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.cli.StudyFixture.Ran;
import dev.luthier.json.JsonReader;
import dev.luthier.store.sqlite.SqliteStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * What can be seen of a study without changing it: {@code best}, {@code trials}, {@code status},
 * {@code export}; and what {@code import} takes in.
 */
final class KeptStudyTest {
  @TempDir Path folder;
  private Path file;
  private Path store;

  @BeforeEach
  void runStudy() throws IOException {
    file = StudyFixture.write(folder, "example.Parabola", "budget: {trials: 9, timeout: 90s}");
    store = folder.resolve("study.luthier.db");
    for (String words :
        List.of(
            "ask FILE --count 4",
            "tell FILE 0 0.25",
            "tell FILE 1 0.75 --cost 2",
            "tell FILE 2 --failed no",
            "enqueue FILE x=0.5 kind=on")) {
      Ran ran = run(words);
      assertEquals(ExitCode.SUCCESS, ran.code(), words + ": " + ran.err());
    }
  }

  @Test
  void bestIsTheBestTrialWithItsValues() {
    Map<?, ?> yaml = yaml(run("best FILE").out());
    assertEquals(1, yaml.get("trial"));
    assertEquals(Map.of("score", 0.75), yaml.get("objectives"));
    Map<String, Object> json = JsonReader.readObject(run("best STORE --json").out());
    assertEquals(1L, json.get("number"));
    assertEquals(2.0, json.get("cost"));
    assertEquals(yaml.get("configuration"), json.get("parameters"), "exact numbers in both forms");
  }

  @Test
  void bestOfOneObjectiveIsOneDocument() {
    StudyFixture.run("enqueue", file, "x=0.25", "kind=adam");
    assertEquals(ExitCode.SUCCESS, StudyFixture.run("ask", file, "--count", 2).code());
    assertEquals("trial 5: score=Infinity\n", StudyFixture.run("tell", file, 5, "inf").out());
    assertEquals(
        """
        trial: 5
        configuration:
          kind: adam
          x:    0.25
        objectives:
          score: .inf
        """,
        run("best FILE").out());
  }

  @Test
  void bestOfSeveralObjectivesIsTheFront() throws IOException {
    Path several = several();
    assertEquals(
        new Ran(ExitCode.NO_COMPLETED_TRIAL, "", "luthier: no trial completed yet, of 5\n"),
        StudyFixture.run("best", several));
    tell(several, 0, "loss=0 speed=9", 1);
    assertEquals(
        new Ran(ExitCode.NO_COMPLETED_TRIAL, "", "luthier: no trial is feasible, of 1 completed\n"),
        StudyFixture.run("best", several, "--json"));
    tell(several, 1, "loss=3 speed=inf", -1);
    tell(several, 2, "loss=2 speed=4", 0);
    assertEquals(
        """
        - trial: 2
          configuration:
            size: 3
          objectives:
            loss:  2.0
            speed: 4.0
        - trial: 1
          configuration:
            size: 2
          objectives:
            loss:  3.0
            speed: .inf
        """,
        StudyFixture.run("best", several).out());
    tell(several, 3, "loss=3 speed=5", -1);
    tell(several, 4, "loss=2 speed=4", -1);
    assertEquals(List.of(2L, 1L), numbersOfTheFront(several));
  }

  @Test
  void aFrontOfOneTrialIsAListToo() throws IOException {
    Path several = several();
    tell(several, 0, "loss=1 speed=1", 0);
    assertEquals(List.of(0L), numbersOfTheFront(several));
    assertTrue(StudyFixture.run("best", several).out().startsWith("- trial: 0\n"));
  }

  /** A study of two objectives, with five trials that were asked for. */
  private Path several() throws IOException {
    Path several = folder.resolve("several.json");
    Files.writeString(
        several,
        """
        {"name": "several", "objectives": {"loss": "minimize", "speed": "maximize"},
         "constraints": ["memory"], "space": {"size": {"type": "int", "low": 1, "high": 9}},
         "objective": {"command": ["true"]}, "strategy": {"name": "random"}}
        """);
    StudyFixture.run("ask", several);
    for (int size = 2; size <= 5; size++) {
      StudyFixture.run("enqueue", several, "size=" + size);
    }
    assertEquals(ExitCode.SUCCESS, StudyFixture.run("ask", several, "--count", 4).code());
    return several;
  }

  private static void tell(Path study, int trial, String values, int memory) {
    String[] words = values.split(" ", 2);
    Ran ran =
        StudyFixture.run(
            "tell", study, trial, words[0], words[1], "--constraint", "memory=" + memory);
    assertEquals(ExitCode.SUCCESS, ran.code(), ran.err());
  }

  /** As one line of JSON says them. */
  private static List<Object> numbersOfTheFront(Path study) {
    Ran ran = StudyFixture.run("best", study, "--json");
    assertEquals(1, ran.out().lines().count(), ran.err());
    List<?> trials = assertInstanceOf(List.class, JsonReader.read(ran.out()));
    return trials.stream()
        .<Object>map(trial -> Objects.requireNonNull(((Map<?, ?>) trial).get("number")))
        .toList();
  }

  @Test
  void studyWithoutACompletedTrialHasNoBest() throws IOException {
    Path fresh = Files.createDirectory(folder.resolve("fresh"));
    Path other = StudyFixture.write(fresh, "example.Parabola", "");
    StudyFixture.run("ask", other);
    assertEquals(
        new Ran(ExitCode.NO_COMPLETED_TRIAL, "", "luthier: no trial completed yet, of 1\n"),
        StudyFixture.run("best", other, "--json"));
  }

  @Test
  void trialsAreATableOrALineEach() {
    List<String> table = run("trials FILE").out().lines().toList();
    assertEquals(6, table.size());
    assertTrue(table.getFirst().matches("trial  state +score  kind +x"), table.getFirst());
    assertTrue(table.get(1).matches(" +0  completed +0\\.2500  \\w+ +\\S+"), table.get(1));
    assertTrue(table.get(3).matches(" +2  failed {2,}\\w+ +\\S+  no"), table.get(3));
    assertTrue(table.get(5).matches(" +4  pending +on +0\\.5"), table.get(5));
    List<Object> states =
        run("trials FILE --json")
            .out()
            .lines()
            .map(line -> Objects.requireNonNull(JsonReader.readObject(line).get("state")))
            .toList();
    assertEquals(List.of("completed", "completed", "failed", "running", "pending"), states);
  }

  @Test
  void trialsOfOneStateAlone() {
    assertEquals(3, run("trials FILE --state completed").out().lines().count());
    assertEquals(1, run("trials FILE --state=pending --json").out().lines().count());
    assertEquals("", run("trials FILE --state pruned --json").out());
  }

  @Test
  void statusSaysTheSameInYamlAndJson() {
    Ran ran = run("status FILE");
    Map<?, ?> yaml = yaml(ran.out());
    Map<String, Object> json = JsonReader.readObject(run("status STORE --json").out());
    assertEquals(
        "study store store_bytes strategy seed fingerprint trials budget best_trial objectives",
        String.join(" ", json.keySet()),
        "these names are stable");
    assertEquals(
        Map.of(
            "pending",
            1L,
            "running",
            1L,
            "completed",
            2L,
            "failed",
            1L,
            "pruned",
            0L,
            "abandoned",
            0L),
        json.get("trials"));
    assertEquals(
        Map.of("used", 4L, "trials", 9L, "parallelism", 1L, "timeout", 90.0), json.get("budget"));
    assertEquals(Map.of("score", 0.75), json.get("objectives"));
    assertEquals(store.toAbsolutePath().toString(), json.get("store"));
    assertEquals(json.keySet(), yaml.keySet());
    assertEquals(yaml.get("fingerprint"), json.get("fingerprint"));
    assertEquals(12, String.valueOf(json.get("fingerprint")).length());
    assertTrue((Long) Objects.requireNonNull(json.get("store_bytes")) > 4096);
  }

  @ParameterizedTest
  @ValueSource(strings = {"best", "trials", "status", "explain", "export"})
  void readingGoesOnBesideTheOwner(String command) {
    try (SqliteStore owner = SqliteStore.open(store, Clock.systemUTC())) {
      assertEquals(List.of("parabola"), owner.studies());
      Ran ran = run(command + " FILE --json");
      assertEquals(ExitCode.SUCCESS, ran.code(), ran.err());
      assertEquals(command.equals("status"), ran.out().contains("\"owner\":\"this process\""));
    }
    assertFalse(run("status FILE").out().contains("owner"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ask", "tell FILE 3 0.5", "enqueue FILE x=1 kind=on", "import FILE out"})
  void changingWaitsForTheOwnersEnd(String words) {
    run("export FILE --to out");
    try (SqliteStore owner = SqliteStore.open(store, Clock.systemUTC())) {
      assertEquals(List.of("parabola"), owner.studies());
      Ran ran = run(words.contains("FILE") ? words : words + " FILE");
      assertEquals(ExitCode.STORE, ran.code());
      assertEquals("", ran.out());
      assertEquals(1, ran.err().lines().count(), ran.err());
      assertTrue(
          ran.err().startsWith("luthier: " + store + ": is in use by this process. "), ran.err());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "csv"})
  void whatIsExportedCanBeImportedOnceAndIsTheSame(String format) throws IOException {
    Path export = folder.resolve("out." + format);
    run("tell FILE 3 --pruned slow");
    assertEquals(new Ran(ExitCode.SUCCESS, "", ""), run("export FILE --to " + export));
    assertEquals(run("export FILE --format " + format).out(), Files.readString(export));
    Path copies = Files.createDirectory(folder.resolve("copies"));
    Path copy = StudyFixture.write(copies, "example.Parabola", "budget: {trials: 9}");
    Ran first = StudyFixture.run("import", copy, export, "--json");
    assertEquals("trial 4: is still pending\n", first.err());
    Map<String, Object> json = JsonReader.readObject(first.out());
    assertEquals(
        List.of("source", "imported", "first_trial", "there_already", "skipped"),
        List.copyOf(json.keySet()));
    assertEquals(4L, json.get("imported"));
    assertEquals(0L, json.get("first_trial"));
    assertEquals(
        List.of(Map.of("label", "trial 4", "reason", "is still pending")), json.get("skipped"));
    assertEquals(
        run("trials FILE --json").out().lines().limit(4).toList(),
        StudyFixture.run("trials", copy, "--json").out().lines().toList());
    Ran second = StudyFixture.run("import", copy, export);
    assertTrue(second.out().startsWith("0 trials imported from Luthier "), second.out());
    assertTrue(second.out().endsWith("; 4 there already, 1 skipped\n"), second.out());
    assertTrue(run("import FILE " + export).out().contains("; 4 there already"));
  }

  @Test
  void twoEqualTrialsOfAFileAreTwo() throws IOException {
    Path csv = folder.resolve("hand.csv");
    Files.writeString(
        csv,
        """
        number,state,param.x,param.kind,value.score
        0,completed,0.5,on,0.9
        1,completed,0.5,on,0.9
        2,completed,7,on,0.9
        """);
    Ran first = run("import STORE " + csv);
    assertTrue(first.err().startsWith("trial 2: x = 7"), first.err());
    assertEquals("2 trials imported from Luthier CSV; 0 there already, 1 skipped\n", first.out());
    assertTrue(run("import STORE " + csv).out().contains("; 2 there already"));
    assertEquals(0.9, at(run("best STORE --json").out(), "values", "score"));
  }

  @Test
  void exportReplacesAFileWholeOrNotAtAll() throws IOException {
    Path target = folder.resolve("kept.csv");
    Files.writeString(target, "before");
    Set<Path> before = files();
    Ran failed = run("export FILE --to " + folder.resolve("none/kept.csv"));
    assertTrue(failed.err().contains("is in a folder that does not exist"), failed.err());
    assertEquals(before, files());
    Map<String, Object> json =
        JsonReader.readObject(run("export FILE --to " + target + " --json").out());
    assertEquals(
        Map.of("path", target.toAbsolutePath().toString(), "format", "csv", "trials", 5L), json);
    assertEquals(6, Files.readAllLines(target).size());
    assertEquals(before, files(), "nothing is left beside it");
    assertEquals(ExitCode.SUCCESS, run("export FILE --format json --to " + target).code());
    assertTrue(Files.readString(target).startsWith("{\"luthier_export\":1,"));
  }

  @Test
  void jsonExportDefinesTheStudyInTheWordsOfAStudyFile() {
    Map<String, Object> export = JsonReader.readObject(run("export FILE").out());
    Map<?, ?> study = assertInstanceOf(Map.class, export.get("study"));
    assertEquals(
        List.of(
            ("name objectives constraints strategy seed budget space forbidden fingerprint"
                    + " provenance")
                .split(" ", -1)),
        List.copyOf(study.keySet()));
    assertEquals(Map.of("score", "maximize"), study.get("objectives"));
  }

  static Stream<String> damages() {
    return Stream.of("truncated", "header", "middle", "empty", "text");
  }

  @ParameterizedTest
  @MethodSource("damages")
  void damagedStoreIsSaidSoByEveryCommand(String damage) throws IOException {
    byte[] bytes = Files.readAllBytes(store);
    switch (damage) {
      case "truncated" -> bytes = Arrays.copyOf(bytes, bytes.length / 2);
      case "header" -> bytes[3] ^= 1;
      case "middle" -> Arrays.fill(bytes, 4096, 8192, (byte) 7);
      case "empty" -> bytes = new byte[0];
      default -> bytes = "not a store".getBytes(StandardCharsets.UTF_8);
    }
    Files.write(store, bytes);
    for (String words :
        List.of("status STORE", "best FILE", "trials FILE", "ask FILE", "tell STORE 3 0.5")) {
      Ran ran = run(words);
      assertEquals(ExitCode.STORE, ran.code(), words + ": " + ran.err());
      assertEquals("", ran.out());
      assertEquals(1, ran.err().lines().count(), ran.err());
      assertTrue(ran.err().startsWith("luthier: " + store + ": is damaged: "), ran.err());
    }
    assertEquals(List.of(bytes.length, true), unchanged(bytes));
  }

  private List<Object> unchanged(byte[] bytes) throws IOException {
    byte[] now = Files.readAllBytes(store);
    return List.of(now.length, Arrays.equals(bytes, now));
  }

  private Set<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      // SQLite leaves its -wal and -shm beside a store that was read.
      return Set.copyOf(all.filter(path -> !path.toString().startsWith(store + "-")).toList());
    }
  }

  private Ran run(String words) {
    return StudyFixture.run(
        Stream.of(words.split(" ", -1))
            .map(word -> word.equals("FILE") ? file : word.equals("STORE") ? store : word)
            .map(word -> word.equals("out") ? folder.resolve("out") : word)
            .toArray());
  }

  private static Object at(String json, String outer, String inner) {
    Map<?, ?> map = assertInstanceOf(Map.class, JsonReader.readObject(json).get(outer));
    return Objects.requireNonNull(map.get(inner));
  }

  private static Map<?, ?> yaml(String text) {
    return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(text);
  }
}
