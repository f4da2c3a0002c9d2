package dev.luthier.store.sqlite;

import dev.luthier.store.EventLog;
import dev.luthier.store.StoreException;
import dev.luthier.store.StudyEvent;
import dev.luthier.store.StudyStore;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/** Studies in one SQLite file, which belongs to this process while the store is open. */
public final class SqliteStore implements StudyStore {
  private static final System.Logger LOG = System.getLogger(SqliteStore.class.getName());

  private final StoreFile file;
  private final StoreOwner owner;
  private final Clock clock;
  private final StoreConnections connections;
  private final EventWriter writer;

  /** Guards the maps, the logs and the writer's backlog. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Map<String, Long> studies = new TreeMap<>();
  private final Map<String, SqliteEventLog> logs = new HashMap<>();
  private boolean closed;

  private SqliteStore(StoreFile file, StoreOwner owner, StoreConnections connections, Clock clock) {
    this.file = file;
    this.owner = owner;
    this.clock = clock;
    this.connections = connections;
    this.writer = new EventWriter(file, connections.writing(), owner, lock);
  }

  /**
   * Opens a store for changes; makes the file if there is none. O(file): all of it is checked.
   *
   * @throws StoreException when another process owns it, it cannot be written, is damaged, or is no
   *     store of a version we know; the file is as it was
   */
  public static SqliteStore open(Path path, Clock clock) {
    return open(path, clock, Duration.ZERO);
  }

  /**
   * As {@link #open(Path, Clock)}, for a short while: waits for others who do the same.
   *
   * @param patience how long
   */
  public static SqliteStore open(Path path, Clock clock, Duration patience) {
    StoreFile file = StoreFile.at(path);
    StoreOwner owner = StoreOwner.take(file, patience);
    boolean isOpen = false;
    try {
      if (!file.exists()) {
        file.requireEvents(owner.eventsOfTheLast(), 0);
        file.create();
      }
      StoreConnections connections = StoreConnections.beside(file.openWriting(), file);
      SqliteStore store = new SqliteStore(file, owner, connections, clock);
      store.start();
      isOpen = true;
      return store;
    } finally {
      if (!isOpen) {
        owner.close(false);
      }
    }
  }

  private void start() {
    boolean isStarted = false;
    try {
      studies.putAll(reader().studies());
      long events = reader().size(studies);
      file.requireEvents(owner.eventsOfTheLast(), events);
      writer.start(events);
      isStarted = true;
    } finally {
      if (!isStarted) {
        connections.close();
      }
    }
  }

  @Override
  public List<String> studies() {
    lock.lock();
    try {
      return List.copyOf(studies.keySet());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Optional<EventLog> find(String study) {
    lock.lock();
    try {
      Long number = studies.get(study);
      if (number == null) {
        return Optional.empty();
      }
      SqliteEventLog log = logs.get(study);
      if (log == null) {
        log = new SqliteEventLog(this, number, reader().size(number));
        logs.put(study, log);
      }
      return Optional.of(log);
    } finally {
      lock.unlock();
    }
  }

  /**
   * {@inheritDoc} It is durable when this returns.
   *
   * @throws StoreException when the store cannot write
   */
  @Override
  public Optional<EventLog> create(StudyEvent.StudyCreated created) {
    lock.lock();
    try {
      // First, because it may fail and lets go of the lock: a name is taken with its first event.
      writer.awaitReadiness();
      String name = created.spec().name();
      if (studies.containsKey(name)) {
        return Optional.empty();
      }
      long number = studies.values().stream().mapToLong(Long::longValue).max().orElse(0) + 1;
      SqliteEventLog log = new SqliteEventLog(this, number, 0);
      studies.put(name, number);
      logs.put(name, log);
      log.append(created);
      log.sync(0);
      return Optional.of(log);
    } finally {
      lock.unlock();
    }
  }

  /** Writes what can still be written, and leaves the file to others. */
  @Override
  public void close() {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
    } finally {
      lock.unlock();
    }
    boolean isComplete = writer.close();
    if (!isComplete) {
      // Whoever waited for them has heard why.
      LOG.log(Level.DEBUG, "{0}: closed with events that could not be written", file.name());
    }
    try {
      connections.close();
    } finally {
      owner.close(isComplete);
    }
  }

  /** For tests: from now on the file may have so many pages, as on a disk that is full. */
  void limitPages(long pages) throws SQLException {
    StoreFile.number(connections.writing(), "PRAGMA max_page_count=" + pages);
  }

  StoreFile file() {
    return file;
  }

  Clock clock() {
    return clock;
  }

  ReentrantLock lock() {
    return lock;
  }

  EventReader reader() {
    return connections.reader();
  }

  EventWriter writer() {
    return writer;
  }
}
