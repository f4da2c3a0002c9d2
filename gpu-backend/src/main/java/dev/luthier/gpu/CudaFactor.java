package dev.luthier.gpu;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.luthier.gpu.bind.Cublas;
import dev.luthier.linalg.CholeskyOutcome;
import dev.luthier.linalg.EigenOutcome;
import dev.luthier.linalg.FactorOperations;
import dev.luthier.linalg.Matrix;
import dev.luthier.linalg.PivotedCholeskyOutcome;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * Factorizations by cuSOLVER, and those that it lacks by kernels of ours.
 *
 * <pre>
 *   name      meaning                                              shape
 *   a, l      symmetric matrix, its lower triangular factor        n × n
 *   t         L⁻¹                                                  n × n
 *   status    on the device: −1, or the pivot that is bad          an int
 * </pre>
 */
final class CudaFactor implements FactorOperations {

  /**
   * Rows of L⁻¹ that one step of {@link #multiplyByItsTranspose} takes: products are then large.
   */
  private static final int BLOCK = 512;

  static final int THREADS = 256;

  /** Of the kernel that is a single block. */
  static final int MOST_THREADS = 1024;

  private final Queue queue;
  private final SolverCalls solver;
  private final Scalars scalars = new Scalars();

  CudaFactor(Queue queue) {
    this.queue = queue;
    this.solver = new SolverCalls(queue);
  }

  @Override
  public CholeskyOutcome choleskyInPlace(Matrix a) {
    DeviceMatrix l = DeviceMatrix.of(a);
    if (l.isEmpty()) {
      return new CholeskyOutcome.Definite();
    }
    try (Queue.Workspace status = queue.workspace(2 * Integer.BYTES)) {
      solver.potrf(l, status.address());
      return pivot(l, status.address());
    }
  }

  /** The solver may not notice NaN or infinity; they show on the diagonal of what it returns. */
  private CholeskyOutcome pivot(DeviceMatrix l, long status) {
    queue.launch(KernelName.FIRST_BAD_PIVOT, Grid.ofOne(THREADS), l, l.rows(), status);
    int pivot = queue.download(status, Integer.BYTES).get(JAVA_INT, 0);
    return pivot < 0 ? new CholeskyOutcome.Definite() : new CholeskyOutcome.NotDefinite(pivot);
  }

  @Override
  public void inverseFromCholesky(Matrix l, Matrix out) {
    DeviceMatrix t = DeviceMatrix.of(out);
    invert(DeviceMatrix.of(l), t, KernelName.CLEAR_UPPER);
    multiplyByItsTranspose(t);
  }

  @Override
  public void invertTriangular(Matrix l, Matrix out) {
    invert(DeviceMatrix.of(l), DeviceMatrix.of(out), KernelName.COPY_LOWER);
  }

  /**
   * By the solver, which promises not to read above the diagonal; where zeros may be written there,
   * it need not be trusted.
   */
  private void invert(DeviceMatrix l, DeviceMatrix t, KernelName copy) {
    if (l.isEmpty()) {
      return;
    }
    queue.launch(copy, Grid.of(l.rows(), l.cols()), l, t, l.rows());
    try (Queue.Workspace status = queue.workspace(Integer.BYTES)) {
      solver.trtri(t, status.address());
    }
  }

  /**
   * T ← Tᵀ T, in place: the second half of an inverse. Above its diagonal T is zero; below that of
   * the result is what counts. A block of rows of the result needs these rows of T and those under
   * them, so they are replaced from the first on: n³/3 flops, all in large products. (LAPACK's
   * dlauum; cuSOLVER has none for 64-bit sizes.)
   */
  private void multiplyByItsTranspose(DeviceMatrix t) {
    int n = t.rows();
    int most = Math.min(BLOCK, n);
    try (Queue.Workspace workspace = queue.workspace((long) most * n * Double.BYTES)) {
      for (int first = 0; first < n; first += BLOCK) {
        int size = Math.min(BLOCK, n - first);
        int cols = first + size;
        DeviceMatrix panel = t.block(first, first, n - first, size);
        DeviceMatrix wide = t.block(first, 0, n - first, cols);
        DeviceMatrix rows = new DeviceMatrix(workspace.address(), size, size, cols);
        LibraryHandles libraries = queue.libraries();
        libraries
            .cublas()
            .cublasDgemm(
                libraries.blas(),
                Cublas.OP_T,
                Cublas.OP_N,
                size,
                cols,
                n - first,
                scalars.alpha(1),
                panel.address(),
                panel.stride(),
                wide.address(),
                wide.stride(),
                scalars.beta(0),
                rows.address(),
                rows.stride());
        queue.launch(
            KernelName.COPY, Grid.of(size, cols), rows, t.block(first, 0, size, cols), size, cols);
      }
    }
  }

