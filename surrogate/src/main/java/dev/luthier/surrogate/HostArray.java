package dev.luthier.surrogate;

/** Arrays for matrices on the host, whose number of elements may be more than an array can have. */
final class HostArray {

  /** Virtual machines refuse arrays within a few elements of the largest int. */
  private static final long LARGEST = Integer.MAX_VALUE - 8L;

  private HostArray() {}

  /**
   * Zeros for a matrix of this shape.
   *
   * @throws IllegalArgumentException if no array is that long
   */
  static double[] of(int rows, int cols) {
    return new double[length(rows, cols)];
  }

  static int length(int rows, int cols) {
    long length = (long) rows * cols;
    if (length > LARGEST) {
      throw new IllegalArgumentException(
          "a matrix of "
              + rows
              + " × "
              + cols
              + " has "
              + length
              + " elements, an array on the host at most "
              + LARGEST);
    }
    return (int) length;
  }
}
