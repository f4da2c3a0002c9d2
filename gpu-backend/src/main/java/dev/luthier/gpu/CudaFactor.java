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
    invert(DeviceMatrix.of(l), t);
    multiplyByItsTranspose(t);
  }

  @Override
  public void invertTriangular(Matrix l, Matrix out) {
    invert(DeviceMatrix.of(l), DeviceMatrix.of(out));
  }

  private void invert(DeviceMatrix l, DeviceMatrix t) {
    if (l.isEmpty()) {
      return;
    }
    queue.launch(KernelName.COPY_LOWER, Grid.of(l.rows(), l.cols()), l, t, l.rows());
    try (Queue.Workspace status = queue.workspace(Integer.BYTES)) {
      solver.trtri(t, status.address());
    }
  }

  /**
   * T ← Tᵀ T, lower triangle, in place: the second half of an inverse. The rows of T from {@code
   * first} on are all that contribute to those of the result; n³/3 flops, all but n² BLOCK of them
   * in products. (LAPACK's dlauum, Golub and Van Loan 2013, §4.2.6; cuSOLVER has none for 64-bit
   * sizes.)
   */
  private void multiplyByItsTranspose(DeviceMatrix t) {
    int n = t.rows();
    for (int first = 0; first < n; first += BLOCK) {
      int size = Math.min(BLOCK, n - first);
      int below = n - first - size;
      DeviceMatrix corner = t.block(first, first, size, size);
      DeviceMatrix before = t.block(first, 0, size, first);
      DeviceMatrix under = t.block(first + size, first, below, size);
      DeviceMatrix underBefore = t.block(first + size, 0, below, first);
      LibraryHandles libraries = queue.libraries();
      Cublas blas = libraries.cublas();
      if (first > 0) {
        // before ← cornerᵀ before + underᵀ underBefore
        blas.cublasDtrmm(
            libraries.blas(),
            Cublas.LEFT,
            Cublas.LOWER,
            Cublas.OP_T,
            Cublas.NON_UNIT,
            size,
            first,
            scalars.alpha(1),
            corner.address(),
            corner.stride(),
            before.address(),
            before.stride(),
            before.address(),
            before.stride());
        if (below > 0) {
          blas.cublasDgemm(
              libraries.blas(),
              Cublas.OP_T,
              Cublas.OP_N,
              size,
              first,
              below,
              scalars.alpha(1),
              under.address(),
              under.stride(),
              underBefore.address(),
              underBefore.stride(),
              scalars.beta(1),
              before.address(),
              before.stride());
        }
      }
      multiplyCorner(corner, under);
    }
  }

  /** corner ← cornerᵀ corner + underᵀ under. */
  private void multiplyCorner(DeviceMatrix corner, DeviceMatrix under) {
    int size = corner.rows();
    try (Queue.Workspace copy = queue.workspace((long) size * size * Double.BYTES)) {
      DeviceMatrix whole = new DeviceMatrix(copy.address(), size, size, size);
      queue.launch(KernelName.CLEAR_UPPER, Grid.of(size, size), corner, whole, size);
      LibraryHandles libraries = queue.libraries();
      Cublas blas = libraries.cublas();
      blas.cublasDsyrk(
          libraries.blas(),
          Cublas.LOWER,
          Cublas.OP_T,
          size,
          size,
          scalars.alpha(1),
          whole.address(),
          whole.stride(),
          scalars.beta(0),
          corner.address(),
          corner.stride());
      if (under.rows() > 0) {
        blas.cublasDsyrk(
            libraries.blas(),
            Cublas.LOWER,
            Cublas.OP_T,
            size,
            under.rows(),
            scalars.alpha(1),
            under.address(),
            under.stride(),
            scalars.beta(1),
            corner.address(),
            corner.stride());
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
      queue.launch(KernelName.COPY_LOWER, Grid.of(n, n), matrix, v, n);
      solver.syevd(v, DeviceMatrix.of(values).address(), status.address());
      int info = queue.download(status.address(), Integer.BYTES).get(JAVA_INT, 0);
      return info == 0 ? EigenOutcome.CONVERGED : EigenOutcome.NOT_CONVERGED;
    }
  }
}
