package dev.luthier.nativemath.tile;

/**
 * How an extent is cut into strips: by the shape alone, so that results do not depend on the number
 * of threads, and so that threads have about equal work.
 *
 * <p>A strip of a product packs all of the other factor again. By two strips a product of order 500
 * / 1,000 / 2,000 takes 1.04 / 1.02 / 1.00 times as long as in one piece, by four 1.09 / 1.06 /
 * 1.04, and 1.03 at 4,000 (OpenBLAS, AVX-512, one thread; decision 16).
 */
final class Strips {

  /** In pairs, so that two threads have the same to do. */
  private static final int PAIR = 2;

  /** Columns of a pair of strips of a product: worth to pack the other factor twice for. */
  private static final int WIDTH_OF_PAIR = 2_000;

  /** Two threads have equal parts of four strips. */
  private static final int WANTED_SIDES = 4;

  private static final int NARROWEST = 128;
  private static final int WIDEST_SIDES = 512;

  /**
   * Multiplications of a strip at least. They take some 50 µs, and so does a thread to wake up and
   * help.
   */
  private static final long LEAST_WORK = 1 << 20;

  /** Strips begin where a line of a cache does, if the matrix does. */
  static final int STEP = 8;

  private Strips() {}

  /**
   * Of a product.
   *
   * @param extent its columns, or its rows
   * @param work multiplications in all
   * @return how many strips
   */
  static int ofProduct(int extent, long work) {
    return atMost(extent, work, PAIR * Math.max(1, extent / WIDTH_OF_PAIR));
  }

  /** Of right-hand sides: what is packed again for each strip is small. */
  static int ofSides(int extent, long work) {
    int widest = Math.clamp(extent / WANTED_SIDES, NARROWEST, WIDEST_SIDES);
    return atMost(extent, work, count(extent, widest));
  }

  private static int atMost(int extent, long work, int wanted) {
    int narrowest = count(extent, NARROWEST);
    return Math.clamp(work / LEAST_WORK, 1, Math.min(wanted, narrowest));
  }

  /** The width of equal strips: a multiple of eight, or all of a small extent. */
  static int width(int extent, int strips) {
    return Math.min(extent, rounded((double) extent / strips));
  }

  /**
   * Where strip k of the columns of a lower triangle begins, so that all have about the same area:
   * behind a part x of the columns are 1 − (1 − x)² of it.
   */
  static int ofTriangle(int order, int strip, int strips) {
    double before = 1 - Math.sqrt(1 - (double) strip / strips);
    return Math.min(order, rounded(before * order));
  }

  private static int rounded(double width) {
    return (int) Math.ceil(width / STEP) * STEP;
  }

  /** How many strips of a width there are. */
  static int count(int extent, int width) {
    return (extent + width - 1) / width;
  }
}
