package dev.luthier.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.run.Ask;
import dev.luthier.run.Study;
import dev.luthier.store.AppendResult;
import dev.luthier.store.StoreException;
import dev.luthier.store.StoredEvent;
import dev.luthier.study.Outcome;
import dev.luthier.study.Trial;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in the file is what was acknowledged, whatever happens to file and disk. */
final class SqliteStoreTest {
  private static final String LONGER_THAN_A_PAGE = "x".repeat(1 << 16);

  @TempDir private Path folder;

  @Test
  void aStudyComesBackAsItWas() {
    Path file = folder.resolve("s.db");
    List<Trial> before;
    List<StoredEvent> events;
    Optional<Trial.Completed> best;
    try (Study study = StoreFixture.open(file)) {
      StoreFixture.fill(study, 50);
      before = study.trials();
      events = study.events(0, 10_000);
      best = study.best();
    }
    try (Study study = StoreFixture.open(file)) {
      assertEquals(before, study.trials());
      assertEquals(best, study.best());
      // The last events are the trials' own: read from the file they are in the file's types.
      assertEquals(events.size(), study.events(0, 10_000).size());
    }
    assertEquals(List.of(file), files(), "SQLite's other files and the owner's are gone");
  }

  @Test
  void aSnapshotAndTheEventsTellTheSame() throws SQLException {
    Path file = folder.resolve("s.db");
    try (Study study = StoreFixture.open(file)) {
      StoreFixture.fill(study, 900); // 3,600 events: enough for a snapshot on closing
    }
    assertEquals(1, query(file, "SELECT count(*) FROM snapshot"));
    List<Trial> withSnapshot = StoreFixture.trials(file);
    try (SqliteArchive archive = SqliteArchive.open(file)) {
      assertEquals(withSnapshot.size(), archive.find("study").orElseThrow().trialCount());
    }
    change(file, "DELETE FROM snapshot");
    assertEquals(withSnapshot, StoreFixture.trials(file));
  }

  @Test
  void aDamagedSnapshotIsDoneWithout() throws SQLException {
    Path file = folder.resolve("s.db");
    try (Study study = StoreFixture.open(file)) {
      StoreFixture.fill(study, 900);
    }
    List<Trial> whole = StoreFixture.trials(file);
    change(file, "UPDATE snapshot SET body = zeroblob(100)");
    assertEquals(whole, StoreFixture.trials(file));
  }

  @Test
  void aSecondOwnerHearsWhoTheFirstIs() {
    Path file = folder.resolve("s.db");
    try (Study _ = StoreFixture.open(file)) {
      StoreException e = assertThrows(StoreException.class, () -> StoreFixture.open(file));
      assertTrue(e.reason().contains("in use by this process"), e.reason());
      assertTrue(e.isOwned());
    }
    StoreFixture.open(file).close();
  }

  @Test
  void anArchiveReadsWhileTheOwnerWrites() {
    Path file = folder.resolve("s.db");
    try (Study study = StoreFixture.open(file)) {
      StoreFixture.fill(study, 10);
      try (SqliteArchive archive = SqliteArchive.open(file)) {
        assertEquals(List.of("study"), archive.studies());
        assertEquals(13, archive.find("study").orElseThrow().trialCount());
        study.tell(
            study.askForClient(Ask.of(1)).trials().getFirst().number(), StoreFixture.evaluation(3));
        assertEquals(11, archive.find("study").orElseThrow().finishedCount());
        assertTrue(archive.find("other").isEmpty());
      }
      StoreFixture.fill(study, 1);
    }
  }

