package dev.luthier.linalg;

/** Whether a matrix turned out to be positive definite while it was being factored. */
public sealed interface CholeskyOutcome {

  /** The factor is complete. */
  record Definite() implements CholeskyOutcome {}

  /**
   * The matrix is not positive definite to working precision, or holds NaN.
   *
   * @param pivot zero-based column whose pivot was the first that was not positive and finite: the
   *     leading minor of order {@code pivot} is definite. Near a tie backends may differ.
   */
  record NotDefinite(int pivot) implements CholeskyOutcome {
    public NotDefinite {
      if (pivot < 0) {
        throw new IllegalArgumentException("pivot is " + pivot + ", must be ≥ 0");
      }
    }
  }
}
