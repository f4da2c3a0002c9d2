package dev.luthier.store;

import java.util.List;

/**
 * The log of one study. Thread-safe. The store assigns the total order; appends about a trial's
 * life are compare-and-append on that trial, by the rules of {@link TrialLedger}.
 */
public interface EventLog {

  /** Appends one event. O(1), besides what durability costs. */
  AppendResult append(StudyEvent event);

  /** Number of events. */
  long size();

  /** At most {@code limit} events from a position on, in order. */
  List<StoredEvent> read(long from, int limit);
}
