package dev.luthier.store;

import dev.luthier.space.SearchSpace;
import java.util.List;
import java.util.Optional;

/**
 * The log of one study. Thread-safe. The store assigns the total order; appends about a trial's
 * life are compare-and-append on that trial, by the rules of {@link TrialLedger}.
 *
 * <p>To append and to make durable are two steps, so that many callers can share one write to the
 * disk: whoever tells somebody that something happened calls {@link #sync} first.
 */
public interface EventLog {

  /**
   * Appends one event. When this returns, its place in the order is settled and {@link #read} shows
   * it; it may not be durable yet. O(1).
   *
   * @throws StoreException when the store cannot write; the event is not in the log
   */
  AppendResult append(StudyEvent event);

  /**
   * Waits until the event at a position, and all before it, are as durable as the store makes them.
   *
   * @throws StoreException when the store cannot write them now. They keep their places and are
   *     written as soon as that is possible again; a later call says whether it was.
   */
  void sync(long position);

  /**
   * Runs appends that become durable together or not at all: whatever happens, the log never has
   * only some of what was meant as one. Until then all of them are in memory.
   *
   * @throws StoreException when the store cannot write; none of the appends has been run
   */
  default void together(Runnable appends) {
    appends.run();
  }

  /** Number of events. */
  long size();

  /** At most {@code limit} events from a position on, in order. */
  List<StoredEvent> read(long from, int limit);

  /**
   * What was first said under a key by which somebody obtained a trial: the event that an append of
   * the same kind with that key would be answered with. It may not be durable yet. O(1), and one
   * read.
   */
  Optional<StoredEvent> keyed(String key);

  /**
   * What all events so far amount to. O(events), or less where a checkpoint helps.
   *
   * @param space equal to that of the study, whose types the configurations get; if empty, the
   *     study's own as the store kept it
   * @throws StoreException when the log is not what was written
   */
  default StudyState replay(Optional<SearchSpace> space) {
    return new Replay(space).all(this);
  }

  /**
   * A hint that makes the next {@link #replay} faster: the state that all events so far amount to.
   * Nothing is lost with it.
   */
  default void checkpoint(StudyState state) {}

  /**
   * Nobody uses this log any more: what it holds in memory and can read again is freed, as soon as
   * all events are durable. Does not wait, and loses nothing: the store finds the log again, and
   * one that is used all the same reads what it needs.
   */
  default void release() {}
}
