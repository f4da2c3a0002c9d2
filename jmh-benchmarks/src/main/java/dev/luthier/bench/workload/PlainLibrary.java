package dev.luthier.bench.workload;

import dev.luthier.bench.bind.PlainMatrix;
import dev.luthier.bench.bind.PlainOpenBlas;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The library under the backend {@code openblas}. */
@State(Scope.Thread)
public class PlainLibrary {
  private PlainOpenBlas blas;

  /** Loads it. */
  @Setup
  public void open() {
    blas = PlainOpenBlas.load();
  }

  public PlainOpenBlas blas() {
    return blas;
  }

  /** A matrix with the elements of a dense column-major array. */
  public PlainMatrix matrix(int rows, int cols, double[] elements) {
    return blas.allocate(rows, cols).upload(elements);
  }
}
