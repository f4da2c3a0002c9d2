package dev.luthier.nativemath.vector;

import dev.luthier.linalg.DenseOperations;
import dev.luthier.linalg.Matrix;
import dev.luthier.linalg.Transpose;
import dev.luthier.linalg.TriangularSystem;
import dev.luthier.nativemath.memory.OffHeapMatrix;
import dev.luthier.nativemath.vector.kernel.DenseKernels;

/** Products and solves with borrowed kernels. */
final class VectorDense implements DenseOperations {

  private final KernelPool pool;

  VectorDense(KernelPool pool) {
    this.pool = pool;
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
    DenseKernels kernels = pool.take();
    try {
      kernels.gemm(alpha, a, transposeA, b, transposeB, beta, c);
    } finally {
      pool.giveBack(kernels);
    }
  }

  @Override
  public void syrk(double alpha, Matrix a, Transpose transpose, double beta, Matrix c) {
    DenseKernels kernels = pool.take();
    try {
      kernels.syrk(alpha, a, transpose, beta, c);
    } finally {
      pool.giveBack(kernels);
    }
  }

  @Override
  public void symmetricMultiply(double alpha, Matrix s, Matrix b, double beta, Matrix c) {
    DenseKernels kernels = pool.take();
    try {
      kernels.symmetricMultiply(alpha, s, b, beta, c);
    } finally {
      pool.giveBack(kernels);
    }
  }

  @Override
  public void solveTriangular(TriangularSystem system, Matrix l, Matrix b) {
    DenseKernels kernels = pool.take();
    try {
      kernels.solveTriangular(system, l, b);
    } finally {
      pool.giveBack(kernels);
    }
  }

  @Override
  public void scaleColumns(Matrix a, Matrix scales) {
    OffHeapMatrix matrix = OffHeapMatrix.of(a);
    OffHeapMatrix factors = OffHeapMatrix.of(scales);
    for (int j = 0; j < matrix.cols(); j++) {
      double factor = factors.get(j, 0);
      for (int i = 0; i < matrix.rows(); i++) {
        matrix.set(i, j, matrix.get(i, j) * factor);
      }
    }
  }

  @Override
  public void addToDiagonal(Matrix a, double value) {
    OffHeapMatrix matrix = OffHeapMatrix.of(a);
    for (int i = 0; i < matrix.rows(); i++) {
      matrix.set(i, i, matrix.get(i, i) + value);
    }
  }
}
