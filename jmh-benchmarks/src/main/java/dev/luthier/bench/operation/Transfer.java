package dev.luthier.bench.operation;

import dev.luthier.bench.workload.Completion;
import dev.luthier.bench.workload.OpenSession;
import dev.luthier.bench.workload.Order;
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

/** n points with ten columns to a session, and n numbers back: all that a search round moves. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Transfer {

  /** Operands of a session. */
  @State(Scope.Thread)
  public static class OnSession {
    private Session session;
    private double[] points;
    Matrix target;
    private Completion completion;
    private Matrix source;
    double[] answer;

    @Setup
    public void setUp(OpenSession open, Order order) {
      session = open.session();
      points = Sample.points(order.n, 8);
      target = session.allocate(order.n, Sample.DIMENSION);
      completion = new Completion(session, target);
      source = open.matrix(order.n, 1, Sample.matrix(order.n, 1, 9));
      answer = new double[order.n];
    }
  }

  /** To the session. */
  @Benchmark
  public void session(OnSession on) {
    on.session.upload(on.points, on.target);
    on.completion.await();
  }

  /** To the host. */
  @Benchmark
  public void sessionBack(OnSession on) {
    on.session.download(on.source, on.answer);
  }
}
