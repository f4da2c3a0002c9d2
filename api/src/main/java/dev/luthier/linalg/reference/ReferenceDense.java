package dev.luthier.linalg.reference;

import dev.luthier.linalg.DenseOperations;
import dev.luthier.linalg.Matrix;
import dev.luthier.linalg.Transpose;
import dev.luthier.linalg.TriangularSystem;

/**
 * Products by columns: the inner loop runs down a column of the output, which is contiguous.
 *
 * <pre>
 *   name     meaning                              shape
 *   a, b, c  factors and output                   op(A) m × k, op(B) k × n, C m × n
 *   s        symmetric, lower triangle stored     n × n
 *   l        lower triangular                     n × n
 * </pre>
 */
final class ReferenceDense implements DenseOperations {

  @Override
  public void gemm(
      double alpha,
      Matrix a,
      Transpose transposeA,
      Matrix b,
      Transpose transposeB,
      double beta,
      Matrix c) {
    HeapMatrix left = HeapMatrix.of(a);
    HeapMatrix right = HeapMatrix.of(b);
    HeapMatrix out = HeapMatrix.of(c);
    for (int j = 0; j < out.cols; j++) {
      scaleColumn(out, j, 0, beta);
      for (int k = 0; alpha != 0 && k < transposeA.cols(a); k++) {
        double weight = alpha * element(right, transposeB, k, j);
        for (int i = 0; i < out.rows; i++) {
          out.add(i, j, weight * element(left, transposeA, i, k));
        }
      }
    }
  }

  @Override
  public void syrk(double alpha, Matrix a, Transpose transpose, double beta, Matrix c) {
    HeapMatrix factor = HeapMatrix.of(a);
    HeapMatrix out = HeapMatrix.of(c);
    for (int j = 0; j < out.cols; j++) {
      scaleColumn(out, j, j, beta);
      for (int k = 0; alpha != 0 && k < transpose.cols(a); k++) {
        double weight = alpha * element(factor, transpose, j, k);
        for (int i = j; i < out.rows; i++) {
          out.add(i, j, weight * element(factor, transpose, i, k));
        }
      }
    }
  }

  @Override
  public void symmetricMultiply(double alpha, Matrix s, Matrix b, double beta, Matrix c) {
    HeapMatrix symmetric = HeapMatrix.of(s);
    HeapMatrix right = HeapMatrix.of(b);
    HeapMatrix out = HeapMatrix.of(c);
    for (int j = 0; j < out.cols; j++) {
      scaleColumn(out, j, 0, beta);
      for (int k = 0; alpha != 0 && k < symmetric.cols; k++) {
        double weight = alpha * right.get(k, j);
        for (int i = 0; i < out.rows; i++) {
          double element = i >= k ? symmetric.get(i, k) : symmetric.get(k, i);
          out.add(i, j, weight * element);
        }
      }
    }
  }

  @Override
  public void solveTriangular(TriangularSystem system, Matrix l, Matrix b) {
    HeapMatrix factor = HeapMatrix.of(l);
    HeapMatrix x = HeapMatrix.of(b);
    switch (system) {
      case LEFT -> solveLeft(factor, x);
      case LEFT_TRANSPOSED -> solveLeftTransposed(factor, x);
      case RIGHT -> solveRight(factor, x);
      case RIGHT_TRANSPOSED -> solveRightTransposed(factor, x);
    }
  }

  private static void solveLeft(HeapMatrix l, HeapMatrix x) {
    for (int j = 0; j < x.cols; j++) {
      for (int k = 0; k < l.cols; k++) {
        double solved = x.get(k, j) / l.get(k, k);
        x.set(k, j, solved);
        for (int i = k + 1; i < l.rows; i++) {
          x.add(i, j, -solved * l.get(i, k));
        }
      }
    }
  }

  private static void solveLeftTransposed(HeapMatrix l, HeapMatrix x) {
    for (int j = 0; j < x.cols; j++) {
      for (int k = l.cols - 1; k >= 0; k--) {
        double sum = x.get(k, j);
        for (int i = k + 1; i < l.rows; i++) {
          sum -= l.get(i, k) * x.get(i, j);
        }
        x.set(k, j, sum / l.get(k, k));
      }
    }
  }

  private static void solveRight(HeapMatrix l, HeapMatrix x) {
    for (int j = l.cols - 1; j >= 0; j--) {
      for (int k = j + 1; k < l.rows; k++) {
        subtractColumn(x, j, l.get(k, j), k);
      }
      divideColumn(x, j, l.get(j, j));
    }
  }

  private static void solveRightTransposed(HeapMatrix l, HeapMatrix x) {
    for (int j = 0; j < l.rows; j++) {
      for (int k = 0; k < j; k++) {
        subtractColumn(x, j, l.get(j, k), k);
      }
      divideColumn(x, j, l.get(j, j));
    }
  }

  @Override
  public void scaleColumns(Matrix a, Matrix scales) {
    HeapMatrix matrix = HeapMatrix.of(a);
    HeapMatrix factors = HeapMatrix.of(scales);
    for (int j = 0; j < matrix.cols; j++) {
      for (int i = 0; i < matrix.rows; i++) {
        matrix.set(i, j, matrix.get(i, j) * factors.get(j, 0));
      }
    }
  }

  @Override
  public void addToDiagonal(Matrix a, double value) {
    HeapMatrix matrix = HeapMatrix.of(a);
    for (int i = 0; i < matrix.rows; i++) {
      matrix.add(i, i, value);
    }
  }

  private static double element(HeapMatrix matrix, Transpose transpose, int row, int col) {
    return switch (transpose) {
      case NONE -> matrix.get(row, col);
      case TRANSPOSED -> matrix.get(col, row);
    };
  }

  /** β = 0 overwrites, so that NaN in uninitialised memory does not survive. */
  private static void scaleColumn(HeapMatrix matrix, int col, int firstRow, double beta) {
    for (int i = firstRow; i < matrix.rows; i++) {
      matrix.set(i, col, beta == 0 ? 0 : beta * matrix.get(i, col));
    }
  }

  private static void subtractColumn(HeapMatrix x, int target, double weight, int source) {
    for (int i = 0; i < x.rows; i++) {
      x.add(i, target, -weight * x.get(i, source));
    }
  }

  private static void divideColumn(HeapMatrix x, int col, double divisor) {
    for (int i = 0; i < x.rows; i++) {
      x.set(i, col, x.get(i, col) / divisor);
    }
  }
}
