package dev.luthier.nativemath.covariance;

/**
 * What one pass of the array loops covers.
 *
 * @param single the point that all others are compared with, of the set of single points
 * @param from first point, of the set that strips are made of
 * @param to the point behind the last; at most {@link #LENGTH} after the first
 */
record Strip(int single, int from, int to) {

  /**
   * Points in a strip: with ten columns, workspace and sums are 50 KiB, about the first-level
   * cache. Shorter ones cost loop overhead.
   */
  static final int LENGTH = 256;
}
