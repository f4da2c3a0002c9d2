package dev.luthier.gpu;

import dev.luthier.gpu.bind.Cublas;
import dev.luthier.linalg.DenseOperations;
import dev.luthier.linalg.Matrix;
import dev.luthier.linalg.Transpose;
import dev.luthier.linalg.TriangularSystem;

/**
 * Products and solves by cuBLAS; but a symmetric matrix times few columns by a kernel of ours,
 * since that is the hot path of acquisition search, and bound by reading the matrix.
 */
final class CudaDense implements DenseOperations {

  /** Columns that one pass of our kernel takes; a second pass is still no slower than dsymm. */
  static final int FEW = 16;

  /** Rows of the product that one block makes; as in dense.cu. */
  static final int PANEL = 64;

  /** Columns of S that a block takes at once; as in dense.cu. */
  static final int TILE = 32;

  static final int PANEL_THREADS = 128;

  /** Elements of a product that are too few to fill a device, so that each has a block. */
  private static final int FEWEST = 256;

  /** From where a sum is long: each thread of a block has eight terms. */
  private static final int LONG = 1024;

  /** Blocks that fill a large device several times over (132 multiprocessors, 8 blocks on each). */
  private static final int PLENTY = 2048;

  private final Queue queue;
  private final Scalars scalars = new Scalars();

  CudaDense(Queue queue) {
    this.queue = queue;
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
    if (isLong(out, k)) {
      boolean down = transposeA == Transpose.TRANSPOSED; // along a column
      boolean downB = transposeB == Transpose.NONE;
      multiplyLong(alpha, along(left, down), along(right, downB), k, beta, out, false);
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
    if (isLong(out, k)) {
      Along terms = along(factor, transpose == Transpose.TRANSPOSED);
      multiplyLong(alpha, terms, terms, k, beta, out, true);
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
    if (out.cols() <= 2 * FEW) {
      for (int col = 0; col < out.cols(); col += FEW) {
        int width = Math.min(FEW, out.cols() - col);
        multiplyFew(
            alpha,
            symmetric,
            right.block(0, col, right.rows(), width),
            beta,
            out.block(0, col, out.rows(), width));
      }
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

  /** The elements that one element of a product sums over: step apart; across to the next sum. */
  private record Along(long address, long step, long across) {}

  private static Along along(DeviceMatrix matrix, boolean downColumns) {
    return downColumns
        ? new Along(matrix.address(), 1, matrix.stride())
        : new Along(matrix.address(), matrix.stride(), 1);
  }

  /** Means at a few candidates, a corner of a factor: few elements, each a long sum. */
  private static boolean isLong(DeviceMatrix out, int k) {
    return !out.isEmpty() && (long) out.rows() * out.cols() <= FEWEST && k >= LONG;
  }

  private void multiplyLong(
      double alpha, Along a, Along b, int k, double beta, DeviceMatrix c, boolean lower) {
    queue.launch(
        KernelName.LONG_PRODUCTS,
        new Grid(c.rows(), c.cols(), PANEL_THREADS),
        alpha,
        a.address(),
        a.step(),
        a.across(),
        b.address(),
        b.step(),
        b.across(),
        k,
        beta,
        c,
        lower ? 1 : 0);
  }

  /** A pass over S in which shares of its columns are summed by different blocks. */
  private void multiplyFew(
      double alpha, DeviceMatrix s, DeviceMatrix b, double beta, DeviceMatrix c) {
    int n = s.rows();
    int panels = Grid.ceiling(n, PANEL);
    int shares = Math.clamp(PLENTY / panels, 1, Grid.ceiling(n, TILE));
    long padded = (long) panels * PANEL;
    try (Queue.Workspace parts = queue.workspace(padded * FEW * shares * Double.BYTES)) {
      queue.launch(
          KernelName.SYMMETRIC_MULTIPLY,
          new Grid(panels, shares, PANEL_THREADS),
          s,
          n,
          b,
          b.cols(),
          parts.address(),
          padded);
      queue.launch(
          KernelName.SUM_SHARES,
          Grid.of(n, c.cols()),
          alpha,
          parts.address(),
          padded,
          shares,
          beta,
          c,
          n,
          c.cols());
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
