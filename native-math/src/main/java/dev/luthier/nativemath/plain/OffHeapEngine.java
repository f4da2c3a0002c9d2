package dev.luthier.nativemath.plain;

import dev.luthier.linalg.CovarianceOperations;
import dev.luthier.linalg.DenseOperations;
import dev.luthier.linalg.Engine;
import dev.luthier.linalg.FactorOperations;
import dev.luthier.linalg.FeatureOperations;
import dev.luthier.linalg.Matrix;
import dev.luthier.linalg.ReduceOperations;
import dev.luthier.linalg.Storage;
import dev.luthier.linalg.TransferOperations;
import dev.luthier.nativemath.memory.MemoryPool;
import dev.luthier.nativemath.memory.OffHeapStorage;

/**
 * Executes every operation at once, in the caller's thread: what differs between backends is given,
 * the rest is plain Java. The pool belongs to the backend.
 */
public final class OffHeapEngine implements Engine {

  private final MemoryPool pool;
  private final TransferOperations transfers = new OffHeapTransfers();
  private final DenseOperations dense;
  private final FactorOperations factor;
  private final ReduceOperations reduce;
  private final CovarianceOperations covariance;
  private final FeatureOperations features = new OffHeapFeatures();

  /** For a session; closing it leaves the pool open. */
  public OffHeapEngine(
      MemoryPool pool,
      DenseOperations dense,
      FactorOperations factor,
      ReduceOperations reduce,
      CovarianceOperations covariance) {
    this.pool = pool;
    this.covariance = covariance;
    this.dense = dense;
    this.factor = factor;
    this.reduce = reduce;
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
    transfers.upload(source, offset, leadingDimension, target);
  }

  @Override
  public void download(Matrix source, double[] target, int offset, int leadingDimension) {
    transfers.download(source, target, offset, leadingDimension);
  }

  @Override
  public void copy(Matrix source, Matrix target) {
    transfers.copy(source, target);
  }

  @Override
  public void fill(Matrix target, double value) {
    transfers.fill(target, value);
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
