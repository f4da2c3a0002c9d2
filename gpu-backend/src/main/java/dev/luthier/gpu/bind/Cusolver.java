package dev.luthier.gpu.bind;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * cuSOLVER's dense part through its 64-bit interface ("X"): sizes are {@code long}, types are named
 * by arguments, workspaces come from the caller. A handle belongs to one session at a time.
 */
public final class Cusolver {

  /** {@code CUDA_R_64F}: real numbers of 64 bits. */
  public static final int REAL_64 = 1;

  /** {@code CUSOLVER_EIG_MODE_VECTOR}. */
  public static final int WITH_VECTORS = 1;

  private static final int NOT_INITIALIZED = 1;
  private static final int ALLOC_FAILED = 2;
  private static final int INVALID_VALUE = 3;
  private static final int ARCH_MISMATCH = 4;
  private static final int NOT_SUPPORTED = 9;

  private final MethodHandle create;
  private final MethodHandle destroy;
  private final MethodHandle setStream;
  private final MethodHandle createParams;
  private final MethodHandle destroyParams;
  private final MethodHandle potrfBufferSize;
  private final MethodHandle potrf;
  private final MethodHandle trtriBufferSize;
  private final MethodHandle trtri;
  private final MethodHandle syevdBufferSize;
  private final MethodHandle syevd;

  /**
   * Finds all functions.
   *
   * @throws UnsatisfiedLinkError naming the first that is missing
   */
  public Cusolver(CudaLibrary library) {
    create = library.status("cusolverDnCreate", "p");
    destroy = library.status("cusolverDnDestroy", "l");
    setStream = library.status("cusolverDnSetStream", "ll");
    createParams = library.status("cusolverDnCreateParams", "p");
    destroyParams = library.status("cusolverDnDestroyParams", "l");
    potrfBufferSize = library.status("cusolverDnXpotrf_bufferSize", "llilillipp");
    potrf = library.status("cusolverDnXpotrf", "llilillillpll");
    trtriBufferSize = library.status("cusolverDnXtrtri_bufferSize", "liilillpp");
    trtri = library.status("cusolverDnXtrtri", "liilillllpll");
    syevdBufferSize = library.status("cusolverDnXsyevd_bufferSize", "lliilillilipp");
    syevd = library.status("cusolverDnXsyevd", "lliilillilillpll");
  }

  /** A new handle. */
  public void cusolverDnCreate(MemorySegment handle) {
    check("cusolverDnCreate", () -> (int) create.invokeExact(handle));
  }

  /** Ends a handle. */
  public void cusolverDnDestroy(long handle) {
    check("cusolverDnDestroy", () -> (int) destroy.invokeExact(handle));
  }

  /** What the handle does from now on is queued on the stream. */
  public void cusolverDnSetStream(long handle, long stream) {
    check("cusolverDnSetStream", () -> (int) setStream.invokeExact(handle, stream));
  }

  /** Options of the 64-bit interface; the defaults are right. */
  public void cusolverDnCreateParams(MemorySegment params) {
    check("cusolverDnCreateParams", () -> (int) createParams.invokeExact(params));
  }

  /** Ends options. */
  public void cusolverDnDestroyParams(long params) {
    check("cusolverDnDestroyParams", () -> (int) destroyParams.invokeExact(params));
  }

  /** Bytes that {@link #cusolverDnXpotrf} needs on the device and on the host. */
  public void cusolverDnXpotrf_bufferSize(
      long handle,
      long params,
      int fill,
      long n,
      long a,
      long lda,
      MemorySegment deviceBytes,
      MemorySegment hostBytes) {
    check(
        "cusolverDnXpotrf_bufferSize",
        () ->
            (int)
                potrfBufferSize.invokeExact(
                    handle, params, fill, n, REAL_64, a, lda, REAL_64, deviceBytes, hostBytes));
  }

