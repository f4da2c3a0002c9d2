package dev.luthier.nativemath.openblas;

import dev.luthier.linalg.DenseOperations;
import dev.luthier.linalg.Matrix;
import dev.luthier.linalg.Transpose;
import dev.luthier.linalg.TriangularSystem;
import dev.luthier.nativemath.bind.Blas;
import dev.luthier.nativemath.memory.OffHeapMatrix;
import java.util.Arrays;

/**
 * Products and solves by OpenBLAS.
 *
 * <pre>
 *   name     meaning                              shape
 *   a, b, c  factors and output                   op(A) m × k, op(B) k × n, C m × n
 *   s        symmetric, lower triangle stored     n × n
 *   l        lower triangular                     n × n
 * </pre>
 */
final class OpenBlasDense implements DenseOperations {

  private final Blas blas;

  OpenBlasDense(Blas blas) {
    this.blas = blas;
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
    OffHeapMatrix left = OffHeapMatrix.of(a);
    OffHeapMatrix right = OffHeapMatrix.of(b);
    OffHeapMatrix out = OffHeapMatrix.of(c);
    if (out.isEmpty()) {
      return;
    }
    blas.cblas_dgemm(
        code(transposeA),
        code(transposeB),
        out.rows(),
        out.cols(),
        transposeA.cols(a),
        alpha,
        left.elements(),
        left.leadingDimension(),
        right.elements(),
        right.leadingDimension(),
        beta,
        out.elements(),
        out.leadingDimension());
  }

  @Override
  public void syrk(double alpha, Matrix a, Transpose transpose, double beta, Matrix c) {
    OffHeapMatrix factor = OffHeapMatrix.of(a);
    OffHeapMatrix out = OffHeapMatrix.of(c);
    if (out.isEmpty()) {
      return;
    }
    blas.cblas_dsyrk(
        code(transpose),
        out.rows(),
        transpose.cols(a),
        alpha,
        factor.elements(),
        factor.leadingDimension(),
        beta,
        out.elements(),
        out.leadingDimension());
  }

  /** One column is a matrix-vector product: it reads S once instead of packing it. */
  @Override
  public void symmetricMultiply(double alpha, Matrix s, Matrix b, double beta, Matrix c) {
    OffHeapMatrix symmetric = OffHeapMatrix.of(s);
    OffHeapMatrix right = OffHeapMatrix.of(b);
    OffHeapMatrix out = OffHeapMatrix.of(c);
    if (out.isEmpty()) {
      return;
    }
    int n = out.rows();
    if (out.cols() == 1) {
      if (beta == 0) {
        // dsymv multiplies by β, and since 0.3.27 that leaves NaN in what nobody wrote.
        out.writeColumn(0, 0, n, new double[n]);
      }
      blas.cblas_dsymv(
          n,
          alpha,
          symmetric.elements(),
          symmetric.leadingDimension(),
          right.elements(),
          beta,
          out.elements());
      return;
    }
    blas.cblas_dsymm(
        n,
        out.cols(),
        alpha,
        symmetric.elements(),
        symmetric.leadingDimension(),
        right.elements(),
        right.leadingDimension(),
        beta,
        out.elements(),
        out.leadingDimension());
  }

  @Override
  public void solveTriangular(TriangularSystem system, Matrix l, Matrix b) {
    OffHeapMatrix factor = OffHeapMatrix.of(l);
    OffHeapMatrix x = OffHeapMatrix.of(b);
    if (x.isEmpty()) {
      return;
    }
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
    blas.cblas_dtrsm(
        side,
        transpose,
        x.rows(),
        x.cols(),
        factor.elements(),
        factor.leadingDimension(),
        x.elements(),
        x.leadingDimension());
  }

  @Override
  public void scaleColumns(Matrix a, Matrix scales) {
    OffHeapMatrix matrix = OffHeapMatrix.of(a);
    OffHeapMatrix factors = OffHeapMatrix.of(scales);
    double[] column = new double[matrix.rows()];
    for (int j = 0; j < matrix.cols(); j++) {
      double factor = factors.get(j, 0);
      matrix.readColumn(j, 0, column.length, column);
      Arrays.setAll(column, i -> column[i] * factor);
      matrix.writeColumn(j, 0, column.length, column);
    }
  }

  @Override
  public void addToDiagonal(Matrix a, double value) {
    OffHeapMatrix matrix = OffHeapMatrix.of(a);
    for (int i = 0; i < matrix.rows(); i++) {
      matrix.set(i, i, matrix.get(i, i) + value);
    }
  }

  private static int code(Transpose transpose) {
    return switch (transpose) {
      case NONE -> Blas.NO_TRANSPOSE;
      case TRANSPOSED -> Blas.TRANSPOSE;
    };
  }
}
