package dev.luthier.nativemath.vector.kernel;

import dev.luthier.linalg.CholeskyOutcome;
import dev.luthier.linalg.Matrix;
import dev.luthier.linalg.Transpose;
import dev.luthier.linalg.TriangularSystem;
import dev.luthier.nativemath.tile.Block;
import dev.luthier.nativemath.tile.TileKernels;

/**
 * The dense operations with the buffers that they need (3 MB), for one thread at a time. After the
 * first calls nothing is allocated.
 */
public final class DenseKernels implements TileKernels {

  private final Gemm gemm = new Gemm();
  private final TriangularSolve triangularSolve = new TriangularSolve(gemm);
  private final Cholesky cholesky = new Cholesky(gemm, triangularSolve);
  private final TriangularInverse inverse = new TriangularInverse(gemm, triangularSolve);
  private final SymmetricProduct symmetric = new SymmetricProduct();
  private final Block first = new Block();
  private final Block second = new Block();
  private final Block third = new Block();

  /** With buffers of its own. */
  public DenseKernels() {}

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

  /** C ← α op(A) op(B) + β C. */
  public void gemm(
      double alpha,
      Matrix a,
      Transpose transposeA,
      Matrix b,
      Transpose transposeB,
      double beta,
      Matrix c) {
    setTransposed(gemm.left, a, transposeA);
    setTransposed(gemm.right, b, transposeB);
    multiply(alpha, beta, first.set(c), Gemm.Region.FULL);
  }

  /** C ← α op(A) op(A)ᵀ + β C, lower triangle. */
  public void syrk(double alpha, Matrix a, Transpose transpose, double beta, Matrix c) {
    setTransposed(gemm.left, a, transpose);
    setTransposed(gemm.right, a, transpose);
    gemm.right.transpose();
    multiply(alpha, beta, first.set(c), Gemm.Region.LOWER);
  }

  /** C ← α S B + β C. */
  public void symmetricMultiply(double alpha, Matrix s, Matrix b, double beta, Matrix c) {
    symmetricMultiply(alpha, first.set(s), second.set(b), beta, third.set(c));
  }

  /** Solves a triangular system in place. */
  public void solveTriangular(TriangularSystem system, Matrix l, Matrix b) {
    triangularSolve.run(system, first.set(l), second.set(b));
  }

  /** A = L Lᵀ in place. */
  public CholeskyOutcome choleskyInPlace(Matrix a) {
    int factored = cholesky(first.set(a));
    return factored == a.rows()
        ? new CholeskyOutcome.Definite()
        : new CholeskyOutcome.NotDefinite(factored);
  }

  /** out ← (L Lᵀ)⁻¹, lower triangle. */
  public void inverseFromCholesky(Matrix l, Matrix out) {
    inverse.invertProduct(first.set(l), second.set(out));
  }

  /** out ← L⁻¹, lower triangle. */
  public void invertTriangular(Matrix l, Matrix out) {
    inverse.invert(first.set(l), second.set(out));
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

  private static void setTransposed(Block block, Matrix matrix, Transpose transpose) {
    block.set(matrix);
    switch (transpose) {
      case NONE -> {}
      case TRANSPOSED -> block.transpose();
    }
  }
}
