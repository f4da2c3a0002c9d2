package dev.luthier.bench.gpu;

import dev.luthier.bench.workload.Completion;
import dev.luthier.bench.workload.OpenSession;
import dev.luthier.linalg.CholeskyOutcome;
import dev.luthier.linalg.CovarianceOutcome;
import dev.luthier.linalg.Kernel;
import dev.luthier.linalg.Matrix;
import dev.luthier.linalg.Session;
import dev.luthier.linalg.Transpose;
import java.util.List;
import java.util.Map;

/**
 * Single operations, each with the bytes that it must move at least and its flops, so that copy and
 * product say what the machine has and the others what they make of it.
 *
 * <pre>
 *   part         bytes          flops
 *   copy         16n²           -                read and written
 *   product      24n²           2n³              C ← A B
 *   covariance   4n²            n²/2 · (3d + 30) lower triangle written
 *   contraction  4n²            n²/2 · (6d + 40) lower triangle of W read; d + 1 derivatives
 *   multiply     4n²            20n²             lower triangle of S read, ten columns
 *   cholesky     8n²            n³/3             potrf
 *   inverse      8n²            2n³/3            potri
 *   transfer     160n           -                points up
 * </pre>
 *
 * <p>The flops of a pair of points: a difference, a product with 1/ℓ and a fused square for each
 * column, and about 30 for root, exponential and polynomial of a Matérn 5/2; twice the columns and
 * a few more for its derivatives.
 */
final class OperationsFigure implements Figure {
  private static final int COLUMNS = 10;

  @Override
  public String name() {
    return "operations";
  }

  @Override
  public List<Integer> sizes() {
    return List.of(2_000, 10_000);
  }

  @Override
  public void measure(OpenSession open, int n, Scale scale, Lines lines) {
    new Parts(open, n, scale, lines).measure();
  }

  /** The operands at one size. */
  private static final class Parts {
    private final Kernel kernel = Observed.kernel();
    private final Session session;
    private final int n;
    private final Scale scale;
    private final Lines lines;
    private final double[] points;
    private final Matrix x;
    private final Matrix diagonal;
    private final Matrix gradient;
    private final Matrix columns;
    private final Matrix products;
    private final Matrix k;
    private final Matrix l;
    private final Matrix out;

    Parts(OpenSession open, int n, Scale scale, Lines lines) {
      this.session = open.session();
      this.n = n;
      this.scale = scale;
      this.lines = lines;
      points = Observed.points(n, 12).columns();
      x = open.matrix(n, Observed.DIMENSION, points);
      diagonal = session.allocate(n, 1);
      session.fill(diagonal, Observed.NOISE_VARIANCE);
      gradient = session.allocate(kernel.hyperparameterCount(), 1);
      columns = session.allocate(n, COLUMNS);
      session.fill(columns, 0.5);
      products = session.allocate(n, COLUMNS);
      k = session.allocate(n, n);
      l = session.allocate(n, n);
      out = session.allocate(n, n);
      // Strict upper parts are copied and multiplied too: they must be ordinary numbers.
      session.fill(k, 0.5);
      session.fill(l, 0.5);
      session.fill(out, 0.5);
    }

    void measure() {
      double pairs = 0.5 * n * n;
      double cube = (double) n * n * n;
      double square = (double) n * n;
      int d = Observed.DIMENSION;
      part("transfer", 8.0 * n * d, 0, x, () -> session.upload(points, x));
      part("covariance", 4 * square, pairs * (3 * d + 30), k, this::covariance);
      part("copy", 16 * square, 0, l, () -> session.copy(k, l));
      part("multiply", 4 * square, 2 * COLUMNS * square, products, this::multiply);
      part("contraction", 4 * square, pairs * (6 * d + 40), gradient, this::contraction);
      Completion restored = new Completion(session, l);
      part("cholesky", 8 * square, cube / 3, l, () -> restore(restored), this::factor);
      part("inverse", 8 * square, 2 * cube / 3, out, () -> session.inverseFromCholesky(l, out));
      part("product", 24 * square, 2 * cube, out, this::product);
    }

    private void covariance() {
      require(session.covariance(kernel, x, diagonal, k));
    }

    private void contraction() {
      require(session.covarianceGradDot(kernel, x, k, gradient));
    }

    private void multiply() {
      session.symmetricMultiply(1, k, columns, 0, products);
    }

    private void product() {
      session.gemm(1, k, Transpose.NONE, l, Transpose.NONE, 0, out);
    }

    private void restore(Completion restored) {
      session.copy(k, l);
      restored.await();
    }

    private void factor() {
      if (session.choleskyInPlace(l) instanceof CholeskyOutcome.NotDefinite outcome) {
        throw new IllegalStateException("a covariance with noise: " + outcome);
      }
    }

    private static void require(CovarianceOutcome outcome) {
      if (outcome instanceof CovarianceOutcome.Unsupported unsupported) {
        throw new IllegalStateException("no covariance: " + unsupported.reason());
      }
    }

    private void part(String name, double bytes, double flops, Matrix result, Runnable timed) {
      part(name, bytes, flops, result, () -> {}, timed);
    }

    private void part(
        String name, double bytes, double flops, Matrix result, Runnable before, Runnable timed) {
      Completion completion = new Completion(session, result);
      Times times =
          Times.of(
              scale.seconds(),
              before,
              () -> {
                timed.run();
                completion.await();
              });
      Map<String, Object> line = times.toJson();
      line.put("part", name);
      line.put("gigabytes_per_second", bytes / times.median() / 1e6);
      line.put("gigaflops", flops / times.median() / 1e6);
      line.put("element", last(result));
      lines.add(line);
    }

    /** By which an answer can be checked: the one in the last row of the first column. */
    private double last(Matrix result) {
      double[] element = new double[1];
      session.download(result.block(result.rows() - 1, 0, 1, 1), element);
      return element[0];
    }
  }
}
