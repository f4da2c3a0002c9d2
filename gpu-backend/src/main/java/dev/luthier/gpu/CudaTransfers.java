package dev.luthier.gpu;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

import dev.luthier.gpu.bind.RectangleCopy;
import dev.luthier.linalg.Matrix;
import dev.luthier.linalg.TransferOperations;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Moves elements through pinned memory. An upload returns when the array has been read, which is
 * before the device has it; a download waits once for each piece, and nearly everything is one.
 */
final class CudaTransfers implements TransferOperations {

  private static final int PIECE = (int) (PinnedBuffer.BYTES / Double.BYTES);

  private final Queue queue;
  private final RectangleCopy rectangle;

  CudaTransfers(Queue queue) {
    this.queue = queue;
    this.rectangle = new RectangleCopy(Arena.ofAuto());
  }

  @Override
  public void upload(double[] source, int offset, int leadingDimension, Matrix target) {
    DeviceMatrix matrix = DeviceMatrix.of(target);
    forEachPiece(
        matrix,
        (row, col, piece) -> {
          PinnedBuffer pinned = queue.pinned();
          MemorySegment half = pinned.next();
          for (int j = 0; j < piece.cols(); j++) {
            int from = offset + row + (col + j) * leadingDimension;
            MemorySegment.copy(
                source, from, half, JAVA_DOUBLE, bytes((long) j * piece.rows()), piece.rows());
          }
          rectangle
              .fromHost(half, bytes(piece.rows()))
              .toDevice(piece.address(), pitch(piece))
              .extent(bytes(piece.rows()), piece.cols());
          queue.copy(rectangle);
          pinned.leaves(queue.stream());
        });
  }

  @Override
  public void download(Matrix source, double[] target, int offset, int leadingDimension) {
    DeviceMatrix matrix = DeviceMatrix.of(source);
    if (matrix.isEmpty()) {
      queue.synchronize();
    }
    forEachPiece(
        matrix,
        (row, col, piece) -> {
          MemorySegment half = queue.pinned().next();
          rectangle
              .fromDevice(piece.address(), pitch(piece))
              .toHost(half, bytes(piece.rows()))
              .extent(bytes(piece.rows()), piece.cols());
          queue.copy(rectangle);
          queue.synchronize();
          for (int j = 0; j < piece.cols(); j++) {
            int to = offset + row + (col + j) * leadingDimension;
            MemorySegment.copy(
                half, JAVA_DOUBLE, bytes((long) j * piece.rows()), target, to, piece.rows());
          }
        });
  }

  /** What is done with a part of a matrix that fits into the buffer. */
  @FunctionalInterface
  private interface Piece {
    void take(int row, int col, DeviceMatrix piece);
  }

  private static void forEachPiece(DeviceMatrix matrix, Piece work) {
    if (matrix.isEmpty()) {
      return;
    }
    int cols = Math.min(matrix.cols(), Math.max(1, PIECE / matrix.rows()));
    for (int col = 0; col < matrix.cols(); col += cols) {
      int width = Math.min(cols, matrix.cols() - col);
      for (int row = 0; row < matrix.rows(); row += PIECE) {
        int height = Math.min(PIECE, matrix.rows() - row);
        work.take(row, col, matrix.block(row, col, height, width));
      }
    }
  }

  /** The driver bounds pitches by 2 GiB; that of a single column means nothing. */
  private static long pitch(DeviceMatrix piece) {
    return bytes(piece.cols() == 1 ? piece.rows() : piece.stride());
  }

  private static long bytes(long doubles) {
    return doubles * Double.BYTES;
  }

  @Override
  public void copy(Matrix source, Matrix target) {
    DeviceMatrix from = DeviceMatrix.of(source);
    DeviceMatrix to = DeviceMatrix.of(target);
    queue.launch(KernelName.COPY, Grid.of(to.rows(), to.cols()), from, to, to.rows(), to.cols());
  }

  @Override
  public void fill(Matrix target, double value) {
    DeviceMatrix matrix = DeviceMatrix.of(target);
    queue.launch(
        KernelName.FILL,
        Grid.of(matrix.rows(), matrix.cols()),
        matrix,
        matrix.rows(),
        matrix.cols(),
        value);
  }
}
