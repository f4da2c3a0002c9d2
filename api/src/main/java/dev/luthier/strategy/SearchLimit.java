package dev.luthier.strategy;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long a strategy may search for one configuration.
 *
 * <p>A search goes in rounds, of which the first is always done: it finds something to propose. The
 * strategy asks between rounds, and when the limit is reached proposes the best so far. Where that
 * depends on a clock, the number of rounds is what has to be known to search the same way again:
 *
 * <pre>{@code
 * propose(request.within(SearchLimit.after(Duration.ofMillis(20), System::nanoTime)));  // 7 rounds
 * propose(request.within(SearchLimit.rounds(7)));                             // the same, bit for bit
 * }</pre>
 */
@FunctionalInterface
public interface SearchLimit {
  /** A search ends by itself. */
  SearchLimit NONE = _ -> false;

  /**
   * Whether the search ends here, after so many of its rounds. 0 asks whether to begin another
   * search at all when one has been done: only a clock says no.
   *
   * @param rounds at least 0
   */
  boolean isReached(int rounds);

  /**
   * So many rounds for each configuration.
   *
   * @param most at least 1
   */
  static SearchLimit rounds(int most) {
    if (most < 1) {
      throw new IllegalArgumentException("rounds = " + most + ": must be at least 1");
    }
    return rounds -> rounds >= most;
  }

  /**
   * So much time from now on, for all that is asked with this limit together.
   *
   * @param time zero or less when it is over already
   * @param nanoTime the clock, as {@link System#nanoTime}; asked from any thread
   */
  static SearchLimit after(Duration time, LongSupplier nanoTime) {
    long began = nanoTime.getAsLong();
    return _ -> time.compareTo(Duration.ofNanos(nanoTime.getAsLong() - began)) <= 0;
  }
}
