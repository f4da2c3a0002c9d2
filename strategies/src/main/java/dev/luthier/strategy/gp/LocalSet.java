package dev.luthier.strategy.gp;

import java.util.ArrayList;
import java.util.List;

/**
 * Which observations the model of a region sees: of those before a position in the log the nearest
 * to the region's centre, and later ones that fell into the region, in order of the log.
 *
 * <p>A set is replaced by a new one, and the model with it, when it no longer fits the region: by
 * counts and distances, never by a clock. It depends on the log alone, not on the set before it, so
 * that a study that is opened again needs only the last.
 *
 * <p>Grows; its identity is that of a model. Confined to one thread.
 */
final class LocalSet {
  /** The nearest are chosen anew when there are a third more; not tuned. */
  private static final int GROWTH = 3;

  /**
   * Most of the nearest. With {@link #MOST_LATER} there are 512 rows: a factor of them costs 45
   * million multiplications and additions, a draw at a thousand candidates a million transcendental
   * functions.
   */
  static final int NEAREST = 384;

  /** Most of the later ones: a third of the nearest. */
  static final int MOST_LATER = NEAREST / GROWTH;

  /** Two halvings or doublings; one alone leaves as many of the nearest inside as outside. */
  private static final double OTHER_SCALE = 4;

  private final int position;
  private final int centre;
  private final double length;
  private final List<Integer> later = new ArrayList<>();

  /** The set of a region as it is after the first {@code position} observations. */
  LocalSet(int position, TrustRegion region) {
    this.position = position;
    this.centre = region.centre();
    this.length = region.length();
  }

  /** The nearest are among the observations before this one. */
  int position() {
    return position;
  }

  /** The observation that they are near to. */
  int centre() {
    return centre;
  }

  /** Observations from {@link #position()} on that fell into the region; to read. */
  List<Integer> later() {
    return later;
  }

  void add(int row) {
    later.add(row);
  }

  /** Whether the region has outgrown, left or filled the set. */
  boolean isStaleFor(TrustRegion region, Observations observations) {
    return later.size() >= Math.clamp(position / GROWTH, 1, MOST_LATER)
        || region.length() >= length * OTHER_SCALE
        || region.length() <= length / OTHER_SCALE
        || observations.candidate(centre).distance(observations.candidate(region.centre()))
            > length / 2;
  }
}
