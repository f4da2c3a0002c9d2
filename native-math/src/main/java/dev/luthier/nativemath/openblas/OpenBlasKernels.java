package dev.luthier.nativemath.openblas;

import dev.luthier.linalg.TriangularSystem;
import dev.luthier.nativemath.bind.Blas;
import dev.luthier.nativemath.bind.Lapack;
import dev.luthier.nativemath.tile.Block;
import dev.luthier.nativemath.tile.TileKernels;

/** What OpenBLAS computes in one thread. */
final class OpenBlasKernels implements TileKernels {

  /**
   * Unknowns that dtrsm solves for. A system of order 1,000 with as many right-hand sides takes
   * 0.75 / 0.79 / 0.86 of dtrsm's time with 32 / 64 / 128 on AVX-512, and 1.04 with kernels for
   * AVX2.
   */
  private static final int LEAF = 32;

  private final Blas blas;
  private final Lapack lapack;
  private final HalvedSolve halves = new HalvedSolve(this, this, LEAF);

  /** With a {@link Lapack} of its own, which is for one thread at a time. */
  OpenBlasKernels(Blas blas, Lapack lapack) {
    this.blas = blas;
    this.lapack = lapack;
  }

  @Override
  public void gemm(double alpha, Block a, Block b, double beta, Block c) {
    blas.cblas_dgemm(
        transposition(a),
        transposition(b),
        c.rows,
        c.cols,
        a.cols,
        alpha,
        a.address(),
        a.leadingDimension(),
        b.address(),
        b.leadingDimension(),
        beta,
        c.address(),
        c.leadingDimension());
  }

  @Override
  public void syrk(double alpha, Block a, double beta, Block c) {
    blas.cblas_dsyrk(
        transposition(a),
        c.rows,
        a.cols,
        alpha,
        a.address(),
        a.leadingDimension(),
        beta,
        c.address(),
        c.leadingDimension());
  }

  /** One column is a matrix-vector product: it reads S once instead of packing it. */
  @Override
  public void symmetricMultiply(double alpha, Block s, Block b, double beta, Block c) {
    if (c.cols == 1) {
      if (beta == 0) {
        // dsymv multiplies by β, and since 0.3.27 that leaves NaN in what nobody wrote.
        c.scale(0, false);
      }
      blas.cblas_dsymv(
          c.rows, alpha, s.address(), s.leadingDimension(), b.address(), beta, c.address());
      return;
    }
    blas.cblas_dsymm(
        c.rows,
        c.cols,
        alpha,
        s.address(),
        s.leadingDimension(),
        b.address(),
        b.leadingDimension(),
        beta,
        c.address(),
        c.leadingDimension());
  }

  /** One right-hand side, wherever it is, is solved without packing L. */
  @Override
  public void solveTriangular(TriangularSystem system, Block l, Block b) {
    int side =
        switch (system) {
          case LEFT, LEFT_TRANSPOSED -> Blas.LEFT;
          case RIGHT, RIGHT_TRANSPOSED -> Blas.RIGHT;
        };
    int transpose =
        switch (system) {
          case LEFT, RIGHT -> Blas.NO_TRANSPOSE;
          case LEFT_TRANSPOSED, RIGHT_TRANSPOSED -> Blas.TRANSPOSE;
        };
    if (side == Blas.LEFT ? b.cols == 1 : b.rows == 1) {
      solveVector(system, l, b);
      return;
    }
    if (l.rows > LEAF) {
      halves.run(system, l, b);
      return;
    }
    blas.cblas_dtrsm(
        side,
        transpose,
        b.rows,
        b.cols,
        l.address(),
        l.leadingDimension(),
        b.address(),
        b.leadingDimension());
  }

  /** x L = b is Lᵀ xᵀ = bᵀ; elements of a row are as far apart as columns. */
  private void solveVector(TriangularSystem system, Block l, Block b) {
    int transpose =
        switch (system) {
          case LEFT, RIGHT_TRANSPOSED -> Blas.NO_TRANSPOSE;
          case LEFT_TRANSPOSED, RIGHT -> Blas.TRANSPOSE;
        };
    long stride = b.cols == 1 ? b.rowStride : b.colStride;
    int increment = Math.toIntExact(stride / Double.BYTES);
    blas.cblas_dtrsv(transpose, l.rows, l.address(), l.leadingDimension(), b.address(), increment);
  }

  /**
   * OpenBLAS stops at a pivot that is ≤ 0, but not at NaN or infinity (its test is false for them);
   * they stay on the diagonal of the factor, so it is looked through afterwards.
   */
  @Override
  public int cholesky(Block a) {
    int info = lapack.dpotrf_(a.rows, a.address(), a.leadingDimension());
    int factored = info > 0 ? info - 1 : a.rows;
    for (int i = 0; i < factored; i++) {
      double pivot = a.get(i, i);
      if (!(pivot > 0 && pivot < Double.POSITIVE_INFINITY)) {
        return i;
      }
    }
    return factored;
  }

  @Override
  public void invertTriangular(Block l) {
    lapack.dtrtri_(l.rows, l.address(), l.leadingDimension());
  }

  @Override
  public void invertProduct(Block l) {
    lapack.dpotri_(l.rows, l.address(), l.leadingDimension());
  }

  private static int transposition(Block block) {
    return block.columnsAreContiguous() ? Blas.NO_TRANSPOSE : Blas.TRANSPOSE;
  }
}
