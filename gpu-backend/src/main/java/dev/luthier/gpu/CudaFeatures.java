package dev.luthier.gpu;

import dev.luthier.gpu.bind.Cublas;
import dev.luthier.linalg.FeatureOperations;
import dev.luthier.linalg.Matrix;

/** Fourier features by a kernel of ours; their gradient is its slopes times the frequencies. */
final class CudaFeatures implements FeatureOperations {

  private final Queue queue;
  private final Scalars scalars = new Scalars();

  CudaFeatures(Queue queue) {
    this.queue = queue;
  }

  @Override
  public void fourierFeatures(Matrix frequencies, Matrix phases, Matrix z, Matrix out) {
    DeviceMatrix omega = DeviceMatrix.of(frequencies);
    DeviceMatrix points = DeviceMatrix.of(z);
    queue.launch(
        KernelName.FOURIER_FEATURES,
        grid(omega, points),
        omega,
        omega.rows(),
        omega.cols(),
        DeviceMatrix.of(phases).address(),
        points,
        points.rows(),
        DeviceMatrix.of(out));
  }

  /** gradZ = Sᵀ Ω with S(f, j) = −W(f, j) sin(ω_f·z_j + b_f). */
  @Override
  public void fourierFeaturesGradDot(
      Matrix frequencies, Matrix phases, Matrix z, Matrix w, Matrix gradZ) {
    DeviceMatrix omega = DeviceMatrix.of(frequencies);
    DeviceMatrix points = DeviceMatrix.of(z);
    DeviceMatrix weights = DeviceMatrix.of(w);
    DeviceMatrix out = DeviceMatrix.of(gradZ);
    if (out.isEmpty()) {
      return;
    }
    int stride = Math.max(1, omega.rows());
    try (Queue.Workspace work =
        queue.workspace((long) omega.rows() * points.rows() * Double.BYTES)) {
      DeviceMatrix slopes = new DeviceMatrix(work.address(), stride, omega.rows(), points.rows());
      queue.launch(
          KernelName.FOURIER_SLOPES,
          grid(omega, points),
          omega,
          omega.rows(),
          omega.cols(),
          DeviceMatrix.of(phases).address(),
          points,
          points.rows(),
          weights,
          weights.cols(),
          slopes);
      LibraryHandles libraries = queue.libraries();
      libraries
          .cublas()
          .cublasDgemm(
              libraries.blas(),
              Cublas.OP_T,
              Cublas.OP_N,
              out.rows(),
              out.cols(),
              omega.rows(),
              scalars.alpha(1),
              slopes.address(),
              slopes.stride(),
              omega.address(),
              omega.stride(),
              scalars.beta(0),
              out.address(),
              out.stride());
    }
  }

  private static Grid grid(DeviceMatrix omega, DeviceMatrix points) {
    return Grid.ofPairs(
        Grid.ceiling(omega.rows(), PackedPoints.THREADS),
        Grid.ceiling(points.rows(), CudaCovariance.PAIRS));
  }
}
