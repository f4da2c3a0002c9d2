package dev.luthier.nativemath.tile;

/**
 * How an extent is cut into strips: of about equal width, so that threads have about equal work,
 * and by the extent alone, so that results do not depend on the number of threads.
 *
 * <p>A strip of a product packs all of the other factor again: with 256 columns at n = 1,000 a
 * product takes 1.02 to 1.05 times as long as in one piece, with 512 at n = 4,000 1.00 (OpenBLAS on
 * AMD Zen 3, one thread).
 */
final class Strips {

  private static final int NARROW = 256;
  private static final int WIDE = 512;

  /** Where eight threads have a wide strip each. */
  private static final int LARGE = 8 * WIDE;

  /** Tiles of all kernels are as high or as wide, or a divisor of it. */
  private static final int STEP = 8;

  private Strips() {}

  /** A multiple of eight, or all of a small extent. */
  static int width(int extent) {
    int widest = extent >= LARGE ? WIDE : NARROW;
    int strips = count(extent, widest);
    return Math.min(extent, (count(extent, strips) + STEP - 1) / STEP * STEP);
  }

  /** How many strips of a width there are. */
  static int count(int extent, int width) {
    return (extent + width - 1) / width;
  }
}
