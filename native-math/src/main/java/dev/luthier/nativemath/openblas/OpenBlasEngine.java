package dev.luthier.nativemath.openblas;

import dev.luthier.linalg.CovarianceOperations;
import dev.luthier.linalg.DenseOperations;
import dev.luthier.linalg.Engine;
import dev.luthier.linalg.FactorOperations;
import dev.luthier.linalg.FeatureOperations;
import dev.luthier.linalg.Matrix;
import dev.luthier.linalg.ReduceOperations;
import dev.luthier.linalg.Storage;
import dev.luthier.nativemath.bind.OpenBlas;
import dev.luthier.nativemath.covariance.OffHeapCovariance;
import dev.luthier.nativemath.memory.MemoryPool;
import dev.luthier.nativemath.memory.OffHeapMatrix;
import dev.luthier.nativemath.memory.OffHeapStorage;
import java.util.Arrays;

/** Executes every operation at once, in the caller's thread. */
final class OpenBlasEngine implements Engine {

  private final MemoryPool pool;
  private final DenseOperations dense;
  private final FactorOperations factor;
  private final ReduceOperations reduce;
  private final CovarianceOperations covariance = new OffHeapCovariance();
  private final FeatureOperations features = new OffHeapFeatures();

  OpenBlasEngine(OpenBlas library, MemoryPool pool) {
    this.pool = pool;
    dense = new OpenBlasDense(library.blas());
    factor = new OpenBlasFactor(library.newLapack(), pool);
    reduce = new OffHeapReduce(library.blas());
  }

  @Override
  public Storage allocate(int rows, int cols) {
    return pool.allocate(rows, cols);
  }

  @Override
  public void free(Storage storage) {
    pool.free((OffHeapStorage) storage);
  }

  @Override
  public void followAfter(Engine other) {
    // Nothing is ever queued.
  }

  @Override
  public void upload(double[] source, int offset, int leadingDimension, Matrix target) {
    OffHeapMatrix matrix = OffHeapMatrix.of(target);
    for (int j = 0; j < matrix.cols(); j++) {
      matrix.write(j, 0, matrix.rows(), source, offset + j * leadingDimension);
    }
  }

  @Override
  public void download(Matrix source, double[] target, int offset, int leadingDimension) {
    OffHeapMatrix matrix = OffHeapMatrix.of(source);
    for (int j = 0; j < matrix.cols(); j++) {
      matrix.read(j, 0, matrix.rows(), target, offset + j * leadingDimension);
    }
  }

  @Override
  public void copy(Matrix source, Matrix target) {
    OffHeapMatrix from = OffHeapMatrix.of(source);
    OffHeapMatrix to = OffHeapMatrix.of(target);
    for (int j = 0; j < to.cols(); j++) {
      to.copyColumn(from, j, 0);
    }
  }

  @Override
  public void fill(Matrix target, double value) {
    OffHeapMatrix matrix = OffHeapMatrix.of(target);
    double[] column = new double[matrix.rows()];
    Arrays.fill(column, value);
    for (int j = 0; j < matrix.cols(); j++) {
      matrix.writeColumn(j, 0, column.length, column);
    }
  }

  @Override
  public DenseOperations dense() {
    return dense;
  }

  @Override
  public FactorOperations factor() {
    return factor;
  }

  @Override
  public ReduceOperations reduce() {
    return reduce;
  }

  @Override
  public CovarianceOperations covariance() {
    return covariance;
  }

  @Override
  public FeatureOperations features() {
    return features;
  }

  @Override
  public void close() {
    // The pool belongs to the backend.
  }
}
