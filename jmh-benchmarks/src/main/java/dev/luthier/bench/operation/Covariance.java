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

/** K(X, X), lower triangle, of n points with ten columns under a Matérn 5/2. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Covariance {

  /** Operands of a session. */
  @State(Scope.Thread)
  public static class OnSession {
    private final Kernel kernel = Sample.kernel();
    private Session session;
    private Matrix x;
    private Matrix diagonal;
    Matrix out;
    private Completion completion;

    @Setup
    public void setUp(OpenSession open, Order order) {
      session = open.session();
      x = open.matrix(order.n, Sample.DIMENSION, Sample.points(order.n, 8));
      diagonal = session.allocate(order.n, 1);
      session.fill(diagonal, 0.01);
      out = session.allocate(order.n, order.n);
      completion = new Completion(session, out);
    }
  }

  @Benchmark
  public CovarianceOutcome session(OnSession on) {
    CovarianceOutcome outcome = on.session.covariance(on.kernel, on.x, on.diagonal, on.out);
    on.completion.await();
    return outcome;
  }
}