  /** A = L Lᵀ in place; info on the device: 0, or the first bad pivot counted from 1. */
  public void cusolverDnXpotrf(
      long handle,
      long params,
      int fill,
      long n,
      long a,
      long lda,
      long deviceBuffer,
      long deviceBytes,
      MemorySegment hostBuffer,
      long hostBytes,
      long info) {
    check(
        "cusolverDnXpotrf",
        () ->
            (int)
                potrf.invokeExact(
                    handle,
                    params,
                    fill,
                    n,
                    REAL_64,
                    a,
                    lda,
                    REAL_64,
                    deviceBuffer,
                    deviceBytes,
                    hostBuffer,
                    hostBytes,
                    info));
  }

  /** Bytes that {@link #cusolverDnXtrtri} needs on the device and on the host. */
  public void cusolverDnXtrtri_bufferSize(
      long handle,
      int fill,
      int diagonal,
      long n,
      long a,
      long lda,
      MemorySegment deviceBytes,
      MemorySegment hostBytes) {
    check(
        "cusolverDnXtrtri_bufferSize",
        () ->
            (int)
                trtriBufferSize.invokeExact(
                    handle, fill, diagonal, n, REAL_64, a, lda, deviceBytes, hostBytes));
  }

  /** L ← L⁻¹ in place; the other triangle is left alone. */
  public void cusolverDnXtrtri(
      long handle,
      int fill,
      int diagonal,
      long n,
      long a,
      long lda,
      long deviceBuffer,
      long deviceBytes,
      MemorySegment hostBuffer,
      long hostBytes,
      long info) {
    check(
        "cusolverDnXtrtri",
        () ->
            (int)
                trtri.invokeExact(
                    handle,
                    fill,
                    diagonal,
                    n,
                    REAL_64,
                    a,
                    lda,
                    deviceBuffer,
                    deviceBytes,
                    hostBuffer,
                    hostBytes,
                    info));
  }

  /** Bytes that {@link #cusolverDnXsyevd} needs on the device and on the host. */
  public void cusolverDnXsyevd_bufferSize(
      long handle,
      long params,
      int mode,
      int fill,
      long n,
      long a,
      long lda,
      long values,
      MemorySegment deviceBytes,
      MemorySegment hostBytes) {
    check(
        "cusolverDnXsyevd_bufferSize",
        () ->
            (int)
                syevdBufferSize.invokeExact(
                    handle,
                    params,
                    mode,
                    fill,
                    n,
                    REAL_64,
                    a,
                    lda,
                    REAL_64,
                    values,
                    REAL_64,
                    deviceBytes,
                    hostBytes));
  }

  /** A = V diag(λ) Vᵀ; V takes the place of A; λ ascends; info on the device is 0 if it is done. */
  public void cusolverDnXsyevd(
      long handle,
      long params,
      int mode,
      int fill,
      long n,
      long a,
      long lda,
      long values,
      long deviceBuffer,
      long deviceBytes,
      MemorySegment hostBuffer,
      long hostBytes,
      long info) {
    check(
        "cusolverDnXsyevd",
        () ->
            (int)
                syevd.invokeExact(
                    handle,
                    params,
                    mode,
                    fill,
                    n,
                    REAL_64,
                    a,
                    lda,
                    REAL_64,
                    values,
                    REAL_64,
                    deviceBuffer,
                    deviceBytes,
                    hostBuffer,
                    hostBytes,
                    info));
  }

  private static void check(String function, Status.Call call) {
    Status.require(function, Cusolver::meaning, call);
  }

  private static RuntimeException meaning(String function, int status) {
    return switch (status) {
      // Where a handle is created it is what a device without memory answers.
      case NOT_INITIALIZED, ALLOC_FAILED -> Status.noMemory(function);
      case INVALID_VALUE -> Status.refused(function, "CUSOLVER_STATUS_INVALID_VALUE");
      case ARCH_MISMATCH -> Status.refused(function, "CUSOLVER_STATUS_ARCH_MISMATCH");
      case NOT_SUPPORTED -> Status.refused(function, "CUSOLVER_STATUS_NOT_SUPPORTED");
      default -> Status.lost(function, "cuSOLVER status " + status);
    };
  }
}
