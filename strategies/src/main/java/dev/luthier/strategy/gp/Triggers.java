package dev.luthier.strategy.gp;

/**
 * The positions in the log at which fits are triggered and take effect.
 *
 * <pre>
 *   c                a trigger: its fit sees the first c observations
 *   next(c)          c + max(1, ⌊c/10⌋), the trigger after it
 *   activation(c)    c where a fit takes milliseconds, next(c) where it does not
 *   anchors          1, and of each anchor a the first trigger from 3a/2 on
 * </pre>
 */
final class Triggers {
  /**
   * A refit for every tenth of more data. One for every twentieth finds nothing better
   * (docs/decisions/0018), and makes twice as many fits.
   */
  private static final int PER_REFIT = 10;

  /** Up to here a whole ask, its fit included, stays well below a tenth of a second. */
  static final int AT_ONCE = 100;

  private Triggers() {}

  static int next(int trigger) {
    return trigger + Math.max(1, trigger / PER_REFIT);
  }

  static int activation(int trigger) {
    return trigger <= AT_ONCE ? trigger : next(trigger);
  }

  /** The last trigger whose fit is in force at n ≥ 1 observations. */
  static int inForceAt(int n) {
    int trigger = 1;
    while (activation(next(trigger)) <= n) {
      trigger = next(trigger);
    }
    return trigger;
  }

  /** The trigger before one that is not the first. */
  static int previous(int trigger) {
    int before = 1;
    while (next(before) < trigger) {
      before = next(before);
    }
    return before;
  }

  /** Whether the fit at a trigger begins anew, not where the one before it ended. */
  static boolean isAnchor(int trigger) {
    int anchor = 1;
    for (int c = 1; c < trigger; ) {
      c = next(c);
      if (2 * c >= 3 * anchor) {
        anchor = c;
      }
    }
    return anchor == trigger;
  }
}
