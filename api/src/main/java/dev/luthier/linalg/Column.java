package dev.luthier.linalg;

/**
 * How one column of the encoded points enters a squared distance. Both kinds are squared distances
 * in a Euclidean space (for a category: of its one-hot vector times 1/√2), so every {@link
 * RadialProfile} of their sum is positive semidefinite.
 */
public sealed interface Column {

  /** Zero-based column of the matrix of points. */
  int index();

  /**
   * Contributes (x − x′)². Differentiable in x.
   *
   * @param index zero-based, ≥ 0
   */
  record Numeric(int index) implements Column {
    public Numeric {
      requireIndex(index);
    }
  }

  /**
   * Contributes 0 if the two codes are equal (by {@code ==}) and 1 otherwise. Derivatives with
   * respect to this column are 0.
   *
   * @param index zero-based, ≥ 0
   */
  record Categorical(int index) implements Column {
    public Categorical {
      requireIndex(index);
    }
  }

  private static void requireIndex(int index) {
    if (index < 0) {
      throw new IllegalArgumentException("column index is " + index + ", must be ≥ 0");
    }
  }
}