  @Test
  void aFullDiskFailsTellsAndLosesNothingThatWasAcknowledged() throws SQLException {
    Path file = folder.resolve("s.db");
    long waiting;
    int acknowledged;
    Clock clock = Clock.systemUTC();
    SqliteStore store = SqliteStore.open(file, clock);
    try (Study study = Study.open(StoreFixture.spec("study"), store, clock)) {
      StoreFixture.fill(study, 20);
      waiting = study.askForClient(Ask.of(1)).trials().getFirst().number();
      acknowledged = study.events(0, 10_000).size();
      // SQLite answers as on a full disk when the file may grow no further.
      store.limitPages(1);
      StoreException e =
          assertThrows(StoreException.class, () -> study.fail(waiting, LONGER_THAN_A_PAGE));
      assertEquals("the disk is full", e.reason());
      assertThrows(StoreException.class, () -> study.ask());
      assertThrows(StoreException.class, () -> study.fail(waiting, LONGER_THAN_A_PAGE));
      assertTrue(study.best().isPresent(), "reads go on");
      assertTrue(study.trials().size() > waiting);
      assertTrue(study.events(0, 10_000).size() >= acknowledged);
    }
    try (SqliteArchive archive = SqliteArchive.open(file)) {
      assertEquals(acknowledged, archive.find("study").orElseThrow().events());
    }
    try (Study study = StoreFixture.open(file)) {
      assertInstanceOf(
          AppendResult.Appended.class, study.tell(waiting, StoreFixture.evaluation(2)));
    }
  }

  @Test
  void whenThereIsSpaceAgainTheSameTellSucceeds() throws SQLException {
    Path file = folder.resolve("s.db");
    Clock clock = Clock.systemUTC();
    SqliteStore store = SqliteStore.open(file, clock);
    long trial;
    try (Study study = Study.open(StoreFixture.spec("study"), store, clock)) {
      StoreFixture.fill(study, 20);
      trial = study.askForClient(Ask.of(1)).trials().getFirst().number();
      store.limitPages(1);
      assertThrows(StoreException.class, () -> study.fail(trial, LONGER_THAN_A_PAGE));
      store.limitPages(1_000_000);
      assertInstanceOf(
          AppendResult.Repeated.class,
          study.fail(trial, LONGER_THAN_A_PAGE),
          "it kept its place, and is durable now");
      StoreFixture.fill(study, 3);
    }
    Trial told = StoreFixture.trials(file).get((int) trial);
    assertInstanceOf(Trial.Failed.class, told);
  }

  @Test
  void keysMakeARepeatedTellHarmless() {
    Path file = folder.resolve("s.db");
    Outcome first = new Outcome.Completed(StoreFixture.evaluation(1));
    Outcome other = new Outcome.Completed(StoreFixture.evaluation(2));
    Optional<String> key = Optional.of("k");
    long trial;
    try (Study study = StoreFixture.open(file)) {
      trial = study.askForClient(Ask.of(1)).trials().getFirst().number();
      assertInstanceOf(AppendResult.Appended.class, study.tell(trial, first, key));
    }
    try (Study study = StoreFixture.open(file)) {
      AppendResult.Repeated again =
          assertInstanceOf(AppendResult.Repeated.class, study.tell(trial, other, key));
      assertTrue(again.first().event().toString().contains("loss=0.5"), again::toString);
      assertInstanceOf(
          AppendResult.Conflict.class, study.tell(trial, other, Optional.of("another")));
    }
  }

  @Test
  void studiesInOneFileDoNotMix() {
    Path file = folder.resolve("s.db");
    try (Study study = StoreFixture.open(file, StoreFixture.spec("a"))) {
      StoreFixture.fill(study, 5);
    }
    try (Study study = StoreFixture.open(file, StoreFixture.spec("b"))) {
      assertEquals(0, study.trials().size());
      StoreFixture.fill(study, 3);
    }
    try (SqliteArchive archive = SqliteArchive.open(file)) {
      assertEquals(List.of("a", "b"), archive.studies());
      assertEquals(8, archive.find("a").orElseThrow().trialCount());
      assertEquals(6, archive.find("b").orElseThrow().trialCount());
    }
  }

  @Test
  void whatIsNoStoreIsRefusedAndNotChanged() throws Exception {
    Path text = Files.writeString(folder.resolve("text.db"), "name: study\n".repeat(1_000));
    Path empty = Files.writeString(folder.resolve("empty.db"), "");
    Path foreign = folder.resolve("foreign.db");
    change(foreign, "CREATE TABLE studies (study_id INTEGER)");
    Path newer = folder.resolve("newer.db");
    StoreFixture.open(newer).close();
    change(newer, "PRAGMA user_version = 5");
    byte[] before = Files.readAllBytes(newer);
    assertRefused(text, "is damaged: it does not begin like a store");
    assertRefused(empty, "is damaged: it is empty");
    assertRefused(foreign, "is an SQLite database, but not a store of Luthier's");
    assertRefused(newer, "was written by a newer Luthier (format 5; this one reads 4)");
    assertEquals(0, Files.size(empty));
    assertEquals(-1, Arrays.mismatch(before, Files.readAllBytes(newer)));
  }

