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

/** The derivatives of Σ W(i, j) k(xᵢ, xⱼ) with respect to all hyperparameters, in one pass. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CovarianceGradient {

  /** Operands of a session. */
  @State(Scope.Thread)
  public static class OnSession {
    private final Kernel kernel = Sample.kernel();
    private Session session;
    private Matrix x;
    private Matrix w;
    Matrix gradient;
    private Completion completion;

    @Setup
    public void setUp(OpenSession open, Order order) {
      session = open.session();
      x = open.matrix(order.n, Sample.DIMENSION, Sample.points(order.n, 8));
      w = open.matrix(order.n, order.n, Sample.definite(order.n));
      gradient = session.allocate(kernel.hyperparameterCount(), 1);
      completion = new Completion(session, gradient);
    }
  }

  @Benchmark
  public CovarianceOutcome session(OnSession on) {
    CovarianceOutcome outcome = on.session.covarianceGradDot(on.kernel, on.x, on.w, on.gradient);
    on.completion.await();
    return outcome;
  }
}
