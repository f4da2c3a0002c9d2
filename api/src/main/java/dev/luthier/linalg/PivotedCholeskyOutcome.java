package dev.luthier.linalg;

import java.util.List;

/**
 * What a pivoted Cholesky factorization found.
 *
 * @param pivots zero-based rows in the order in which they were chosen; as many as the rank reached
 * @param largestResidual the largest diagonal element of A − L Lᵀ that is left; NaN if A held NaN
 *     where it was looked at
 */
public record PivotedCholeskyOutcome(List<Integer> pivots, double largestResidual) {
  public PivotedCholeskyOutcome {
    pivots = List.copyOf(pivots);
  }

  /** The number of columns of L that were filled. */
  public int rank() {
    return pivots.size();
  }
}
