package dev.luthier.gpu.bind;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * cuBLAS: products and triangular solves on matrices of the device. A handle belongs to one session
 * at a time; scalars are read from the host. Symbols end in {@code _v2} as in {@code cublas_v2.h}.
 */
public final class Cublas {

  /** {@code CUBLAS_OP_N}. */
  public static final int OP_N = 0;

  /** {@code CUBLAS_OP_T}. */
  public static final int OP_T = 1;

  /** {@code CUBLAS_FILL_MODE_LOWER}. */
  public static final int LOWER = 0;

  /** {@code CUBLAS_SIDE_LEFT}. */
  public static final int LEFT = 0;

  /** {@code CUBLAS_SIDE_RIGHT}. */
  public static final int RIGHT = 1;

  /** {@code CUBLAS_DIAG_NON_UNIT}. */
  public static final int NON_UNIT = 0;

  private static final int NOT_INITIALIZED = 1;
  private static final int ALLOC_FAILED = 3;
  private static final int INVALID_VALUE = 7;
  private static final int ARCH_MISMATCH = 8;
  private static final int NOT_SUPPORTED = 15;

  private final MethodHandle create;
  private final MethodHandle destroy;
  private final MethodHandle setStream;
  private final MethodHandle dgemm;
  private final MethodHandle dsyrk;
  private final MethodHandle dsymm;
  private final MethodHandle dtrsm;
  private final MethodHandle dtrsv;

  /**
   * Finds all functions.
   *
   * @throws UnsatisfiedLinkError naming the first that is missing
   */
  public Cublas(CudaLibrary library) {
    create = library.status("cublasCreate_v2", "p");
    destroy = library.status("cublasDestroy_v2", "l");
    setStream = library.status("cublasSetStream_v2", "ll");
    dgemm = library.status("cublasDgemm_v2", "liiiiiplilipli");
    dsyrk = library.status("cublasDsyrk_v2", "liiiiplipli");
    dsymm = library.status("cublasDsymm_v2", "liiiiplilipli");
    dtrsm = library.status("cublasDtrsm_v2", "liiiiiiplili");
    dtrsv = library.status("cublasDtrsv_v2", "liiiilili");
  }

  /** A new handle. */
  public void cublasCreate(MemorySegment handle) {
    check("cublasCreate", () -> (int) create.invokeExact(handle));
  }

  /** Ends a handle. */
  public void cublasDestroy(long handle) {
    check("cublasDestroy", () -> (int) destroy.invokeExact(handle));
  }

  /** What the handle does from now on is queued on the stream. */
  public void cublasSetStream(long handle, long stream) {
    check("cublasSetStream", () -> (int) setStream.invokeExact(handle, stream));
  }

  /** C ← α op(A) op(B) + β C. */
  public void cublasDgemm(
      long handle,
      int transposeA,
      int transposeB,
      int m,
      int n,
      int k,
      MemorySegment alpha,
      long a,
      int lda,
      long b,
      int ldb,
      MemorySegment beta,
      long c,
      int ldc) {
    check(
        "cublasDgemm",
        () ->
            (int)
                dgemm.invokeExact(
                    handle, transposeA, transposeB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc));
  }

  /** C ← α op(A) op(A)ᵀ + β C, one triangle. */
  public void cublasDsyrk(
      long handle,
      int fill,
      int transpose,
      int n,
      int k,
      MemorySegment alpha,
      long a,
      int lda,
      MemorySegment beta,
      long c,
      int ldc) {
    check(
        "cublasDsyrk",
        () -> (int) dsyrk.invokeExact(handle, fill, transpose, n, k, alpha, a, lda, beta, c, ldc));
  }

  /** C ← α S B + β C from the left. */
  public void cublasDsymm(
      long handle,
      int side,
      int fill,
      int m,
      int n,
      MemorySegment alpha,
      long s,
      int lds,
      long b,
      int ldb,
      MemorySegment beta,
      long c,
      int ldc) {
    check(
        "cublasDsymm",
        () ->
            (int) dsymm.invokeExact(handle, side, fill, m, n, alpha, s, lds, b, ldb, beta, c, ldc));
  }

  /** B ← α op(L)⁻¹ B, or from the right. */
  public void cublasDtrsm(
      long handle,
      int side,
      int fill,
      int transpose,
      int diagonal,
      int m,
      int n,
      MemorySegment alpha,
      long l,
      int ldl,
      long b,
      int ldb) {
    check(
        "cublasDtrsm",
        () ->
            (int)
                dtrsm.invokeExact(
                    handle, side, fill, transpose, diagonal, m, n, alpha, l, ldl, b, ldb));
  }

  /** x ← op(L)⁻¹ x. */
  public void cublasDtrsv(
      long handle,
      int fill,
      int transpose,
      int diagonal,
      int n,
      long l,
      int ldl,
      long x,
      int increment) {
    check(
        "cublasDtrsv",
        () -> (int) dtrsv.invokeExact(handle, fill, transpose, diagonal, n, l, ldl, x, increment));
  }

  private static void check(String function, Status.Call call) {
    Status.require(function, Cublas::meaning, call);
  }

  private static RuntimeException meaning(String function, int status) {
    return switch (status) {
      // Where a handle is created it is what a device without memory answers.
      case NOT_INITIALIZED, ALLOC_FAILED -> Status.noMemory(function);
      case INVALID_VALUE -> Status.refused(function, "CUBLAS_STATUS_INVALID_VALUE");
      case ARCH_MISMATCH -> Status.refused(function, "CUBLAS_STATUS_ARCH_MISMATCH");
      case NOT_SUPPORTED -> Status.refused(function, "CUBLAS_STATUS_NOT_SUPPORTED");
      default -> Status.lost(function, "cuBLAS status " + status);
    };
  }
}
