package dev.luthier.gpu;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.luthier.gpu.bind.Cublas;
import dev.luthier.gpu.bind.Cusolver;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** The handles of cuBLAS and cuSOLVER that queue on one stream. Used by one thread at a time. */
final class LibraryHandles implements AutoCloseable {

  private final Cublas cublas;
  private final Cusolver cusolver;
  private final Releases releases = new Releases();
  private final long blas;
  private final long solver;
  private final long parameters;

  LibraryHandles(Cuda cuda, long stream) {
    cublas = cuda.blas();
    cusolver = cuda.solver();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(JAVA_LONG);
      cublas.cublasCreate(out);
      blas = out.get(JAVA_LONG, 0);
      releases.add(() -> cublas.cublasDestroy(blas));
      cublas.cublasSetStream(blas, stream);
      cusolver.cusolverDnCreate(out);
      solver = out.get(JAVA_LONG, 0);
      releases.add(() -> cusolver.cusolverDnDestroy(solver));
      cusolver.cusolverDnSetStream(solver, stream);
      cusolver.cusolverDnCreateParams(out);
      parameters = out.get(JAVA_LONG, 0);
      releases.add(() -> cusolver.cusolverDnDestroyParams(parameters));
    } catch (RuntimeException | Error e) {
      releases.closeAfter(e);
      throw e;
    }
  }

  Cublas cublas() {
    return cublas;
  }

  Cusolver cusolver() {
    return cusolver;
  }

  /** cuBLAS's handle. */
  long blas() {
    return blas;
  }

  /** cuSOLVER's handle. */
  long solver() {
    return solver;
  }

  /** cuSOLVER's options. */
  long parameters() {
    return parameters;
  }

  @Override
  public void close() {
    releases.close();
  }
}
