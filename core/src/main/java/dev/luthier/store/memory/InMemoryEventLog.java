package dev.luthier.store.memory;

import dev.luthier.store.AppendResult;
import dev.luthier.store.EventLog;
import dev.luthier.store.StoredEvent;
import dev.luthier.store.StudyEvent;
import dev.luthier.store.TrialLedger;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A list of events and the ledger that guards it, both under this object's monitor. */
final class InMemoryEventLog implements EventLog {
  private final Clock clock;
  private final List<StoredEvent> events = new ArrayList<>();
  private final TrialLedger ledger = new TrialLedger(position -> at(position));

  InMemoryEventLog(Clock clock, StudyEvent.StudyCreated created) {
    this.clock = clock;
    append(created);
  }

  @Override
  public synchronized AppendResult append(StudyEvent event) {
    Optional<AppendResult> refusal = ledger.refusal(event);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    StoredEvent stored = new StoredEvent(events.size(), clock.instant(), event);
    events.add(stored);
    ledger.record(stored);
    return new AppendResult.Appended(stored);
  }

  private StoredEvent at(long position) {
    return events.get(Math.toIntExact(position));
  }

  @Override
  public void sync(long position) {
    // Memory is as durable as this store gets.
  }

  @Override
  public synchronized Optional<StoredEvent> keyed(String key) {
    return ledger.keyed(key);
  }

  @Override
  public synchronized long size() {
    return events.size();
  }

  @Override
  public synchronized List<StoredEvent> read(long from, int limit) {
    if (from < 0 || limit < 0) {
      throw new IllegalArgumentException(
          "from = " + from + ", limit = " + limit + ": must not be negative");
    }
    int start = (int) Math.min(from, events.size());
    int end = (int) Math.min((long) start + limit, events.size());
    return List.copyOf(events.subList(start, end));
  }
}
