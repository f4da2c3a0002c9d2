package dev.luthier.gpu;

import dev.luthier.linalg.Matrix;
import dev.luthier.linalg.ReduceOperations;

/** Sums, a block for each: in an order that depends on their length alone. */
final class CudaReduce implements ReduceOperations {

  static final int THREADS = 256;

  private final Queue queue;

  CudaReduce(Queue queue) {
    this.queue = queue;
  }

  @Override
  public void logDiagSum(Matrix a, Matrix out) {
    DeviceMatrix matrix = DeviceMatrix.of(a);
    queue.launch(
        KernelName.LOG_DIAGONAL_SUM,
        Grid.ofOne(THREADS),
        matrix,
        matrix.rows(),
        DeviceMatrix.of(out).address());
  }

  @Override
  public void dot(Matrix a, Matrix b, Matrix out) {
    DeviceMatrix matrix = DeviceMatrix.of(a);
    queue.launch(
        KernelName.COLUMN_DOTS,
        new Grid(matrix.cols(), 1, THREADS),
        matrix,
        DeviceMatrix.of(b),
        matrix.rows(),
        DeviceMatrix.of(out).address());
  }

  @Override
  public void columnSquaredNorms(Matrix a, Matrix out) {
    dot(a, a, out);
  }

  @Override
  public void diagonal(Matrix a, Matrix out) {
    DeviceMatrix matrix = DeviceMatrix.of(a);
    queue.launch(
        KernelName.DIAGONAL,
        Grid.of(matrix.rows()),
        matrix,
        matrix.rows(),
        DeviceMatrix.of(out).address());
  }
}
