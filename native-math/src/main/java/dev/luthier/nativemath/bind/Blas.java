package dev.luthier.nativemath.bind;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * Products and solves, column-major. Thread-safe. Addresses and not segments, of which a part is an
 * object: an operation allocates nothing. Who calls keeps the memory alive.
 *
 * <pre>
 *   argument        meaning                                          C type
 *   m, n, k         orders of the operands                           blasint (32 bits)
 *   a, b, c, x, y   addresses of first elements                      double *
 *   lda, ldb, ldc   leading dimensions, ≥ 1 and ≥ the rows stored    blasint
 *   incx            distance of elements                             blasint
 * </pre>
 */
public final class Blas {

  /** {@code CblasNoTrans}. */
  public static final int NO_TRANSPOSE = 111;

  /** {@code CblasTrans}. */
  public static final int TRANSPOSE = 112;

  /** {@code CblasLeft}. */
  public static final int LEFT = 141;

  /** {@code CblasRight}. */
  public static final int RIGHT = 142;

  private static final int COLUMN_MAJOR = 102;
  private static final int LOWER = 122;
  private static final int NON_UNIT = 131;

  private final MemorySegment dgemm;
  private final MemorySegment dsyrk;
  private final MemorySegment dsymm;
  private final MemorySegment dsymv;
  private final MemorySegment dtrsm;
  private final MemorySegment dtrsv;
  private final MemorySegment ddot;

  /**
   * Finds the functions.
   *
   * @throws UnsatisfiedLinkError naming the first that is missing
   */
  public Blas(SharedLibrary library) {
    dgemm = library.symbol("cblas_dgemm");
    dsyrk = library.symbol("cblas_dsyrk");
    dsymm = library.symbol("cblas_dsymm");
    dsymv = library.symbol("cblas_dsymv");
    dtrsm = library.symbol("cblas_dtrsm");
    dtrsv = library.symbol("cblas_dtrsv");
    ddot = library.symbol("cblas_ddot");
  }

  /** C ← α op(A) op(B) + β C. */
  public void cblas_dgemm(
      int transA,
      int transB,
      int m,
      int n,
      int k,
      double alpha,
      long a,
      int lda,
      long b,
      int ldb,
      double beta,
      long c,
      int ldc) {
    try {
      Dgemm.cblas_dgemm.invokeExact(
          dgemm, COLUMN_MAJOR, transA, transB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
    } catch (Throwable failure) {
      throw Downcalls.failed("cblas_dgemm", failure);
    }
  }

  /** C ← α op(A) op(A)ᵀ + β C, lower triangle. */
  public void cblas_dsyrk(
      int trans, int n, int k, double alpha, long a, int lda, double beta, long c, int ldc) {
    try {
      Dsyrk.cblas_dsyrk.invokeExact(
          dsyrk, COLUMN_MAJOR, LOWER, trans, n, k, alpha, a, lda, beta, c, ldc);
    } catch (Throwable failure) {
      throw Downcalls.failed("cblas_dsyrk", failure);
    }
  }

  /** C ← α A B + β C with A symmetric, its lower triangle read. */
  public void cblas_dsymm(
      int m, int n, double alpha, long a, int lda, long b, int ldb, double beta, long c, int ldc) {
    try {
      Dsymm.cblas_dsymm.invokeExact(
          dsymm, COLUMN_MAJOR, LEFT, LOWER, m, n, alpha, a, lda, b, ldb, beta, c, ldc);
    } catch (Throwable failure) {
      throw Downcalls.failed("cblas_dsymm", failure);
    }
  }

  /** y ← α A x + β y with A symmetric, its lower triangle read. */
  public void cblas_dsymv(int n, double alpha, long a, int lda, long x, double beta, long y) {
    try {
      Dsymv.cblas_dsymv.invokeExact(dsymv, COLUMN_MAJOR, LOWER, n, alpha, a, lda, x, 1, beta, y, 1);
    } catch (Throwable failure) {
      throw Downcalls.failed("cblas_dsymv", failure);
    }
  }

  /** Solves op(A) X = B or X op(A) = B with A lower triangular; B, m × n, becomes X. */
  public void cblas_dtrsm(int side, int transA, int m, int n, long a, int lda, long b, int ldb) {
    try {
      Dtrsm.cblas_dtrsm.invokeExact(
          dtrsm, COLUMN_MAJOR, side, LOWER, transA, NON_UNIT, m, n, 1.0, a, lda, b, ldb);
    } catch (Throwable failure) {
      throw Downcalls.failed("cblas_dtrsm", failure);
    }
  }

  /** Solves op(A) x = b with A lower triangular; b, which x is at first, becomes the solution. */
  public void cblas_dtrsv(int transA, int n, long a, int lda, long x, int incx) {
    try {
      Dtrsv.cblas_dtrsv.invokeExact(
          dtrsv, COLUMN_MAJOR, LOWER, transA, NON_UNIT, n, a, lda, x, incx);
    } catch (Throwable failure) {
      throw Downcalls.failed("cblas_dtrsv", failure);
    }
  }

  /** Σᵢ x(i) y(i). */
  public double cblas_ddot(int n, long x, long y) {
    try {
      return (double) Ddot.cblas_ddot.invokeExact(ddot, n, x, 1, y, 1);
    } catch (Throwable failure) {
      throw Downcalls.failed("cblas_ddot", failure);
    }
  }

  // Handles, each in a class of its own: see the package.

  private static final class Dgemm {
    static final MethodHandle cblas_dgemm = Downcalls.ofVoid("iiiiiidlilidli");
  }

  private static final class Dsyrk {
    static final MethodHandle cblas_dsyrk = Downcalls.ofVoid("iiiiidlidli");
  }

  private static final class Dsymm {
    static final MethodHandle cblas_dsymm = Downcalls.ofVoid("iiiiidlilidli");
  }

  private static final class Dsymv {
    static final MethodHandle cblas_dsymv = Downcalls.ofVoid("iiidlilidli");
  }

  private static final class Dtrsm {
    static final MethodHandle cblas_dtrsm = Downcalls.ofVoid("iiiiiiidlili");
  }

  private static final class Dtrsv {
    static final MethodHandle cblas_dtrsv = Downcalls.ofVoid("iiiiilili");
  }

  private static final class Ddot {
    static final MethodHandle cblas_ddot = Downcalls.of('d', "ilili");
  }
}
