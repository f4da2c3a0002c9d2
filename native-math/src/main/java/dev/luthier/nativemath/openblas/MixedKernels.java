package dev.luthier.nativemath.openblas;

import dev.luthier.linalg.TriangularSystem;
import dev.luthier.nativemath.tile.Block;
import dev.luthier.nativemath.tile.TileKernels;

/**
 * OpenBLAS, but for what kernels of the Vector API do better: what is bound by memory, of which
 * they read a matrix once where OpenBLAS packs it, and triangular systems of small order. Speeds
 * are in decision 16.
 */
final class MixedKernels implements TileKernels {

  /**
   * Unknowns that are solved for in registers and caches: 64 right-hand sides at n = 1,000 take
   * 1.37 / 1.48 / 1.55 ms with 128 / 256 / 512 (AVX-512), 1.98 by dtrsm.
   */
  private static final int LEAF = 128;

  /** Right-hand sides that a pass over L serves in the Vector API's registers. */
  private static final int FEW_SIDES = 4;

  private final TileKernels openBlas;
  private final TileKernels vector;
  private final HalvedSolve solve;

  MixedKernels(TileKernels openBlas, TileKernels vector) {
    this.openBlas = openBlas;
    this.vector = vector;
    this.solve = new HalvedSolve(openBlas, vector, LEAF);
  }

  @Override
  public void gemm(double alpha, Block a, Block b, double beta, Block c) {
    openBlas.gemm(alpha, a, b, beta, c);
  }

  @Override
  public void syrk(double alpha, Block a, double beta, Block c) {
    openBlas.syrk(alpha, a, beta, c);
  }

  @Override
  public void symmetricMultiply(double alpha, Block s, Block b, double beta, Block c) {
    vector.symmetricMultiply(alpha, s, b, beta, c);
  }

  @Override
  public void solveTriangular(TriangularSystem system, Block l, Block b) {
    int sides =
        switch (system) {
          case LEFT, LEFT_TRANSPOSED -> b.cols;
          case RIGHT, RIGHT_TRANSPOSED -> b.rows;
        };
    if (sides <= FEW_SIDES) {
      vector.solveTriangular(system, l, b);
    } else {
      solve.run(system, l, b);
    }
  }

  @Override
  public int cholesky(Block a) {
    return openBlas.cholesky(a);
  }

  @Override
  public void invertTriangular(Block l) {
    openBlas.invertTriangular(l);
  }

  @Override
  public void invertProduct(Block l) {
    openBlas.invertProduct(l);
  }
}
