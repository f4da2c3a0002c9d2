package dev.luthier.nativemath.bind;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** What OpenBLAS tells about itself, and its number of threads. Thread-safe. */
public final class OpenBlasControl {

  /** No text of OpenBLAS comes near it (its longest is about 100 bytes). */
  private static final long LONGEST_TEXT = 4096;

  private static final MethodHandle SET_THREADS = Downcalls.ofVoid("i");
  private static final MethodHandle GET_TEXT = Downcalls.of('p', "");

  private final MemorySegment setNumThreads;
  private final MemorySegment getConfig;
  private final MemorySegment getCorename;

  /**
   * Finds the functions.
   *
   * @throws UnsatisfiedLinkError naming the first that is missing
   */
  public OpenBlasControl(SharedLibrary library) {
    setNumThreads = library.symbol("openblas_set_num_threads");
    getConfig = library.symbol("openblas_get_config");
    getCorename = library.symbol("openblas_get_corename");
  }

  /** Sets the number of threads that one call may use; process-wide. */
  public void openblas_set_num_threads(int threads) {
    try {
      SET_THREADS.invokeExact(setNumThreads, threads);
    } catch (Throwable failure) {
      throw Downcalls.failed("openblas_set_num_threads", failure);
    }
  }

  /** Version and build options, for example {@code OpenBLAS 0.3.31 DYNAMIC_ARCH … SkylakeX}. */
  public String openblas_get_config() {
    return text("openblas_get_config", getConfig);
  }

  /** The family of processors whose kernels are used, for example {@code SkylakeX}. */
  public String openblas_get_corename() {
    return text("openblas_get_corename", getCorename);
  }

  @SuppressWarnings("restricted") // A C string has no length until it is read.
  private static String text(String symbol, MemorySegment function) {
    try {
      MemorySegment text = (MemorySegment) GET_TEXT.invokeExact(function);
      return text.reinterpret(LONGEST_TEXT).getString(0);
    } catch (Throwable failure) {
      throw Downcalls.failed(symbol, failure);
    }
  }
}
