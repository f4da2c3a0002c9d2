package dev.luthier.nativemath.vector.kernel;

import dev.luthier.linalg.TriangularSystem;
import dev.luthier.nativemath.tile.Block;
import dev.luthier.nativemath.tile.TileKernels;
import dev.luthier.nativemath.tile.TileScheduler;

/**
 * The dense operations with the buffers that they need (3 MB), for one thread at a time. After the
 * first calls nothing is allocated.
 */
public final class DenseKernels implements TileKernels {

  private final Gemm gemm = new Gemm();
  private final TriangularSolve triangularSolve = new TriangularSolve(gemm);
  private final Cholesky cholesky = new Cholesky(gemm, triangularSolve);
  private final TriangularInverse inverse = new TriangularInverse(gemm, triangularSolve);
  private final SymmetricProduct symmetric;

  /**
   * With buffers of its own.
   *
   * @param scheduler that what is not called for a tile may share its work by
   */
  public DenseKernels(TileScheduler scheduler) {
    symmetric = new SymmetricProduct(scheduler);
  }

  /** The number of bits in a vector. */
  public static int vectorBits() {
    return Species.DOUBLES.vectorBitSize();
  }

  @Override
  public void gemm(double alpha, Block a, Block b, double beta, Block c) {
    gemm.left.set(a);
    gemm.right.set(b);
    multiply(alpha, beta, c, Gemm.Region.FULL);
  }

  @Override
  public void syrk(double alpha, Block a, double beta, Block c) {
    gemm.left.set(a);
    gemm.right.set(a).transpose();
    multiply(alpha, beta, c, Gemm.Region.LOWER);
  }

  @Override
  public void symmetricMultiply(double alpha, Block s, Block b, double beta, Block c) {
    if (alpha == 0) {
      c.scale(beta, false);
    } else {
      symmetric.multiply(alpha, s, b, beta, c);
    }
  }

  @Override
  public void solveTriangular(TriangularSystem system, Block l, Block b) {
    triangularSolve.run(system, l, b);
  }

  @Override
  public int cholesky(Block a) {
    return cholesky.run(a);
  }

  @Override
  public void invertTriangular(Block l) {
    inverse.invert(l, l);
  }

  @Override
  public void invertProduct(Block l) {
    inverse.invertProduct(l, l);
  }

  private void multiply(double alpha, double beta, Block c, Gemm.Region region) {
    gemm.out.set(c);
    if (alpha == 0 || gemm.left.cols == 0) {
      gemm.out.scale(beta, region == Gemm.Region.LOWER);
      return;
    }
    if (beta != 0 && beta != 1) {
      gemm.out.scale(beta, region == Gemm.Region.LOWER);
    }
    gemm.run(alpha, beta == 0 ? Gemm.Output.SET : Gemm.Output.ADD, region);
  }
}
