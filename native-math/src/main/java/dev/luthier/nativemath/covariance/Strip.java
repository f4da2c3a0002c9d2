package dev.luthier.nativemath.covariance;

/**
 * What one pass of the loops covers: some points of a strip against one or two single points.
 * Mutable and used again, because there is one for every two columns of a covariance matrix.
 *
 * <pre>
 *   name       meaning
 *   index      which strip of the points that strips are made of
 *   single     the first of the single points
 *   singles    how many of them: 1 or 2
 *   from, to   points within the strip; multiples of PARTS, so that a vector is never cut
 *   q          which single point a call is about, 0 or 1, where it is about one
 * </pre>
 */
final class Strip {

  /**
   * Points in a strip: with ten columns, they and buffers are 30 KiB, about the first-level cache.
   */
  static final int LENGTH = 256;

  /** Single points at a time: each coordinate that is loaded is used for two. */
  static final int SINGLES = 2;

  /** What every vector divides: one of 512 bits, two of 256 or four of 128. */
  static final int PARTS = 8;

  int index;
  int single;
  int singles;
  int from;
  int to;
  int q;

  /** The number of strips that hold so many points. */
  static int count(int points) {
    return (points + LENGTH - 1) / LENGTH;
  }

  /** Up to the next multiple of {@link #PARTS}. */
  static int padded(int points) {
    return (points + PARTS - 1) / PARTS * PARTS;
  }
}
