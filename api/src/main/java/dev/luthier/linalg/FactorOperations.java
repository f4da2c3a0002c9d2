package dev.luthier.linalg;

/**
 * Factorizations. Operations that return an outcome wait for it; the others may return early.
 * Numerical failure is a returned value, never an exception.
 */
public interface FactorOperations {

  /**
   * A = L Lᵀ: L takes the place of the lower triangle. Costs n³/3 flops.
   *
   * <p>When the answer is {@link CholeskyOutcome.NotDefinite} the lower triangle is unspecified: a
   * caller who wants to try again with jitter assembles A again. A matrix of order 0 is definite.
   *
   * @param a n × n, lower triangle in place
   */
  CholeskyOutcome choleskyInPlace(Matrix a);

  /**
   * out ← (L Lᵀ)⁻¹, lower triangle. Costs 2n³/3 flops.
   *
   * @param l n × n, lower triangle read; its diagonal has no zero
   * @param out n × n, lower triangle overwritten, strict upper part unspecified afterwards: it
   *     saves n²/2 elements of workspace; may not overlap l
   */
  void inverseFromCholesky(Matrix l, Matrix out);

  /**
   * out ← L⁻¹, lower triangle. Costs n³/3 flops.
   *
   * @param l n × n, lower triangle read; its diagonal has no zero
   * @param out n × n, lower triangle overwritten; may not overlap l
   */
  void invertTriangular(Matrix l, Matrix out);

  /**
   * A low-rank factor A ≈ L Lᵀ, choosing at each step the row with the largest remaining diagonal
   * (the smallest index among equals; after rounding backends may differ). Rows of L are in the
   * order of A; in the order of the pivots L is lower trapezoidal. Stops when all columns of L are
   * used, or when the largest remaining diagonal is ≤ {@code tolerance} times the largest diagonal
   * of A, or is not positive, or is NaN. Costs n r² flops for rank r (Harbrecht, Peters, Schneider
   * 2012).
   *
   * @param a n × n, lower triangle read
   * @param tolerance relative, ≥ 0 and finite
   * @param l n × r with r ≤ n, overwritten; columns from the rank on are zero; may not overlap a
   */
  PivotedCholeskyOutcome pivotedCholesky(Matrix a, double tolerance, Matrix l);

  /**
   * L ← chol(L Lᵀ + α v vᵀ). Costs 2n² flops. With α ≥ 0 and finite input always definite; with α <
   * 0 the result may not exist, and after {@link CholeskyOutcome.NotDefinite} the lower triangle of
   * L is unspecified.
   *
   * @param l n × n with a positive diagonal, lower triangle in place
   * @param v n × 1, read; may not overlap l
   */
  CholeskyOutcome rankOneUpdate(Matrix l, double alpha, Matrix v);

  /**
   * A = V diag(λ) Vᵀ with orthonormal V and ascending λ. The sign of a column of V is unspecified,
   * and so is the basis of a repeated eigenvalue's space. Costs about 9n³ flops.
   *
   * @param a n × n, lower triangle read
   * @param values n × 1, overwritten with λ
   * @param vectors n × n, overwritten with V, all elements; a, values and vectors may not overlap
   */
  EigenOutcome eigenSymmetric(Matrix a, Matrix values, Matrix vectors);
}
