package dev.luthier.nativemath.tile;

/** Where the recursive algorithms halve. */
final class Halves {

  /** Parts that begin at multiples of it stay aligned to cache lines, and tiles come out whole. */
  private static final int STEP = 64;

  private Halves() {}

  /** About half of an order greater than 64, a multiple of 64. */
  static int first(int order) {
    return (order / 2 + STEP - 1) / STEP * STEP;
  }
}
