package dev.luthier.nativemath.tile;

import dev.luthier.linalg.TriangularSystem;

/** Products add 1 to each element that they compute, whatever the factors. */
final class CountingKernels implements TileKernels {

  @Override
  public void gemm(double alpha, Block a, Block b, double beta, Block c) {
    count(c, false);
  }

  @Override
  public void syrk(double alpha, Block a, double beta, Block c) {
    count(c, true);
  }

  private static void count(Block c, boolean lower) {
    for (int j = 0; j < c.cols; j++) {
      for (int i = lower ? j : 0; i < c.rows; i++) {
        c.put(i, j, c.get(i, j) + 1);
      }
    }
  }

  @Override
  public void symmetricMultiply(double alpha, Block s, Block b, double beta, Block c) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void solveTriangular(TriangularSystem system, Block l, Block b) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int cholesky(Block a) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void invertTriangular(Block l) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void invertProduct(Block l) {
    throw new UnsupportedOperationException();
  }
}
