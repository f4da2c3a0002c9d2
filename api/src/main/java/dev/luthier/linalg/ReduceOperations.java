package dev.luthier.linalg;

/**
 * Sums over a matrix. Results go into a matrix, so that blocks of one small matrix collect them and
 * a single download fetches them all. Columns are the unit, because a batch of candidates is a
 * matrix with one column a candidate; a vector has one column.
 */
public interface ReduceOperations {

  /**
   * out ← Σᵢ log A(i, i), half the log-determinant when A is a Cholesky factor; 0 for order 0. NaN
   * if an element is negative. Costs n logarithms.
   *
   * @param a n × n, diagonal read
   * @param out 1 × 1, overwritten; may not overlap a
   */
  void logDiagSum(Matrix a, Matrix out);

  /**
   * out(j) ← Σᵢ A(i, j) B(i, j). With A = k(X,Z) and B = K⁻¹ A these are the variances explained at
   * a batch. Costs 2rc flops.
   *
   * @param a r × c
   * @param b r × c; may overlap a
   * @param out c × 1, overwritten; may not overlap a or b
   */
  void dot(Matrix a, Matrix b, Matrix out);

  /**
   * out(j) ← Σᵢ A(i, j)². Costs 2rc flops.
   *
   * @param a r × c
   * @param out c × 1, overwritten; may not overlap a
   */
  void columnSquaredNorms(Matrix a, Matrix out);

  /**
   * out(i) ← A(i, i).
   *
   * @param a n × n, diagonal read
   * @param out n × 1, overwritten; may not overlap a
   */
  void diagonal(Matrix a, Matrix out);
}
