package dev.luthier.gpu;

import dev.luthier.linalg.CovarianceOperations;
import dev.luthier.linalg.CovarianceOutcome;
import dev.luthier.linalg.Kernel;
import dev.luthier.linalg.Matrix;

/**
 * Covariances and their derivatives by kernels of ours, over the whole algebra.
 *
 * <pre>
 *   name     meaning                                                    shape
 *   packed   points as a kernel sees them ({@link PackedPoints})        (E + F) × n, padded
 *   parts    sums of blocks, to be added up                             blocks × slots
 *   slot     a variance or an entry, in whose sum a pair has a share    T + E
 * </pre>
 */
final class CudaCovariance implements CovarianceOperations {

  private static final CovarianceOutcome COMPUTED = new CovarianceOutcome.Computed();

  /** As PAIRS in algebra.cu. */
  static final int PAIRS = 8;

  /** As SLOTS in gradient.cu. */
  static final int SLOTS = 32;

  /**
   * Blocks of a gradient that fill a large device twice (132 multiprocessors, 2 blocks on each).
   */
  private static final int PLENTY = 528;

  /** How W is read; as in gradient.cu. */
  static final int WEIGHT_EACH = 0;

  static final int WEIGHT_SAME = 1;
  static final int WEIGHT_SYMMETRIC = 2;

  private final Queue queue;
  private final ResidentKernel resident;

  CudaCovariance(Queue queue) {
    this.queue = queue;
    this.resident = new ResidentKernel(queue);
  }

  @Override
  public CovarianceOutcome covariance(Kernel kernel, Matrix x, Matrix diagonal, Matrix out) {
    DeviceMatrix k = DeviceMatrix.of(out);
    if (k.isEmpty()) {
      return COMPUTED;
    }
    ResidentKernel.Loaded loaded = resident.load(kernel);
    try (PackedPoints points = PackedPoints.of(queue, loaded, DeviceMatrix.of(x))) {
      queue.launch(
          KernelName.COVARIANCE,
          pairs(points, strips(k.cols())),
          loaded.shape(),
          loaded.value(),
          points.address(),
          points.padded(),
          points.n(),
          DeviceMatrix.of(diagonal).address(),
          k);
    }
    return COMPUTED;
  }

  @Override
  public CovarianceOutcome crossCovariance(Kernel kernel, Matrix x, Matrix z, Matrix out) {
    DeviceMatrix k = DeviceMatrix.of(out);
    if (k.isEmpty()) {
      return COMPUTED;
    }
    ResidentKernel.Loaded loaded = resident.load(kernel);
    try (PackedPoints points = PackedPoints.of(queue, loaded, DeviceMatrix.of(x));
        PackedPoints candidates = PackedPoints.of(queue, loaded, DeviceMatrix.of(z))) {
      queue.launch(
          KernelName.CROSS_COVARIANCE,
          pairs(points, strips(k.cols())),
          loaded.shape(),
          loaded.value(),
          points.address(),
          points.padded(),
          points.n(),
          candidates.address(),
          candidates.padded(),
          candidates.n(),
          k);
    }
    return COMPUTED;
  }

  @Override
  public CovarianceOutcome covarianceGradDot(Kernel kernel, Matrix x, Matrix w, Matrix gradient) {
    ResidentKernel.Loaded loaded = resident.load(kernel);
    int slots = loaded.encoded().terms() + loaded.encoded().entries();
    DeviceMatrix weights = DeviceMatrix.of(w);
    try (PackedPoints points = PackedPoints.of(queue, loaded, DeviceMatrix.of(x))) {
      Grid grid = pairs(points, shares(points.blocks(), strips(points.n())));
      long blocks = (long) grid.x() * grid.y();
      try (Queue.Workspace parts = queue.workspace(blocks * slots * Double.BYTES)) {
        for (int first = 0; first < slots; first += SLOTS) {
          queue.launch(
              KernelName.COVARIANCE_GRADIENT,
              grid,
              loaded.shape(),
              loaded.value(),
              points.address(),
              points.padded(),
              points.n(),
              weights,
              first,
              Math.min(SLOTS, slots - first),
              parts.address());
        }
        queue.launch(
            KernelName.SUM_SLOTS,
            new Grid(gradient.rows(), 1, PackedPoints.THREADS),
            loaded.shape(),
            loaded.value(),
            parts.address(),
            blocks,
            DeviceMatrix.of(gradient).address());
      }
    }
    return COMPUTED;
  }

  @Override
  public CovarianceOutcome covarianceGradInputs(Kernel kernel, Matrix x, Matrix w, Matrix gradX) {
    ResidentKernel.Loaded loaded = resident.load(kernel);
    try (PackedPoints points = PackedPoints.of(queue, loaded, DeviceMatrix.of(x))) {
      setPointGradients(
          loaded, points, points, DeviceMatrix.of(w), WEIGHT_SYMMETRIC, DeviceMatrix.of(gradX));
    }
    return COMPUTED;
  }

  @Override
  public CovarianceOutcome crossCovarianceGradDot(
      Kernel kernel, Matrix x, Matrix z, Matrix w, Matrix gradZ) {
    ResidentKernel.Loaded loaded = resident.load(kernel);
    int kind = w.cols() == 1 ? WEIGHT_SAME : WEIGHT_EACH;
    try (PackedPoints points = PackedPoints.of(queue, loaded, DeviceMatrix.of(x));
        PackedPoints candidates = PackedPoints.of(queue, loaded, DeviceMatrix.of(z))) {
      setPointGradients(
          loaded, points, candidates, DeviceMatrix.of(w), kind, DeviceMatrix.of(gradZ));
    }
    return COMPUTED;
  }

  private void setPointGradients(
      ResidentKernel.Loaded loaded,
      PackedPoints x,
      PackedPoints z,
      DeviceMatrix w,
      int kind,
      DeviceMatrix out) {
    if (out.isEmpty()) {
      return;
    }
    int entries = loaded.encoded().entries();
    int chunks = x.n() == 0 ? 0 : shares(z.blocks(), strips(x.n()));
    try (Queue.Workspace parts = queue.workspace(z.padded() * entries * chunks * Double.BYTES)) {
      for (int first = 0; first < entries; first += SLOTS) {
        queue.launch(
            KernelName.POINT_GRADIENT,
            pairs(z, chunks),
            loaded.shape(),
            loaded.value(),
            x.address(),
            x.padded(),
            x.n(),
            z.address(),
            z.padded(),
            z.n(),
            w,
            kind,
            first,
            Math.min(SLOTS, entries - first),
            parts.address());
      }
      queue.launch(
          KernelName.SUM_POINTS,
          Grid.of(out.rows(), out.cols()),
          loaded.shape(),
          loaded.value(),
          parts.address(),
          z.padded(),
          chunks,
          out,
          out.rows(),
          out.cols());
    }
  }

  /** Frees what stays on the device between operations. */
  void close() {
    resident.close();
  }

  /** How often PAIRS points are taken to see all of n. */
  private static int strips(int n) {
    return Grid.ceiling(n, PAIRS);
  }

  /** Into how many shares the strips are cut, so that there are plenty of blocks. */
  private static int shares(int blocks, int strips) {
    return Math.clamp(PLENTY / Math.max(1, blocks), 1, Math.max(1, strips));
  }

  private static Grid pairs(PackedPoints points, int strips) {
    return Grid.ofPairs(points.blocks(), strips);
  }
}
