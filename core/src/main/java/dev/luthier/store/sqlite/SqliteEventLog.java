package dev.luthier.store.sqlite;

import dev.luthier.space.SearchSpace;
import dev.luthier.store.AppendResult;
import dev.luthier.store.EventLog;
import dev.luthier.store.StoredEvent;
import dev.luthier.store.StudyEvent;
import dev.luthier.store.StudyState;
import dev.luthier.store.TrialLedger;
import dev.luthier.store.codec.EventCodec;
import dev.luthier.store.codec.SnapshotReader.Snapshot;
import dev.luthier.store.codec.SnapshotWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One study's events: in the file up to a point, in the writer's backlog from there on. */
final class SqliteEventLog implements EventLog {
  private final SqliteStore store;
  private final long study;

  // Guarded by the store's lock.
  private Optional<TrialLedger> loaded = Optional.empty();
  private long size;
  private long durableSize;
  private boolean released;

  /** A log of which the file has so many events. */
  SqliteEventLog(SqliteStore store, long study, long size) {
    this.store = store;
    this.study = study;
    this.size = size;
    this.durableSize = size;
  }

  @Override
  public AppendResult append(StudyEvent event) {
    store.lock().lock();
    try {
      store.writer().awaitReadiness();
      TrialLedger ledger = ledger();
      Optional<AppendResult> refusal = ledger.refusal(event);
      if (refusal.isPresent()) {
        return refusal.get();
      }
      StoredEvent stored = new StoredEvent(size, store.clock().instant(), event);
      String body = EventCodec.write(stored.time(), event);
      long key = EventReader.key(study, size);
      store.writer().enqueue(new EventWriter.Insert(this, stored, key, body));
      ledger.record(stored);
      size++;
      return new AppendResult.Appended(stored);
    } finally {
      store.lock().unlock();
    }
  }

  @Override
  public void sync(long position) {
    store.lock().lock();
    try {
      store.writer().awaitDurable(this, position);
    } finally {
      store.lock().unlock();
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>The writer takes what waits when it begins a transaction, for which it needs the lock.
   */
  @Override
  public void together(Runnable appends) {
    store.lock().lock();
    try {
      store.writer().awaitReadiness();
      appends.run();
    } finally {
      store.lock().unlock();
    }
  }

  @Override
  public long size() {
    store.lock().lock();
    try {
      return size;
    } finally {
      store.lock().unlock();
    }
  }

  @Override
  public List<StoredEvent> read(long from, int limit) {
    if (from < 0 || limit < 0) {
      throw new IllegalArgumentException(
          "from = " + from + ", limit = " + limit + ": must not be negative");
    }
    List<StoredEvent> backlog;
    long inFile;
    store.lock().lock();
    try {
      backlog = store.writer().backlog(this);
      inFile = durableSize;
    } finally {
      store.lock().unlock();
    }
    List<StoredEvent> events = new ArrayList<>();
    int fromFile = (int) Math.clamp(inFile - from, 0L, (long) limit);
    if (fromFile > 0) {
      store.reader().read(study, from, fromFile, events::add);
    }
    backlog.stream()
        .filter(event -> event.position() >= from)
        .limit(limit - fromFile)
        .forEach(events::add);
    return events;
  }

  @Override
  public Optional<StoredEvent> keyed(String key) {
    store.lock().lock();
    try {
      return ledger().keyed(key);
    } finally {
      store.lock().unlock();
    }
  }

  @Override
  public StudyState replay(Optional<SearchSpace> space) {
    store.lock().lock();
    try {
      released = false;
      if (loaded.isEmpty() && size > 0) {
        return load(space);
      }
    } finally {
      store.lock().unlock();
    }
    return EventLog.super.replay(space);
  }

  @Override
  public void checkpoint(StudyState state) {
    store.lock().lock();
    try {
      if (state.events() == size) {
        byte[] body = SnapshotWriter.write(state, ledger().keyPositions());
        store.writer().enqueue(new SnapshotRow(this, study, size, body));
      }
    } finally {
      store.lock().unlock();
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>What is freed is the ledger, which grows with the trials. This object stays the study's one
   * log: two would not know of each other's events.
   */
  @Override
  public void release() {
    store.lock().lock();
    try {
      released = true;
      freeIfDone();
    } finally {
      store.lock().unlock();
    }
  }

  /** A ledger is made from the file, so it is kept while the file does not have every event. */
  private void freeIfDone() {
    if (released && durableSize == size) {
      loaded = Optional.empty();
    }
  }

  private TrialLedger ledger() {
    released = false;
    if (loaded.isEmpty() && size > 0) {
      load(Optional.empty());
    } else if (loaded.isEmpty()) {
      loaded = Optional.of(new TrialLedger(this::at));
    }
    return loaded.orElseThrow();
  }

  private StudyState load(Optional<SearchSpace> space) {
    Snapshot content = new StudyLoader(store.file(), store.reader(), study).load(space);
    if (content.state().events() != size) {
      throw store
          .file()
          .damaged("it has " + content.state().events() + " events instead of " + size);
    }
    loaded = Optional.of(TrialLedger.of(content.state(), content.keyPositions(), this::at));
    return content.state();
  }

  private StoredEvent at(long position) {
    return read(position, 1).getFirst();
  }

  /** The writer has written an event, the next of this log. The caller holds the lock. */
  void isDurable(StoredEvent event) {
    durableSize = event.position() + 1;
    freeIfDone();
  }

  /** The caller holds the lock. */
  long durableSize() {
    return durableSize;
  }

  /** For tests: whether it holds more in memory than where it stands. */
  boolean isLoaded() {
    store.lock().lock();
    try {
      return loaded.isPresent();
    } finally {
      store.lock().unlock();
    }
  }
}
