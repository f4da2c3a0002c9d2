package dev.luthier.gpu;

import dev.luthier.gpu.OwnProducts.Along;
import dev.luthier.gpu.bind.Cublas;
import dev.luthier.linalg.DenseOperations;
import dev.luthier.linalg.Matrix;
import dev.luthier.linalg.Transpose;
import dev.luthier.linalg.TriangularSystem;

/**
 * Products and solves by cuBLAS; some products, those of an acquisition search above all, by {@link
 * OwnProducts}.
 */
final class CudaDense implements DenseOperations {

  private final Queue queue;
  private final OwnProducts own;
  private final Scalars scalars = new Scalars();

  CudaDense(Queue queue) {
    this.queue = queue;
    this.own = new OwnProducts(queue);
  }

  @Override
  public void gemm(
      double alpha,
      Matrix a,
      Transpose transposeA,
      Matrix b,
      Transpose transposeB,
      double beta,
      Matrix c) {
    DeviceMatrix left = DeviceMatrix.of(a);
    DeviceMatrix right = DeviceMatrix.of(b);
    DeviceMatrix out = DeviceMatrix.of(c);
    int k = transposeA.cols(a);
    if (alpha == 0 || k == 0) {
      scale(out, beta, false);
      return;
    }
    if (OwnProducts.isLong(out, k)) {
      boolean down = transposeA == Transpose.TRANSPOSED; // along a column
      boolean downB = transposeB == Transpose.NONE;
      own.multiplyLong(alpha, Along.of(left, down), Along.of(right, downB), k, beta, out, false);
      return;
    }
    if (out.isEmpty()) {
      return;
    }
    LibraryHandles libraries = queue.libraries();
    libraries
        .cublas()
        .cublasDgemm(
            libraries.blas(),
            operation(transposeA),
            operation(transposeB),
            out.rows(),
            out.cols(),
            k,
            scalars.alpha(alpha),
            left.address(),
            left.stride(),
            right.address(),
            right.stride(),
            scalars.beta(beta),
            out.address(),
            out.stride());
  }

  @Override
  public void syrk(double alpha, Matrix a, Transpose transpose, double beta, Matrix c) {
    DeviceMatrix factor = DeviceMatrix.of(a);
    DeviceMatrix out = DeviceMatrix.of(c);
    int k = transpose.cols(a);
    if (alpha == 0 || k == 0) {
      scale(out, beta, true);
      return;
    }
    if (OwnProducts.isLong(out, k)) {
      Along terms = Along.of(factor, transpose == Transpose.TRANSPOSED);
      own.multiplyLong(alpha, terms, terms, k, beta, out, true);
      return;
    }
    if (out.isEmpty()) {
      return;
    }
    LibraryHandles libraries = queue.libraries();
    libraries
        .cublas()
        .cublasDsyrk(
            libraries.blas(),
            Cublas.LOWER,
            operation(transpose),
            out.rows(),
            k,
            scalars.alpha(alpha),
            factor.address(),
            factor.stride(),
            scalars.beta(beta),
            out.address(),
            out.stride());
  }

  @Override
  public void symmetricMultiply(double alpha, Matrix s, Matrix b, double beta, Matrix c) {
    DeviceMatrix symmetric = DeviceMatrix.of(s);
    DeviceMatrix right = DeviceMatrix.of(b);
    DeviceMatrix out = DeviceMatrix.of(c);
    if (alpha == 0) {
      scale(out, beta, false);
      return;
    }
    if (out.isEmpty()) {
      return;
    }
    if (OwnProducts.isNarrow(out)) {
      own.multiplySymmetric(alpha, symmetric, right, beta, out);
      return;
    }
    LibraryHandles libraries = queue.libraries();
    libraries
        .cublas()
        .cublasDsymm(
            libraries.blas(),
            Cublas.LEFT,
            Cublas.LOWER,
            out.rows(),
            out.cols(),
            scalars.alpha(alpha),
            symmetric.address(),
            symmetric.stride(),
            right.address(),
            right.stride(),
            scalars.beta(beta),
            out.address(),
            out.stride());
  }

  /** Where cuBLAS promises not to read the factors only for β. */
  private void scale(DeviceMatrix c, double beta, boolean lower) {
    if (beta != 1) {
      queue.launch(
          KernelName.SCALE,
          Grid.of(c.rows(), c.cols()),
          c,
          c.rows(),
          c.cols(),
          beta,
          lower ? 1 : 0);
    }
  }

  @Override
  public void solveTriangular(TriangularSystem system, Matrix l, Matrix b) {
    DeviceMatrix x = DeviceMatrix.of(b);
    if (!x.isEmpty()) {
      solve(system, DeviceMatrix.of(l), x);
    }
  }

  /** A single right-hand side is a vector: a row appended to a factor, above all. */
  private void solve(TriangularSystem system, DeviceMatrix l, DeviceMatrix x) {
    LibraryHandles libraries = queue.libraries();
    boolean left =
        switch (system) {
          case LEFT, LEFT_TRANSPOSED -> true;
          case RIGHT, RIGHT_TRANSPOSED -> false;
        };
    boolean transposed =
        switch (system) {
          case LEFT, RIGHT -> false;
          case LEFT_TRANSPOSED, RIGHT_TRANSPOSED -> true;
        };
    if (left ? x.cols() == 1 : x.rows() == 1) {
      // x Lᵀ = b is L xᵀ = bᵀ.
      boolean ofVector = left == transposed;
      libraries
          .cublas()
          .cublasDtrsv(
              libraries.blas(),
              Cublas.LOWER,
              ofVector ? Cublas.OP_T : Cublas.OP_N,
              Cublas.NON_UNIT,
              l.rows(),
              l.address(),
              l.stride(),
              x.address(),
              left ? 1 : x.stride());
      return;
    }
    libraries
        .cublas()
        .cublasDtrsm(
            libraries.blas(),
            left ? Cublas.LEFT : Cublas.RIGHT,
            Cublas.LOWER,
            transposed ? Cublas.OP_T : Cublas.OP_N,
            Cublas.NON_UNIT,
            x.rows(),
            x.cols(),
            scalars.alpha(1),
            l.address(),
            l.stride(),
            x.address(),
            x.stride());
  }

  @Override
  public void scaleColumns(Matrix a, Matrix scales) {
    DeviceMatrix matrix = DeviceMatrix.of(a);
    queue.launch(
        KernelName.SCALE_COLUMNS,
        Grid.of(matrix.rows(), matrix.cols()),
        matrix,
        matrix.rows(),
        matrix.cols(),
        DeviceMatrix.of(scales).address());
  }

  @Override
  public void addToDiagonal(Matrix a, double value) {
    DeviceMatrix matrix = DeviceMatrix.of(a);
    queue.launch(KernelName.ADD_TO_DIAGONAL, Grid.of(matrix.rows()), matrix, matrix.rows(), value);
  }

  private static int operation(Transpose transpose) {
    return switch (transpose) {
      case NONE -> Cublas.OP_N;
      case TRANSPOSED -> Cublas.OP_T;
    };
  }
}
