package dev.luthier.store.memory;

import dev.luthier.store.EventLog;
import dev.luthier.store.StudyEvent;
import dev.luthier.store.StudyStore;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** Logs in memory. Thread-safe. */
public final class InMemoryStore implements StudyStore {
  private final ConcurrentSkipListMap<String, InMemoryEventLog> logs =
      new ConcurrentSkipListMap<>();
  private final Clock clock;

  /**
   * An empty store.
   *
   * @param clock gives the events their times
   */
  public InMemoryStore(Clock clock) {
    this.clock = clock;
  }

  @Override
  public List<String> studies() {
    return List.copyOf(logs.keySet());
  }

  @Override
  public Optional<EventLog> find(String study) {
    return Optional.ofNullable(logs.get(study));
  }

  @Override
  public Optional<EventLog> create(StudyEvent.StudyCreated created) {
    InMemoryEventLog log = new InMemoryEventLog(clock, created);
    return logs.putIfAbsent(created.spec().name(), log) == null
        ? Optional.of(log)
        : Optional.empty();
  }

  @Override
  public void close() {
    logs.clear();
  }
}