  @Test
  void whateverNameTheFileIsReachedByItHasOneOwner() throws IOException {
    Path file = folder.resolve("s.db");
    try (Study _ = StoreFixture.open(file)) {
      Path other = Files.createDirectory(folder.resolve("other"));
      Path link = Files.createSymbolicLink(other.resolve("link.db"), file);
      StoreException e = assertThrows(StoreException.class, () -> StoreFixture.open(link));
      assertTrue(e.reason().contains("in use by this process"), e.reason());
    }
  }

  @Test
  void theNoteOfALongerNameLeavesNothingBehind() throws IOException {
    Path file = folder.resolve("s.db");
    Path note = folder.resolve("s.db-owner");
    String digits = "0".repeat(19);
    Files.writeString(note, digits + " events\nprocess 999999999999 since 2026-01-01T00:00:00Z\n");
    try (Study study = StoreFixture.open(file)) {
      StoreFixture.fill(study, 3);
      String text = Files.readString(note);
      assertTrue(
          text.matches("\\d{19} events\nprocess \\d+ since \\S+ *\n"), () -> "[" + text + "]");
    }
  }

  @Test
  void theLogOfAStoreThatIsGoneIsNotTakenForANewOnes() throws IOException {
    Path file = folder.resolve("s.db");
    Files.writeString(folder.resolve("s.db-wal"), "frames");
    StoreException e = assertThrows(StoreException.class, () -> StoreFixture.open(file));
    assertTrue(e.reason().startsWith("does not exist"), e.reason());
    assertFalse(Files.exists(file));
  }

  @Test
  void aClosedStudyRefusesInsteadOfWaiting() {
    Path file = folder.resolve("s.db");
    Study study = StoreFixture.open(file);
    long trial = study.ask().orElseThrow().number();
    study.close();
    StoreException e =
        assertThrows(StoreException.class, () -> study.tell(trial, StoreFixture.evaluation(trial)));
    assertEquals("is closed", e.reason());
    assertThrows(StoreException.class, study::ask);
  }

  @Test
  void aFolderIsNoStore() {
    StoreException e = assertThrows(StoreException.class, () -> StoreFixture.open(folder));
    assertEquals("is a folder", e.reason());
  }

  @Test
  void aMissingFolderIsNamed() {
    Path file = folder.resolve("none").resolve("s.db");
    StoreException e = assertThrows(StoreException.class, () -> StoreFixture.open(file));
    assertEquals(file.toString(), e.store());
  }

  @Test
  void nothingIsLeftLockedByAFailedOpening() throws Exception {
    Path file = folder.resolve("s.db");
    Files.writeString(file, "no database, certainly");
    assertThrows(StoreException.class, () -> StoreFixture.open(file));
    Files.delete(file);
    StoreFixture.open(file).close();
    assertFalse(Files.exists(folder.resolve("s.db-owner")));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void aStoreOfAnOlderFormatBecomesOneOfThisWhenItIsWritten(int older) throws Exception {
    Path file = folder.resolve("older.db");
    StoreFixture.open(file).close();
    change(file, "PRAGMA user_version = " + older);
    SqliteArchive.open(file).close();
    assertEquals(older, query(file, "PRAGMA user_version"));
    StoreFixture.open(file).close();
    assertEquals(4, query(file, "PRAGMA user_version"));
  }

  private static void assertRefused(Path file, String reason) {
    StoreException e = assertThrows(StoreException.class, () -> StoreFixture.open(file));
    assertTrue(e.reason().startsWith(reason), e.reason());
    assertFalse(e.isOwned());
    StoreException read = assertThrows(StoreException.class, () -> SqliteArchive.open(file));
    assertTrue(read.reason().startsWith(reason), read.reason());
    assertTrue(e.remedy().length() > 10, e.remedy());
  }

  private List<Path> files() {
    try (var paths = Files.list(folder)) {
      return paths.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void change(Path file, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static long query(Path file, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      return StoreFile.number(connection, sql);
    }
  }
}
