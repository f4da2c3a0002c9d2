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
import dev.luthier.linalg.TriangularSystem;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** B ← L⁻¹ B with 64 right-hand sides, L n × n: 64 n² flops. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class TriangularSolve {

  /** One batch of candidates. */
  static final int COLUMNS = 64;

  /** B, column-major. */
  static double[] b(int n) {
    return Sample.matrix(n, COLUMNS, 6);
  }

  /** Operands of a session. */
  @State(Scope.Thread)
  public static class OnSession {
    private Session session;
    private Matrix l;
    private Matrix b;
    Matrix x;
    private Completion completion;

    @Setup
    public void setUp(OpenSession open, Order order) {
      session = open.session();
      l = open.matrix(order.n, order.n, Sample.factor(order.n));
      b = open.matrix(order.n, COLUMNS, b(order.n));
      x = session.allocate(order.n, COLUMNS);
      completion = new Completion(session, x);
    }

    @Setup(Level.Invocation)
    public void restore() {
      session.copy(b, x);
      completion.await();
    }
  }

  @Benchmark
  public void session(OnSession on) {
    on.session.solveTriangular(TriangularSystem.LEFT, on.l, on.x);
    on.completion.await();
  }

  /** Operands of the plain library. */
  @State(Scope.Thread)
  public static class OnPlain {
    private PlainOpenBlas blas;
    private PlainMatrix l;
    private PlainMatrix b;
    PlainMatrix x;

    @Setup
    public void setUp(PlainLibrary library, Order order) {
      blas = library.blas();
      l = library.matrix(order.n, order.n, Sample.factor(order.n));
      b = library.matrix(order.n, COLUMNS, b(order.n));
      x = blas.allocate(order.n, COLUMNS);
    }

    @Setup(Level.Invocation)
    public void restore() {
      x.copyFrom(b);
    }
  }

  @Benchmark
  public void plain(OnPlain on) {
    on.blas.dtrsm(on.l, on.x);
  }

  /** Operands of dev.ludovic.netlib. */
  @State(Scope.Thread)
  public static class OnNetlib {
    private JavaBLAS blas;
    private int n;
    private double[] l;
    private double[] b;
    double[] x;

    @Setup
    public void setUp(Order order) {
      blas = JavaBLAS.getInstance();
      n = order.n;
      l = Sample.factor(n);
      b = b(n);
      x = new double[b.length];
    }

    @Setup(Level.Invocation)
    public void restore() {
      System.arraycopy(b, 0, x, 0, b.length);
    }
  }

  @Benchmark
  public void netlib(OnNetlib on) {
    on.blas.dtrsm("L", "L", "N", "N", on.n, COLUMNS, 1, on.l, on.n, on.x, on.n);
  }
}
