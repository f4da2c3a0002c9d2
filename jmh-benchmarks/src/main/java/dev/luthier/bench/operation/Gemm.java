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
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.hipparchus.linear.BlockRealMatrix;
import org.hipparchus.linear.RealMatrix;
import org.ojalgo.matrix.store.R064Store;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** C ← A B, all n × n: 2n³ flops. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Gemm {

  /** A, column-major. */
  static double[] a(int n) {
    return Sample.matrix(n, n, 3);
  }

  /** B, column-major. */
  static double[] b(int n) {
    return Sample.matrix(n, n, 4);
  }

  /** Operands of a session. */
  @State(Scope.Thread)
  public static class OnSession {
    private Session session;
    private Matrix a;
    private Matrix b;
    Matrix c;
    private Completion completion;

    @Setup
    public void setUp(OpenSession open, Order order) {
      session = open.session();
      a = open.matrix(order.n, order.n, a(order.n));
      b = open.matrix(order.n, order.n, b(order.n));
      c = session.allocate(order.n, order.n);
      completion = new Completion(session, c);
    }
  }

  @Benchmark
  public void session(OnSession on) {
    on.session.gemm(1, on.a, Transpose.NONE, on.b, Transpose.NONE, 0, on.c);
    on.completion.await();
  }

  /** Operands of the plain library. */
  @State(Scope.Thread)
  public static class OnPlain {
    private PlainOpenBlas blas;
    private PlainMatrix a;
    private PlainMatrix b;
    PlainMatrix c;

    @Setup
    public void setUp(PlainLibrary library, Order order) {
      blas = library.blas();
      a = library.matrix(order.n, order.n, a(order.n));
      b = library.matrix(order.n, order.n, b(order.n));
      c = blas.allocate(order.n, order.n);
    }
  }

  @Benchmark
  public void plain(OnPlain on) {
    on.blas.dgemm(on.a, on.b, on.c);
  }

  /** Operands of EJML. */
  @State(Scope.Thread)
  public static class OnEjml {
    private DMatrixRMaj a;
    private DMatrixRMaj b;
    DMatrixRMaj c;

    @Setup
    public void setUp(Order order) {
      a = Peers.ejml(order.n, a(order.n));
      b = Peers.ejml(order.n, b(order.n));
      c = new DMatrixRMaj(order.n, order.n);
    }
  }

  @Benchmark
  public void ejml(OnEjml on) {
    CommonOps_DDRM.mult(on.a, on.b, on.c);
  }

  /** Operands of ojAlgo. */
  @State(Scope.Thread)
  public static class OnOjAlgo {
    private R064Store a;
    private R064Store b;
    R064Store c;

    @Setup
    public void setUp(Order order) {
      a = Peers.ojAlgo(order.n, a(order.n));
      b = Peers.ojAlgo(order.n, b(order.n));
      c = R064Store.FACTORY.make(order.n, order.n);
    }
  }

  @Benchmark
  public void ojAlgo(OnOjAlgo on) {
    on.c.fillByMultiplying(on.a, on.b);
  }

  /** Operands of dev.ludovic.netlib: arrays. */
  @State(Scope.Thread)
  public static class OnNetlib {
    private JavaBLAS blas;
    private int n;
    private double[] a;
    private double[] b;
    double[] c;

    @Setup
    public void setUp(Order order) {
      blas = JavaBLAS.getInstance();
      n = order.n;
      a = a(n);
      b = b(n);
      c = new double[n * n];
    }
  }

  @Benchmark
  public void netlib(OnNetlib on) {
    on.blas.dgemm("N", "N", on.n, on.n, on.n, 1, on.a, on.n, on.b, on.n, 0, on.c, on.n);
  }

  /** Operands of Hipparchus, in the form that it recommends for large ones. */
  @State(Scope.Thread)
  public static class OnHipparchus {
    private BlockRealMatrix a;
    private BlockRealMatrix b;

    @Setup
    public void setUp(Order order) {
      a = new BlockRealMatrix(Peers.rows(order.n, a(order.n)));
      b = new BlockRealMatrix(Peers.rows(order.n, b(order.n)));
    }
  }

  /** C is a new matrix each time. */
  @Benchmark
  public RealMatrix hipparchus(OnHipparchus on) {
    return on.a.multiply(on.b);
  }
}
