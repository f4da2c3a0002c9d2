package dev.luthier.strategy.gp;

import dev.luthier.strategy.SearchLimit;
import java.util.OptionalInt;

/**
 * Rounds of one search, counted against its limit: the screen is the first, and every batch that a
 * local search evaluates is another. What a search has found is a function of this number, so that
 * it suffices to repeat one that was cut short. Confined to one thread.
 */
final class Rounds {
  private final SearchLimit limit;
  private int done;
  private boolean over;

  Rounds(SearchLimit limit) {
    this.limit = limit;
  }

  /** Another round is done. */
  void count() {
    done++;
  }

  /**
   * Whether to leave it at the rounds done, once and for all. Asked only when there is another to
   * do: a search that comes to its end has not been cut short.
   */
  boolean isOver() {
    over = over || limit.isReached(done);
    return over;
  }

  /** The rounds done when the limit was reached, if it was. */
  OptionalInt cut() {
    return over ? OptionalInt.of(done) : OptionalInt.empty();
  }
}
