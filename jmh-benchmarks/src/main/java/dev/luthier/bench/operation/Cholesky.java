package dev.luthier.bench.operation;

import dev.ludovic.netlib.lapack.JavaLAPACK;
import dev.luthier.bench.bind.PlainMatrix;
import dev.luthier.bench.bind.PlainOpenBlas;
import dev.luthier.bench.workload.Completion;
import dev.luthier.bench.workload.OpenSession;
import dev.luthier.bench.workload.Order;
import dev.luthier.bench.workload.PlainLibrary;
import dev.luthier.bench.workload.Sample;
import dev.luthier.linalg.CholeskyOutcome;
import dev.luthier.linalg.Matrix;
import dev.luthier.linalg.Session;
import java.util.concurrent.TimeUnit;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.netlib.util.intW;
import org.ojalgo.matrix.store.R064Store;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A = L Lᵀ in place, n × n, lower triangle: n³/3 flops. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Cholesky {

  /** Operands of a session. */
  @State(Scope.Thread)
  public static class OnSession {
    private Session session;
    private Matrix a;
    Matrix l;
    private Completion completion;

    @Setup
    public void setUp(OpenSession open, Order order) {
      session = open.session();
      a = open.matrix(order.n, order.n, Sample.definite(order.n));
      l = session.allocate(order.n, order.n);
      completion = new Completion(session, l);
    }

    @Setup(Level.Invocation)
    public void restore() {
      session.copy(a, l);
      completion.await();
    }
  }

  @Benchmark
  public CholeskyOutcome session(OnSession on) {
    return on.session.choleskyInPlace(on.l);
  }

  /** Operands of the plain library. */
  @State(Scope.Thread)
  public static class OnPlain {
    private PlainOpenBlas blas;
    private PlainMatrix a;
    PlainMatrix l;

    @Setup
    public void setUp(PlainLibrary library, Order order) {
      blas = library.blas();
      a = library.matrix(order.n, order.n, Sample.definite(order.n));
      l = blas.allocate(order.n, order.n);
    }

    @Setup(Level.Invocation)
    public void restore() {
      l.copyFrom(a);
    }
  }

  @Benchmark
  public int plain(OnPlain on) {
    return on.blas.dpotrf(on.l);
  }

  /** Operands of EJML, which takes its block algorithm for large ones. */
  @State(Scope.Thread)
  public static class OnEjml {
    private DMatrixRMaj a;
    private DMatrixRMaj l;
    CholeskyDecomposition_F64<DMatrixRMaj> decomposition;

    @Setup
    public void setUp(Order order) {
      a = Peers.ejml(order.n, Sample.definite(order.n));
      l = new DMatrixRMaj(order.n, order.n);
      decomposition = DecompositionFactory_DDRM.chol(order.n, true);
    }

    @Setup(Level.Invocation)
    public void restore() {
      l.setTo(a);
    }
  }

  @Benchmark
  public boolean ejml(OnEjml on) {
    return on.decomposition.decompose(on.l);
  }

  /** Operands of ojAlgo, which copies A itself. */
  @State(Scope.Thread)
  public static class OnOjAlgo {
    private R064Store a;
    org.ojalgo.matrix.decomposition.Cholesky<Double> decomposition;

    @Setup
    public void setUp(Order order) {
      a = Peers.ojAlgo(order.n, Sample.definite(order.n));
      decomposition = org.ojalgo.matrix.decomposition.Cholesky.R064.make(order.n, order.n);
    }
  }

  @Benchmark
  public boolean ojAlgo(OnOjAlgo on) {
    return on.decomposition.decompose(on.a);
  }

  /** Operands of dev.ludovic.netlib. */
  @State(Scope.Thread)
  public static class OnNetlib {
    private final intW info = new intW(0);
    private JavaLAPACK lapack;
    private int n;
    private double[] a;
    double[] l;

    @Setup
    public void setUp(Order order) {
      lapack = JavaLAPACK.getInstance();
      n = order.n;
      a = Sample.definite(n);
      l = new double[n * n];
    }

    @Setup(Level.Invocation)
    public void restore() {
      System.arraycopy(a, 0, l, 0, a.length);
    }
  }

  @Benchmark
  public int netlib(OnNetlib on) {
    on.lapack.dpotrf("L", on.n, on.l, on.n, on.info);
    return on.info.val;
  }

  /** Operands of Hipparchus, which copies A itself. */
  @State(Scope.Thread)
  public static class OnHipparchus {
    private RealMatrix a;

    @Setup
    public void setUp(Order order) {
      a = new Array2DRowRealMatrix(Peers.rows(order.n, Sample.definite(order.n)));
    }
  }

  @Benchmark
  public CholeskyDecomposition hipparchus(OnHipparchus on) {
    return new CholeskyDecomposition(on.a);
  }
}
