package dev.luthier.nativemath.tile;

/**
 * How an extent is cut into strips: of about equal width, so that threads have about equal work,
 * and by the shape alone, so that results do not depend on the number of threads.
 *
 * <p>A strip of a product packs all of the other factor again: with 256 columns at n = 1,000 a
 * product takes 1.02 to 1.05 times as long as in one piece, with 512 at n = 4,000 1.00 (OpenBLAS on
 * AMD Zen 3, one thread).
 */
final class Strips {

  /** Two threads have equal parts of four strips of a triangle: 7 + 1 and 5 + 3. */
  private static final int WANTED = 4;

  private static final int NARROWEST = 128;
  private static final int WIDEST = 512;

  /**
   * Multiplications of a strip at least. They take some 50 µs, and so does a thread to wake up and
   * help.
   */
  private static final long LEAST_WORK = 1 << 20;

  /** Tiles of all kernels are as high or as wide, or a divisor of it. */
  private static final int STEP = 8;

  private Strips() {}

  /**
   * A multiple of eight, or all of a small extent.
   *
   * @param work multiplications in all
   */
  static int width(int extent, long work) {
    int widest = Math.clamp(extent / WANTED, NARROWEST, WIDEST);
    int strips = Math.clamp(work / LEAST_WORK, 1, count(extent, widest));
    return Math.min(extent, (count(extent, strips) + STEP - 1) / STEP * STEP);
  }

  /** How many strips of a width there are. */
  static int count(int extent, int width) {
    return (extent + width - 1) / width;
  }
}