  /** All steps are queued; those after the last pivot find a mark that tells them to do nothing. */
  @Override
  public PivotedCholeskyOutcome pivotedCholesky(Matrix a, double tolerance, Matrix l) {
    DeviceMatrix matrix = DeviceMatrix.of(a);
    DeviceMatrix factor = DeviceMatrix.of(l);
    int n = matrix.rows();
    int columns = factor.cols();
    // the doubles: largest residual, threshold, and n residuals; the ints: rank, done, and the
    // pivots
    long state = 2L + n;
    int counts = 2 + columns;
    try (Queue.Workspace residuals = queue.workspace(state * Double.BYTES);
        Queue.Workspace pivots = queue.workspace((long) counts * Integer.BYTES)) {
      queue.launch(KernelName.FILL, Grid.of(n, columns), factor, n, columns, 0.0);
      queue.launch(
          KernelName.PIVOT_BEGIN,
          Grid.ofOne(THREADS),
          matrix,
          n,
          residuals.address(),
          pivots.address());
      for (int step = 0; step <= columns; step++) {
        queue.launch(
            KernelName.PIVOT_CHOOSE,
            Grid.ofOne(THREADS),
            n,
            columns,
            tolerance,
            step,
            residuals.address(),
            pivots.address());
        if (step < columns) {
          queue.launch(
              KernelName.PIVOT_ELIMINATE,
              Grid.of(n),
              matrix,
              n,
              factor,
              step,
              residuals.address(),
              pivots.address());
        }
      }
      double largest = queue.download(residuals.address(), Double.BYTES).get(JAVA_DOUBLE, 0);
      MemorySegment found = queue.download(pivots.address(), (long) counts * Integer.BYTES);
      int rank = found.getAtIndex(JAVA_INT, 0);
      List<Integer> chosen = new ArrayList<>(rank);
      for (int i = 0; i < rank; i++) {
        chosen.add(found.getAtIndex(JAVA_INT, 2L + i));
      }
      return new PivotedCholeskyOutcome(chosen, largest);
    }
  }

  @Override
  public CholeskyOutcome rankOneUpdate(Matrix l, double alpha, Matrix v) {
    DeviceMatrix factor = DeviceMatrix.of(l);
    int n = factor.rows();
    if (n == 0) {
      return new CholeskyOutcome.Definite();
    }
    try (Queue.Workspace work = queue.workspace((long) n * Double.BYTES);
        Queue.Workspace status = queue.workspace(Integer.BYTES)) {
      queue.launch(
          KernelName.RANK_ONE_UPDATE,
          Grid.ofOne(MOST_THREADS),
          factor,
          n,
          alpha,
          DeviceMatrix.of(v).address(),
          work.address(),
          status.address());
      int pivot = queue.download(status.address(), Integer.BYTES).get(JAVA_INT, 0);
      return pivot < 0 ? new CholeskyOutcome.Definite() : new CholeskyOutcome.NotDefinite(pivot);
    }
  }

  /** What is not finite is not given to the solver: it might iterate for ever. */
  @Override
  public EigenOutcome eigenSymmetric(Matrix a, Matrix values, Matrix vectors) {
    DeviceMatrix matrix = DeviceMatrix.of(a);
    int n = matrix.rows();
    if (n == 0) {
      return EigenOutcome.CONVERGED;
    }
    DeviceMatrix v = DeviceMatrix.of(vectors);
    try (Queue.Workspace status = queue.workspace(Integer.BYTES)) {
      queue.launch(KernelName.ALL_FINITE, Grid.ofOne(MOST_THREADS), matrix, n, status.address());
      if (queue.download(status.address(), Integer.BYTES).get(JAVA_INT, 0) == 0) {
        return EigenOutcome.NOT_CONVERGED;
      }
      queue.launch(KernelName.CLEAR_UPPER, Grid.of(n, n), matrix, v, n);
      solver.syevd(v, DeviceMatrix.of(values).address(), status.address());
      int info = queue.download(status.address(), Integer.BYTES).get(JAVA_INT, 0);
      return info == 0 ? EigenOutcome.CONVERGED : EigenOutcome.NOT_CONVERGED;
    }
  }
}
