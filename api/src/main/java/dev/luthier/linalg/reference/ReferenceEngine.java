package dev.luthier.linalg.reference;

import dev.luthier.linalg.CovarianceOperations;
import dev.luthier.linalg.DenseOperations;
import dev.luthier.linalg.Engine;
import dev.luthier.linalg.FactorOperations;
import dev.luthier.linalg.FeatureOperations;
import dev.luthier.linalg.Matrix;
import dev.luthier.linalg.ReduceOperations;
import dev.luthier.linalg.Storage;

/** Executes every operation at once, in the caller's thread. */
final class ReferenceEngine implements Engine {

  private final DenseOperations dense = new ReferenceDense();
  private final FactorOperations factor = new ReferenceFactor();
  private final ReduceOperations reduce = new ReferenceReduce();
  private final CovarianceOperations covariance = new ReferenceCovariance();
  private final FeatureOperations features = new ReferenceFeatures();

  @Override
  public Storage allocate(int rows, int cols) {
    return new HeapStorage(rows, cols);
  }

  @Override
  public void free(Storage storage) {
    ((HeapStorage) storage).poison();
  }

  @Override
  public void followAfter(Engine other) {
    // Nothing is ever queued.
  }

  @Override
  public void upload(double[] source, int offset, int leadingDimension, Matrix target) {
    HeapMatrix matrix = HeapMatrix.of(target);
    for (int j = 0; j < matrix.cols; j++) {
      for (int i = 0; i < matrix.rows; i++) {
        matrix.set(i, j, source[offset + i + j * leadingDimension]);
      }
    }
  }

  @Override
  public void download(Matrix source, double[] target, int offset, int leadingDimension) {
    HeapMatrix matrix = HeapMatrix.of(source);
    for (int j = 0; j < matrix.cols; j++) {
      for (int i = 0; i < matrix.rows; i++) {
        target[offset + i + j * leadingDimension] = matrix.get(i, j);
      }
    }
  }

  @Override
  public void copy(Matrix source, Matrix target) {
    HeapMatrix from = HeapMatrix.of(source);
    HeapMatrix to = HeapMatrix.of(target);
    for (int j = 0; j < from.cols; j++) {
      for (int i = 0; i < from.rows; i++) {
        to.set(i, j, from.get(i, j));
      }
    }
  }

  @Override
  public void fill(Matrix target, double value) {
    HeapMatrix.of(target).fill(value);
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
    // The garbage collector has the memory.
  }
}
