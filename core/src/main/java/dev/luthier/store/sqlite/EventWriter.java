package dev.luthier.store.sqlite;

import dev.luthier.store.StoreException;
import dev.luthier.store.StoredEvent;
import dev.luthier.store.StudyEvent.StudyCreated;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes events to the file, in the order in which they were accepted, on one thread: whatever
 * waits when a transaction ends is the next transaction, so that many clients share one wait for
 * the disk.
 *
 * <p>When a transaction fails, its events keep waiting and everybody who waits for them hears why;
 * whoever next wants to append or sync has it tried again first.
 */
final class EventWriter {
  /**
   * Events that may wait: some megabytes. Whoever appends more, a flood of reports say, waits for
   * the disk.
   */
  private static final int MOST_WAITING = 10_000;

  private static final System.Logger LOG = System.getLogger(EventWriter.class.getName());

  private final StoreFile file;
  private final Connection connection;
  private final StoreOwner owner;
  private final Thread thread;

  /** Guards everything below, and the logs of this store. */
  private final ReentrantLock lock;

  private final Condition work;
  private final Condition progress;
  private final Deque<Insert> waiting = new ArrayDeque<>();
  private final Map<Long, SnapshotRow> snapshots = new HashMap<>();
  private long durable;
  private Optional<StoreException> failure = Optional.empty();
  private long failures;
  private boolean retry;
  private boolean closing;
  private boolean ended;

  /**
   * An event on its way to the file.
   *
   * @param key in the table
   */
  record Insert(SqliteEventLog log, StoredEvent event, long key, String body) {}

  EventWriter(StoreFile file, Connection connection, StoreOwner owner, ReentrantLock lock) {
    this.file = file;
    this.connection = connection;
    this.owner = owner;
    this.lock = lock;
    this.work = lock.newCondition();
    this.progress = lock.newCondition();
    this.thread = Thread.ofPlatform().daemon().name("luthier-store").unstarted(this::work);
  }

  /** Begins, with the number of events that the file has. */
  void start(long events) {
    durable = events;
    thread.start();
  }

  /** Accepts an event. The caller holds the lock. */
  void enqueue(Insert insert) {
    waiting.add(insert);
    work.signal();
  }

  /** Accepts a snapshot, which takes the place of an earlier one. The caller holds the lock. */
  void enqueue(SnapshotRow snapshot) {
    snapshots.put(snapshot.study, snapshot);
    work.signal();
  }

  /**
   * Waits while too many events wait already, or while writing them is tried again after a failure.
   * The caller holds the lock, which is let go meanwhile, unless it held it before: then it appends
   * several events as one, which to wait would part, and has waited before the first.
   *
   * @throws StoreException when the store cannot write
   */
  void awaitReadiness() {
    if (closing) {
      throw closed();
    }
    while (lock.getHoldCount() == 1 && (failure.isPresent() || waiting.size() >= MOST_WAITING)) {
      long wanted = durable + waiting.size();
      await(() -> durable >= wanted);
    }
  }

  /**
   * Waits until a log is durable up to a position. The caller holds the lock.
   *
   * @throws StoreException when the store cannot write
   */
  void awaitDurable(SqliteEventLog log, long position) {
    await(() -> log.durableSize() > position);
  }

  /** The events of a log that are not in the file yet. The caller holds the lock. */
  List<StoredEvent> backlog(SqliteEventLog log) {
    return waiting.stream().filter(insert -> insert.log() == log).map(Insert::event).toList();
  }

  /**
   * Writes what waits, if that is possible, and ends the thread. Returns whether all is written.
   */
  boolean close() {
    lock.lock();
    try {
      closing = true;
      work.signal();
    } finally {
      lock.unlock();
    }
    joinUninterruptibly();
    return waiting.isEmpty();
  }

  /** A condition on what the lock guards. */
  private interface Goal {
    boolean isReached();
  }

  private void await(Goal goal) {
    if (goal.isReached()) {
      return;
    }
    if (failure.isPresent()) {
      retry = true;
      work.signal();
    }
    long failuresBefore = failures;
    while (!goal.isReached()) {
      if (ended) {
        throw closed();
      }
      if (failures > failuresBefore) {
        throw failure.orElseThrow();
      }
      // A caller who is interrupted still has to know whether its result is safe.
      progress.awaitUninterruptibly();
    }
  }

