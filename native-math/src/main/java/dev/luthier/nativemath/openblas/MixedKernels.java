package dev.luthier.nativemath.openblas;

import dev.luthier.linalg.TriangularSystem;
import dev.luthier.nativemath.tile.Block;
import dev.luthier.nativemath.tile.TileKernels;

/**
 * OpenBLAS, but for what is bound by memory: there kernels of the Vector API read a matrix once
 * where OpenBLAS packs it. Speeds are in decision 16.
 */
final class MixedKernels implements TileKernels {

  /** What the kernels of the Vector API solve without halving it themselves. */
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
