package dev.luthier.bench.operation;

import dev.luthier.bench.bind.PlainMatrix;
import dev.luthier.bench.bind.PlainOpenBlas;
import dev.luthier.bench.workload.Completion;
import dev.luthier.bench.workload.OpenSession;
import dev.luthier.bench.workload.Order;
import dev.luthier.bench.workload.PlainLibrary;
import dev.luthier.bench.workload.Sample;
import dev.luthier.linalg.Matrix;
import dev.luthier.linalg.Session;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** (L Lᵀ)⁻¹ from L, n × n, lower triangle: 2n³/3 flops. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Inverse {

  /** Operands of a session. */
  @State(Scope.Thread)
  public static class OnSession {
    private Session session;
    private Matrix l;
    Matrix out;
    private Completion completion;

    @Setup
    public void setUp(OpenSession open, Order order) {
      session = open.session();
      l = open.matrix(order.n, order.n, Sample.factor(order.n));
      out = session.allocate(order.n, order.n);
      completion = new Completion(session, out);
    }
  }

  @Benchmark
  public void session(OnSession on) {
    on.session.inverseFromCholesky(on.l, on.out);
    on.completion.await();
  }

  /** Operands of the plain library, whose routine works in place. */
  @State(Scope.Thread)
  public static class OnPlain {
    private PlainOpenBlas blas;
    private PlainMatrix l;
    PlainMatrix out;

    @Setup
    public void setUp(PlainLibrary library, Order order) {
      blas = library.blas();
      l = library.matrix(order.n, order.n, Sample.factor(order.n));
      out = blas.allocate(order.n, order.n);
    }

    @Setup(Level.Invocation)
    public void restore() {
      out.copyFrom(l);
    }
  }

  @Benchmark
  public int plain(OnPlain on) {
    return on.blas.dpotri(on.out);
  }
}
