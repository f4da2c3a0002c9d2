package dev.luthier.run;

import dev.luthier.store.AppendResult;
import dev.luthier.store.EventLog;
import dev.luthier.store.StoredEvent;
import dev.luthier.store.StudyEvent;
import dev.luthier.store.StudyStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** A store whose disk is full after some finished trials. */
record BreakingStore(StudyStore store) implements StudyStore {
  private static final int EVENTS_UNTIL_FULL = 20;

  @Override
  public List<String> studies() {
    return store.studies();
  }

  @Override
  public Optional<EventLog> find(String study) {
    return store.find(study).map(BreakingLog::new);
  }

  @Override
  public Optional<EventLog> create(StudyEvent.StudyCreated created) {
    return store.create(created).map(BreakingLog::new);
  }

  @Override
  public void close() {
    store.close();
  }

  private record BreakingLog(EventLog log) implements EventLog {
    @Override
    public AppendResult append(StudyEvent event) {
      if (log.size() >= EVENTS_UNTIL_FULL && event instanceof StudyEvent.TrialFinished) {
        throw new UncheckedIOException(new IOException("no space left on device"));
      }
      return log.append(event);
    }

    @Override
    public void sync(long position) {
      log.sync(position);
    }

    @Override
    public long size() {
      return log.size();
    }

    @Override
    public List<StoredEvent> read(long from, int limit) {
      return log.read(from, limit);
    }

    @Override
    public Optional<StoredEvent> keyed(String key) {
      return log.keyed(key);
    }
  }
}
