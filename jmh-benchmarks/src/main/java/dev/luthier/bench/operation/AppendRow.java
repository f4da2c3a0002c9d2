package dev.luthier.bench.operation;

import dev.luthier.bench.bind.PlainMatrix;
import dev.luthier.bench.bind.PlainOpenBlas;
import dev.luthier.bench.workload.OpenSession;
import dev.luthier.bench.workload.Order;
import dev.luthier.bench.workload.PlainLibrary;
import dev.luthier.bench.workload.Sample;
import dev.luthier.linalg.CholeskyOutcome;
import dev.luthier.linalg.Matrix;
import dev.luthier.linalg.Session;
import dev.luthier.surrogate.CholeskyFactor;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Appends one row to a factor of order n and takes it off again: one pass over 4n² bytes. The new
 * row of the covariance is there already.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class AppendRow {

  /** The new row of K, left of the diagonal; its diagonal element is {@link #CORNER}. */
  static double[] row(int n) {
    double[] row = Sample.matrix(1, n, 10);
    for (int i = 0; i < n; i++) {
      row[i] /= n;
    }
    return row;
  }

  static final double CORNER = 3;

  /** K of order n, and the factor of it, which a surrogate keeps. */
  @State(Scope.Thread)
  public static class OnSession {
    private Session session;
    CholeskyFactor.NewRows rows;
    CholeskyFactor factor;

    @Setup
    public void setUp(OpenSession open, Order order) {
      session = open.session();
      Matrix row = open.matrix(1, order.n, row(order.n));
      Matrix corner = open.matrix(1, 1, new double[] {CORNER});
      rows =
          (cross, diagonal) -> {
            session.copy(row, cross);
            session.copy(corner, diagonal);
          };
      factor = new CholeskyFactor(session, order.n + 1);
      Matrix k = open.matrix(order.n, order.n, Sample.definite(order.n));
      factor.append(order.n, (_, all) -> session.copy(k, all));
    }
  }

  @Benchmark
  public CholeskyOutcome session(OnSession on) {
    CholeskyOutcome outcome = on.factor.append(1, on.rows);
    on.factor.truncate(on.factor.order() - 1);
    return outcome;
  }

  /** The triangular solve that appending is, on a row in contiguous memory. */
  @State(Scope.Thread)
  public static class OnPlain {
    private PlainOpenBlas blas;
    PlainMatrix l;
    private PlainMatrix row;
    PlainMatrix solved;

    @Setup
    public void setUp(PlainLibrary library, Order order) {
      blas = library.blas();
      l = library.matrix(order.n, order.n, Sample.definite(order.n));
      blas.dpotrf(l);
      row = library.matrix(1, order.n, row(order.n));
      solved = blas.allocate(1, order.n);
    }

    @Setup(Level.Invocation)
    public void restore() {
      solved.copyFrom(row);
    }
  }

  @Benchmark
  public void plain(OnPlain on) {
    on.blas.dtrsmRight(on.l, on.solved);
  }
}
