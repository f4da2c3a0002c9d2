package dev.luthier.linalg;

/** Whether a factor of a product enters as it is stored or transposed. */
public enum Transpose {
  /** op(A) = A. */
  NONE,
  /** op(A) = Aᵀ. */
  TRANSPOSED;

  /** The number of rows of op(a). */
  public int rows(Matrix a) {
    return switch (this) {
      case NONE -> a.rows();
      case TRANSPOSED -> a.cols();
    };
  }

  /** The number of columns of op(a). */
  public int cols(Matrix a) {
    return switch (this) {
      case NONE -> a.cols();
      case TRANSPOSED -> a.rows();
    };
  }
}
