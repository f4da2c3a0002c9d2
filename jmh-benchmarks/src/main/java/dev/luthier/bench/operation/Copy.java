package dev.luthier.bench.operation;

import dev.luthier.bench.bind.PlainMatrix;
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
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Copies an n × n matrix: what restoring an operand costs and allocates. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Copy {

  /** Operands of a session. */
  @State(Scope.Thread)
  public static class OnSession {
    private Session session;
    private Matrix source;
    Matrix target;
    private Completion completion;

    @Setup
    public void setUp(OpenSession open, Order order) {
      session = open.session();
      source = open.matrix(order.n, order.n, Sample.definite(order.n));
      target = session.allocate(order.n, order.n);
      completion = new Completion(session, target);
    }
  }

  @Benchmark
  public void session(OnSession on) {
    on.session.copy(on.source, on.target);
    on.completion.await();
  }

  /** Operands of the plain library. */
  @State(Scope.Thread)
  public static class OnPlain {
    private PlainMatrix source;
    PlainMatrix target;

    @Setup
    public void setUp(PlainLibrary library, Order order) {
      source = library.matrix(order.n, order.n, Sample.definite(order.n));
      target = library.blas().allocate(order.n, order.n);
    }
  }

  @Benchmark
  public void plain(OnPlain on) {
    on.target.copyFrom(on.source);
  }
}
