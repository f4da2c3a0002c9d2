package dev.luthier.bench.operation;

import dev.ludovic.netlib.blas.JavaBLAS;
import dev.luthier.bench.bind.PlainMatrix;
import dev.luthier.bench.bind.PlainOpenBlas;
import dev.luthier.bench.workload.Completion;
import dev.luthier.bench.workload.OpenSession;
import dev.luthier.bench.workload.Order;
import dev.luthier.bench.workload.PlainLibrary;
import dev.luthier.bench.workload.Sample;
import dev.luthier.linalg.Matrix;
import dev.luthier.linalg.Session;
import dev.luthier.linalg.Transpose;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** C ← A Aᵀ, lower triangle, A n × n: n³ flops. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Syrk {

  /** A, column-major. */
  static double[] a(int n) {
    return Sample.matrix(n, n, 5);
  }

  /** Operands of a session. */
  @State(Scope.Thread)
  public static class OnSession {
    private Session session;
    private Matrix a;
    Matrix c;
    private Completion completion;

    @Setup
    public void setUp(OpenSession open, Order order) {
      session = open.session();
      a = open.matrix(order.n, order.n, a(order.n));
      c = session.allocate(order.n, order.n);
      completion = new Completion(session, c);
    }
  }

  @Benchmark
  public void session(OnSession on) {
    on.session.syrk(1, on.a, Transpose.NONE, 0, on.c);
    on.completion.await();
  }

  /** Operands of the plain library. */
  @State(Scope.Thread)
  public static class OnPlain {
    private PlainOpenBlas blas;
    private PlainMatrix a;
    PlainMatrix c;

    @Setup
    public void setUp(PlainLibrary library, Order order) {
      blas = library.blas();
      a = library.matrix(order.n, order.n, a(order.n));
      c = blas.allocate(order.n, order.n);
    }
  }

  @Benchmark
  public void plain(OnPlain on) {
    on.blas.dsyrk(on.a, on.c);
  }

  /** Operands of dev.ludovic.netlib. */
  @State(Scope.Thread)
  public static class OnNetlib {
    private JavaBLAS blas;
    private int n;
    private double[] a;
    double[] c;

    @Setup
    public void setUp(Order order) {
      blas = JavaBLAS.getInstance();
      n = order.n;
      a = a(n);
      c = new double[n * n];
    }
  }

  @Benchmark
  public void netlib(OnNetlib on) {
    on.blas.dsyrk("L", "N", on.n, on.n, 1, on.a, on.n, 0, on.c, on.n);
  }
}
