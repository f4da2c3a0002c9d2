package dev.luthier.bench.workload;

import dev.luthier.bench.bind.PlainMatrix;
import dev.luthier.bench.bind.PlainOpenBlas;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The library under the backend {@code openblas}. */
@State(Scope.Thread)
public class PlainLibrary {
  /** OpenBLAS's own; {@code luthier bench run} sets others. */
  @Param("1")
  public int threads = 1;

  private PlainOpenBlas blas;

  /** Loads it. Sessions in the same process must not compute while it has several threads. */
  @Setup
  public void open() {
    blas = PlainOpenBlas.load();
    blas.useThreads(threads);
  }

  public PlainOpenBlas blas() {
    return blas;
  }

  /** A matrix with the elements of a dense column-major array. */
  public PlainMatrix matrix(int rows, int cols, double[] elements) {
    return blas.allocate(rows, cols).upload(elements);
  }
}
