package dev.luthier.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.space.Configuration;
import dev.luthier.store.AppendResult;
import dev.luthier.store.EventLog;
import dev.luthier.store.StoreException;
import dev.luthier.store.StoredEvent;
import dev.luthier.store.StudyEvent.Origin;
import dev.luthier.store.StudyEvent.StudyCreated;
import dev.luthier.store.StudyEvent.StudyResumed;
import dev.luthier.store.StudyEvent.TrialProposed;
import dev.luthier.study.Budget;
import dev.luthier.study.Provenance;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a log holds in memory, and what it finds again in the file. */
final class SqliteEventLogTest {
  private static final Configuration CONFIGURATION =
      Configuration.of(Map.of("rate", 0.01, "width", 5L, "batch", 32L, "color", "GREEN"));

  @TempDir private Path folder;
  private Path file = Path.of("");

  @SuppressWarnings("NullAway.Init") // Opened before each test.
  private SqliteStore store;

  @BeforeEach
  void open() {
    file = folder.resolve("s.db");
    store = SqliteStore.open(file, Clock.systemUTC());
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void aReleasedLogHoldsNothingUntilItIsUsedAgain() {
    SqliteEventLog log = create("study");
    StoredEvent first = propose(log, 0, "a");
    log.sync(first.position());
    assertTrue(log.isLoaded());
    log.release();
    assertFalse(log.isLoaded());
    assertEquals(2, log.size());
    assertFalse(log.isLoaded(), "the size is known without");
    assertEquals(Optional.of(first), log.keyed("a"));
    assertTrue(log.isLoaded());
  }

  @Test
  void whatIsNotDurableYetIsKeptUntilItIs() {
    SqliteEventLog log = create("study");
    log.together( // The writer writes nothing meanwhile.
        () -> {
          StoredEvent first = propose(log, 0, "a");
          log.release();
          assertEquals(2, log.size());
          assertTrue(log.isLoaded(), "the file does not have it yet");
          assertEquals(List.of(first), log.read(1, 10));
        });
    log.sync(1);
    assertFalse(log.isLoaded());
    assertEquals(2, log.replay(Optional.empty()).events());
  }

  @Test
  void aLogThatIsUsedAfterItsReleaseIsKept() {
    SqliteEventLog log = create("study");
    log.together(
        () -> {
          propose(log, 0, "a");
          log.release();
          propose(log, 1, "b");
        });
    log.sync(2);
    assertTrue(log.isLoaded());
  }

  /** Two objects for one study would give the same positions to different events. */
  @Test
  void whoStillHasAReleasedLogSharesItWithWhoFindsIt() {
    SqliteEventLog log = create("study");
    log.release();
    EventLog found = store.find("study").orElseThrow();
    propose(found, 0, "a");
    propose(log, 1, "b");
    assertEquals(3, found.size());
    log.sync(2);
    assertEquals(3, reopened("study").replay(Optional.empty()).events());
  }

  @Test
  void keysAreFoundAgainBeforeAndAfterASnapshot() throws SQLException {
    SqliteEventLog log = create("study");
    StoredEvent before = propose(log, 0, "a");
    log.checkpoint(log.replay(Optional.empty()));
    StoredEvent after = propose(log, 1, "b");
    EventLog again = reopened("study");
    assertEquals(1, snapshots());
    assertEquals(Optional.of(before), again.keyed("a"));
    assertEquals(Optional.of(after), again.keyed("b"));
    assertEquals(
        before,
        assertInstanceOf(AppendResult.Repeated.class, again.append(proposal(2, "a"))).first());
    assertEquals(Optional.empty(), again.keyed("c"));
  }

  /** A closed study leaves one behind, megabytes perhaps, and may be the last to write anything. */
  @Test
  @Timeout(60)
  void aSnapshotDoesNotWaitForTheNextEvent() throws SQLException {
    SqliteEventLog log = create("study");
    log.sync(propose(log, 0, "a").position());
    log.checkpoint(log.replay(Optional.empty()));
    log.release();
    while (snapshots() == 0) {
      // Written by another thread, which tells nobody.
      assertFalse(Thread.interrupted(), "no snapshot was written");
    }
    assertEquals(2, log.replay(Optional.empty()).events());
  }

  @Test
  void aStudyThatCannotBeCreatedDoesNotTakeItsName() throws SQLException {
    store.limitPages(1);
    assertThrows(StoreException.class, () -> store.create(large("first")));
    assertThrows(StoreException.class, () -> store.create(large("second")));
    assertEquals(List.of("first"), store.studies(), "its creation waits for space, and is known");
    assertTrue(store.find("second").isEmpty());
    store.limitPages(1_000_000);
    assertTrue(store.create(large("second")).isPresent());
    assertEquals(1, store.find("first").orElseThrow().replay(Optional.empty()).events());
    assertEquals(1, reopened("first").replay(Optional.empty()).events());
    assertEquals(List.of("first", "second"), store.studies());
  }

  @Test
  void moreThanMayWaitIsStillWrittenAsOne() {
    SqliteEventLog log = create("study");
    Provenance provenance = new Provenance("0", "25", "none");
    int many = 12_000; // 10,000 may wait.
    log.together(
        () -> {
          for (int i = 0; i < many; i++) {
            log.append(new StudyResumed(Budget.trials(i + 1), provenance));
          }
          assertEquals(1, durableEvents(), "nothing is in the file before the last is appended");
        });
    log.sync(many);
    assertEquals(1 + many, durableEvents());
  }

  private long durableEvents() {
    try (SqliteArchive archive = SqliteArchive.open(file)) {
      return archive.find("study").orElseThrow().events();
    }
  }

  private long snapshots() throws SQLException {
    try (var connection = StoreFile.at(file).openSecond()) {
      return StoreFile.number(connection, "SELECT count(*) FROM snapshot");
    }
  }

  private EventLog reopened(String study) {
    store.close();
    store = SqliteStore.open(file, Clock.systemUTC());
    return store.find(study).orElseThrow();
  }

  private SqliteEventLog create(String study) {
    return (SqliteEventLog) store.create(created(study, "0")).orElseThrow();
  }

  /** Of a study that does not fit into the pages which an empty store has. */
  private static StudyCreated large(String study) {
    return created(study, "x".repeat(1 << 16));
  }

  private static StudyCreated created(String study, String version) {
    return new StudyCreated(StoreFixture.spec(study), new Provenance(version, "25", "none"));
  }

  private static StoredEvent propose(EventLog log, long trial, String key) {
    AppendResult result = log.append(proposal(trial, key));
    return assertInstanceOf(AppendResult.Appended.class, result).event();
  }

  private static TrialProposed proposal(long trial, String key) {
    return new TrialProposed(trial, CONFIGURATION, Origin.ENQUEUED, 1, Optional.of(key));
  }
}
