package dev.luthier.nativemath.covariance;

/**
 * The lower triangle of order n in tiles: strip s has rows 256 s … 256 s + 255 and as many groups
 * of columns as reach its diagonal.
 *
 * <pre>
 *   strip 0   0 1 2 3
 *   strip 1   4 5 6 7 8 9 10 11         tile numbers; 4 groups of 64 columns in a square
 * </pre>
 *
 * @param n order
 */
record TriangleCut(int n) {

  /** A tile is some 30 µs of work: as long as it takes to wake a thread. */
  static final int COLUMNS = 64;

  private static final int SQUARE = Strip.LENGTH / COLUMNS;

  /** The number of tiles. */
  int count() {
    int whole = n / Strip.LENGTH;
    int rest = whole * Strip.LENGTH < n ? (n + COLUMNS - 1) / COLUMNS : 0;
    return Math.addExact(before(whole), rest);
  }

  /** The strip that a tile is in. */
  int strip(int tile) {
    int strip = (int) ((Math.sqrt(8.0 * Math.floorDiv(tile, SQUARE) + 1) - 1) / 2);
    // The root may be rounded over an integer.
    while (before(strip) > tile) {
      strip--;
    }
    while (before(strip + 1) <= tile) {
      strip++;
    }
    return strip;
  }

  /** The first column of a tile. */
  int column(int tile) {
    return (tile - before(strip(tile))) * COLUMNS;
  }

  private static int before(int strip) {
    return SQUARE * (int) (strip * (strip + 1L) / 2);
  }
}
