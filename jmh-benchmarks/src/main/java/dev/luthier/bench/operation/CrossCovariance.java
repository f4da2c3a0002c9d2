package dev.luthier.bench.operation;

import dev.luthier.bench.workload.Completion;
import dev.luthier.bench.workload.OpenSession;
import dev.luthier.bench.workload.Order;
import dev.luthier.bench.workload.Sample;
import dev.luthier.linalg.CovarianceOutcome;
import dev.luthier.linalg.Kernel;
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

/** K(X, Z) of n points with a batch of candidates, ten columns, under a Matérn 5/2. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CrossCovariance {

  /** Candidates in a batch. */
  static final int CANDIDATES = 64;

  /** Operands of a session. */
  @State(Scope.Thread)
  public static class OnSession {
    private final Kernel kernel = Sample.kernel();
    private Session session;
    private Matrix x;
    private Matrix z;
    Matrix out;
    private Completion completion;

    @Setup
    public void setUp(OpenSession open, Order order) {
      session = open.session();
      x = open.matrix(order.n, Sample.DIMENSION, Sample.points(order.n, 8));
      z = open.matrix(CANDIDATES, Sample.DIMENSION, Sample.points(CANDIDATES, 9));
      out = session.allocate(order.n, CANDIDATES);
      completion = new Completion(session, out);
    }
  }

  @Benchmark
  public CovarianceOutcome session(OnSession on) {
    CovarianceOutcome outcome = on.session.crossCovariance(on.kernel, on.x, on.z, on.out);
    on.completion.await();
    return outcome;
  }
}
