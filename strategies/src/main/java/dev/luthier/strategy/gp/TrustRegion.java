package dev.luthier.strategy.gp;

/**
 * A box around the best observation of a local search, which grows while the search succeeds and
 * shrinks while it does not (TuRBO: Eriksson et al. 2019, arXiv:1910.01739, §2). Immutable.
 *
 * <pre>
 *   better than the best    it is the centre; after {@link #SUCCESSES} in a row L ← min(2L, 1.6)
 *   not better, or failed   after as many in a row as the patience says L ← L/2
 *   L < 2⁻⁷                 the search is over
 * </pre>
 *
 * @param centre observation in the middle, by index: the best of this search
 * @param best its value; ∞ if it failed
 * @param length L, the side of the box on average over coordinates, in a cube of side 1
 * @param successes since L last changed and nothing failed
 * @param failures since L last changed and nothing succeeded
 */
record TrustRegion(int centre, double best, double length, int successes, int failures) {
  /** L at first, and its bounds: all as in the paper. */
  static final double INITIAL_LENGTH = 0.8;

  static final double LEAST_LENGTH = 0x1p-7;
  static final double GREATEST_LENGTH = 1.6;

  /** Successes in a row after which the box is too small, as in the paper. */
  static final int SUCCESSES = 3;

  /** Failures in a row that say nothing yet, however few the dimensions, as in the paper's code. */
  private static final int LEAST_PATIENCE = 4;

  /** A new search from an observation. */
  static TrustRegion around(int centre, double value) {
    double best = Double.isNaN(value) ? Double.POSITIVE_INFINITY : value;
    return new TrustRegion(centre, best, INITIAL_LENGTH, 0, 0);
  }

  /** Failures in a row after which the box is too large, for a number of dimensions. */
  static int patience(int dimension) {
    return Math.max(LEAST_PATIENCE, dimension);
  }

  /**
   * The region when one of its own trials has come out. The paper asks for an improvement by a
   * thousandth of |best|; here any counts, so that the objective's zero does not matter.
   *
   * @param row the observation, by index
   * @param value of it; NaN if it failed
   */
  TrustRegion after(int row, double value, int patience) {
    if (value < best) {
      boolean grows = successes + 1 >= SUCCESSES;
      double grown = Math.min(2 * length, GREATEST_LENGTH);
      return new TrustRegion(row, value, grows ? grown : length, grows ? 0 : successes + 1, 0);
    }
    boolean shrinks = failures + 1 >= patience;
    return new TrustRegion(
        centre, best, shrinks ? length / 2 : length, 0, shrinks ? 0 : failures + 1);
  }

  /** Whether the search has nothing left to find. */
  boolean isSpent() {
    return length < LEAST_LENGTH;
  }
}
