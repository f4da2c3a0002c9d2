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
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** C ← S B with S symmetric, n × n, its lower triangle read: one pass over 4n² bytes. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SymmetricMultiply {

  /** B, column-major. */
  static double[] b(int n, int columns) {
    return Sample.matrix(n, columns, 7);
  }

  /** Columns of B. */
  @State(Scope.Thread)
  public static class Columns {
    /** One candidate, and the starts of a search that go side by side. */
    @Param({"1", "10"})
    public int columns;
  }

  /** Operands of a session. */
  @State(Scope.Thread)
  public static class OnSession {
    private Session session;
    private Matrix s;
    private Matrix b;
    Matrix c;
    private Completion completion;

    @Setup
    public void setUp(OpenSession open, Order order, Columns of) {
      session = open.session();
      s = open.matrix(order.n, order.n, Sample.definite(order.n));
      b = open.matrix(order.n, of.columns, b(order.n, of.columns));
      c = session.allocate(order.n, of.columns);
      completion = new Completion(session, c);
    }
  }

  @Benchmark
  public void session(OnSession on) {
    on.session.symmetricMultiply(1, on.s, on.b, 0, on.c);
    on.completion.await();
  }

  /** Operands of the plain library. */
  @State(Scope.Thread)
  public static class OnPlain {
    private PlainOpenBlas blas;
    private PlainMatrix s;
    private PlainMatrix b;
    PlainMatrix c;

    @Setup
    public void setUp(PlainLibrary library, Order order, Columns of) {
      blas = library.blas();
      s = library.matrix(order.n, order.n, Sample.definite(order.n));
      b = library.matrix(order.n, of.columns, b(order.n, of.columns));
      c = blas.allocate(order.n, of.columns);
    }
  }

  /** The better one of the two routines: there is one for a single column. */
  @Benchmark
  public void plain(OnPlain on) {
    if (on.c.cols() == 1) {
      on.blas.dsymv(on.s, on.b, on.c);
    } else {
      on.blas.dsymm(on.s, on.b, on.c);
    }
  }
}
