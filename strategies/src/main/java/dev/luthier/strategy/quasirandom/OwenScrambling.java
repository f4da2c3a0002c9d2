package dev.luthier.strategy.quasirandom;

import dev.luthier.study.RandomStreams;

/**
 * Nested uniform scrambling in base 2 (Owen 1995): a digit is flipped or not by a random bit that
 * belongs to the digits before it. The infinite tree of random bits is not stored but hashed: each
 * node's bit is a function of the dimension's key and the path to the node.
 *
 * <table>
 *   <caption>Notation</caption>
 *   <tr><td>digits</td><td>a coordinate, times 2⁵³</td><td>[0, 2⁵³)</td></tr>
 *   <tr><td>path</td><td>the k leading digits with a one before them, so that paths of different length differ</td>
 *       <td>[2^k, 2^(k+1))</td></tr>
 * </table>
 */
final class OwenScrambling {
  /**
   * Digits scrambled one by one. Points 0 to 2³² − 1, more than a study has trials, differ in their
   * 32 leading digits, so that the 21 digits below can be flipped together.
   */
  private static final int NESTED = 32;

  /**
   * 2⁶⁴ over the golden ratio: with it, {@link #random} is the generator SplitMix64 addressed by
   * index.
   */
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private OwenScrambling() {}

  /**
   * The scrambled digits. A bijection of [0, 2⁵³) for each key that keeps every elementary interval
   * in one piece.
   */
  static long scramble(long digits, long key) {
    long flips = 0;
    for (int k = 0; k < NESTED; k++) {
      flips = flips << 1 | random(key, path(digits, k)) >>> (Long.SIZE - 1);
    }
    int rest = DirectionNumbers.DIGITS - NESTED;
    return digits ^ (flips << rest | random(key, path(digits, NESTED)) >>> (Long.SIZE - rest));
  }

  /** Element {@code index} of the key's sequence of random numbers. */
  static long random(long key, long index) {
    return RandomStreams.mix(key + index * GOLDEN_GAMMA);
  }

  private static long path(long digits, int length) {
    return 1L << length | digits >>> (DirectionNumbers.DIGITS - length);
  }
}
