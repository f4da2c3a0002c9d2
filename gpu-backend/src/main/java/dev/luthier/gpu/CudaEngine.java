package dev.luthier.gpu;

import dev.luthier.linalg.CovarianceOperations;
import dev.luthier.linalg.DenseOperations;
import dev.luthier.linalg.DeviceLostException;
import dev.luthier.linalg.DeviceOutOfMemoryException;
import dev.luthier.linalg.Engine;
import dev.luthier.linalg.FactorOperations;
import dev.luthier.linalg.FeatureOperations;
import dev.luthier.linalg.Matrix;
import dev.luthier.linalg.ReduceOperations;
import dev.luthier.linalg.Storage;
import dev.luthier.linalg.TransferOperations;

/** The operations of one session, queued on one stream. */
final class CudaEngine implements Engine {

  private final CudaBackend backend;
  private final Queue queue;
  private final TransferOperations transfers;
  private final DenseOperations dense;
  private final FactorOperations factor;
  private final ReduceOperations reduce;
  private final CudaCovariance covariance;
  private final FeatureOperations features;

  CudaEngine(CudaBackend backend, Queue queue) {
    this.backend = backend;
    this.queue = queue;
    transfers = new CudaTransfers(queue);
    dense = new CudaDense(queue);
    factor = new CudaFactor(queue);
    reduce = new CudaReduce(queue);
    covariance = new CudaCovariance(queue);
    features = new CudaFeatures(queue);
  }

  @Override
  public Storage allocate(int rows, int cols) {
    int stride = DeviceStorage.leadingDimension(rows);
    long elements = (long) stride * cols;
    if (elements == 0 || rows == 0) {
      return new DeviceStorage(0, stride);
    }
    if (elements > Long.MAX_VALUE / Double.BYTES) {
      throw new DeviceOutOfMemoryException(rows, cols, "no device is so large");
    }
    try {
      return new DeviceStorage(queue.allocate(elements * Double.BYTES), stride);
    } catch (DeviceOutOfMemoryException e) {
      throw new DeviceOutOfMemoryException(rows, cols, queue.memoryLeft());
    }
  }

  /** What a lost device held went with it. */
  @Override
  public void free(Storage storage) {
    long address = ((DeviceStorage) storage).address();
    if (address != 0) {
      try {
        queue.free(address);
      } catch (DeviceLostException e) {
        backend.lost();
      }
    }
  }

  @Override
  public void followAfter(Engine other) {
    queue.followAfter(((CudaEngine) other).queue);
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
    try {
      covariance.close();
      queue.synchronize();
      backend.giveBack(queue);
    } catch (DeviceLostException e) {
      backend.lost();
      queue.abandon();
    }
  }
}
