package dev.luthier.linalg;

/**
 * Products and triangular solves. NaN and infinities propagate by IEEE arithmetic; nothing here
 * fails for numerical reasons. Where β = 0 the old contents of the output are not read (it may be
 * uninitialised); where α = 0 the factors are not read.
 */
public interface DenseOperations {

  /**
   * C ← α op(A) op(B) + β C. Costs 2mnk flops.
   *
   * @param a op(A) is m × k
   * @param b op(B) is k × n
   * @param c m × n, in place; may not overlap a or b
   */
  void gemm(
      double alpha,
      Matrix a,
      Transpose transposeA,
      Matrix b,
      Transpose transposeB,
      double beta,
      Matrix c);

  /**
   * C ← α op(A) op(A)ᵀ + β C, lower triangle only. Costs n²k flops.
   *
   * @param a op(A) is n × k
   * @param c n × n, lower triangle in place; may not overlap a
   */
  void syrk(double alpha, Matrix a, Transpose transpose, double beta, Matrix c);

  /**
   * C ← α S B + β C with S symmetric: the hot path of acquisition search, where S is an explicit
   * K⁻¹ and B a batch of cross-covariances. Costs 2n²m flops and one pass over the 4n² bytes of S.
   *
   * @param s n × n, lower triangle read
   * @param b n × m
   * @param c n × m, in place; may not overlap s or b
   */
  void symmetricMultiply(double alpha, Matrix s, Matrix b, double beta, Matrix c);

  /**
   * Solves a triangular system; B becomes X. A zero on the diagonal of L gives infinities or NaN.
   * Costs n² flops for every right-hand side.
   *
   * @param system which system, and so on which side of X the matrix L stands
   * @param l n × n, lower triangle read
   * @param b n × m for the left systems, m × n for the right ones; in place; may not overlap l
   */
  void solveTriangular(TriangularSystem system, Matrix l, Matrix b);

  /**
   * A ← A diag(s): column j is multiplied by s(j). Costs mn flops.
   *
   * @param a m × n, in place; may not overlap scales
   * @param scales n × 1
   */
  void scaleColumns(Matrix a, Matrix scales);

  /**
   * A ← A + value · I. Costs n flops.
   *
   * @param a n × n, diagonal in place
   */
  void addToDiagonal(Matrix a, double value);
}
