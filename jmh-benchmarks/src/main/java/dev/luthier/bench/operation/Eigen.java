package dev.luthier.bench.operation;

import dev.luthier.bench.bind.PlainMatrix;
import dev.luthier.bench.bind.PlainOpenBlas;
import dev.luthier.bench.workload.OpenSession;
import dev.luthier.bench.workload.PlainLibrary;
import dev.luthier.bench.workload.Sample;
import dev.luthier.linalg.EigenOutcome;
import dev.luthier.linalg.Matrix;
import dev.luthier.linalg.Session;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A = V diag(λ) Vᵀ, n × n: about 9n³ flops. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Eigen {

  /** Order of the matrices: smaller than elsewhere, as it takes thirty times a Cholesky. */
  @State(Scope.Thread)
  public static class EigenOrder {
    @Param({"100", "500", "1000"})
    public int n;
  }

  /** Operands of a session. */
  @State(Scope.Thread)
  public static class OnSession {
    private Session session;
    private Matrix a;
    Matrix values;
    Matrix vectors;

    @Setup
    public void setUp(OpenSession open, EigenOrder order) {
      session = open.session();
      a = open.matrix(order.n, order.n, Sample.definite(order.n));
      values = session.allocate(order.n, 1);
      vectors = session.allocate(order.n, order.n);
    }
  }

  @Benchmark
  public EigenOutcome session(OnSession on) {
    return on.session.eigenSymmetric(on.a, on.values, on.vectors);
  }

  /** Operands of the plain library, whose routine works in place. */
  @State(Scope.Thread)
  public static class OnPlain {
    private PlainOpenBlas blas;
    private PlainMatrix a;
    private PlainMatrix work;
    private PlainMatrix iwork;
    PlainMatrix values;
    PlainMatrix vectors;

    @Setup
    public void setUp(PlainLibrary library, EigenOrder order) {
      int n = order.n;
      blas = library.blas();
      a = library.matrix(n, n, Sample.definite(n));
      vectors = blas.allocate(n, n);
      values = blas.allocate(n, 1);
      work = blas.allocate(1 + 6 * n + 2 * n * n, 1);
      iwork = blas.allocate(2 + 5 * n, 1);
    }

    @Setup(Level.Invocation)
    public void restore() {
      vectors.copyFrom(a);
    }
  }

  @Benchmark
  public int plain(OnPlain on) {
    return on.blas.dsyevd(on.vectors, on.values, on.work, on.iwork);
  }
}