  private void work() {
    for (var batch = next(); batch.isPresent(); batch = next()) {
      if (!batch.get().isEmpty()) {
        writeEvents(batch.get());
      }
      writeSnapshots();
    }
    writeSnapshots();
    lock.lock();
    try {
      // Nobody may wait for a thread that is no more.
      ended = true;
      progress.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private StoreException closed() {
    return new StoreException(file.name(), "is closed", "Open it again.");
  }

  private void writeEvents(List<Insert> batch) {
    Optional<StoreException> problem = write(batch);
    lock.lock();
    try {
      if (problem.isEmpty()) {
        durable += batch.size();
        for (Insert insert : batch) {
          waiting.remove();
          insert.log().isDurable(insert.event());
        }
      } else {
        failures++;
      }
      failure = problem;
      progress.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Writes the snapshots whose events are in the file. One that fails is done without. */
  private void writeSnapshots() {
    List<SnapshotRow> ready;
    lock.lock();
    try {
      ready = snapshots.values().stream().filter(s -> s.log.durableSize() >= s.position).toList();
      ready.forEach(snapshot -> snapshots.remove(snapshot.study));
    } finally {
      lock.unlock();
    }
    for (SnapshotRow snapshot : ready) {
      try {
        transact(() -> insert(snapshot));
      } catch (SQLException e) {
        LOG.log(Level.DEBUG, "no snapshot was written", e);
      }
    }
  }

  /**
   * The events to write next, none where only a snapshot waits; empty when closing and no event is
   * left that could be written.
   */
  private Optional<List<Insert>> next() {
    lock.lock();
    try {
      // A snapshot does not wait for the next event: its study may be closed, and it is megabytes.
      while (!closing && (isStuck() || (waiting.isEmpty() && snapshots.isEmpty()))) {
        work.awaitUninterruptibly();
      }
      if (closing && (isStuck() || waiting.isEmpty())) {
        return Optional.empty();
      }
      retry = false;
      return Optional.of(new ArrayList<>(waiting));
    } finally {
      lock.unlock();
    }
  }

  /** The last write failed, and nobody has asked to try again. */
  private boolean isStuck() {
    return failure.isPresent() && !retry;
  }

  private Optional<StoreException> write(List<Insert> batch) {
    try {
      transact(() -> insert(batch));
    } catch (SQLException e) {
      return Optional.of(file.failure(e));
    } catch (RuntimeException | Error e) {
      // This thread must not die with others waiting for it.
      return Optional.of(file.failure(new SQLException(e)));
    }
    try {
      owner.durable(durable + batch.size());
    } catch (IOException e) {
      // The note then says too little, which nobody is misled by.
    }
    return Optional.empty();
  }

  private void insert(List<Insert> batch) throws SQLException {
    try (PreparedStatement study = connection.prepareStatement("INSERT INTO study VALUES (?, ?)");
        PreparedStatement statement =
            connection.prepareStatement("INSERT INTO event VALUES (?, ?, ?)")) {
      for (Insert insert : batch) {
        if (insert.event().event() instanceof StudyCreated created) {
          study.setLong(1, EventReader.study(insert.key()));
          study.setString(2, created.spec().name());
          study.executeUpdate();
        }
        statement.setLong(1, insert.key());
        statement.setString(2, insert.body());
        statement.setLong(
            3, Checksum.of(insert.key(), insert.body().getBytes(StandardCharsets.UTF_8)));
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private void insert(SnapshotRow snapshot) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("INSERT OR REPLACE INTO snapshot VALUES (?, ?, ?, ?)")) {
      long key = EventReader.key(snapshot.study, snapshot.position);
      statement.setLong(1, snapshot.study);
      statement.setLong(2, snapshot.position);
      statement.setBytes(3, snapshot.body);
      statement.setLong(4, Checksum.of(key, snapshot.body));
      statement.executeUpdate();
    }
  }

  /** What is done within one transaction. */
  private interface Body {
    void run() throws SQLException;
  }

  /**
   * All of it or nothing. In SQL, not through the driver's commit: on a full disk SQLite ends the
   * transaction by itself, which the driver does not notice.
   */
  private void transact(Body body) throws SQLException {
    execute("BEGIN IMMEDIATE");
    boolean isDone = false;
    try {
      body.run();
      execute("COMMIT");
      isDone = true;
    } finally {
      if (!isDone) {
        rollBack();
      }
    }
  }

  private void rollBack() {
    try {
      execute("ROLLBACK");
    } catch (SQLException e) {
      LOG.log(Level.DEBUG, "the transaction had ended by itself", e);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private void joinUninterruptibly() {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
