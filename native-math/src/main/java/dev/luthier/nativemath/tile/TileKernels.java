package dev.luthier.nativemath.tile;

import dev.luthier.linalg.TriangularSystem;

/**
 * What a backend can do with blocks in one thread. Blocks are read as they are set, and stay so;
 * either their columns or their rows are contiguous, but {@code c}, both of a system and what is
 * factored or inverted have contiguous columns. No block is empty. Expected failures are returned.
 */
public interface TileKernels {

  /** C ← α A B + β C; where β = 0 the old C is not read. Inner dimension ≥ 1. */
  void gemm(double alpha, Block a, Block b, double beta, Block c);

  /** C ← α A Aᵀ + β C, on and below the diagonal. */
  void syrk(double alpha, Block a, double beta, Block c);

  /**
   * C ← α S B + β C with S symmetric, of which the lower triangle is read. Not called for a tile:
   * it may share its work itself.
   */
  void symmetricMultiply(double alpha, Block s, Block b, double beta, Block c);

  /** Solves a system with the lower triangular L; B becomes the solution. */
  void solveTriangular(TriangularSystem system, Block l, Block b);

  /**
   * A = L Lᵀ in place.
   *
   * @return how many pivots were positive and finite before one was not: all if it is definite
   */
  int cholesky(Block a);

  /** L becomes L⁻¹, on and below the diagonal. */
  void invertTriangular(Block l);

  /** L becomes (L Lᵀ)⁻¹, on and below the diagonal. */
  void invertProduct(Block l);
}
