package dev.luthier.bench.scenario;

import dev.luthier.bench.workload.Sample;
import dev.luthier.store.AppendResult;
import dev.luthier.study.Evaluation;
import dev.luthier.study.TrialContext;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One answer to a study. Nobody asks meanwhile, so that no model is updated. */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@OperationsPerInvocation(Tell.BATCH)
@Warmup(iterations = 20, batchSize = Tell.BATCH)
@Measurement(iterations = 20, batchSize = Tell.BATCH)
public class Tell {
  /** One answer takes some microseconds, about as long as it takes to begin a shot. */
  static final int BATCH = 64;

  /** A study with trials to be answered. */
  @State(Scope.Thread)
  public static class OnStudy {
    private final SplittableRandom random = new SplittableRandom(15);
    private final Deque<TrialContext> open = new ArrayDeque<>();
    GrowingStudy growing;

    @Setup
    public void setUp(Observations of) {
      growing = new GrowingStudy(of);
    }

    /** Configurations that are enqueued are handed out before any strategy is asked. */
    @Setup(Level.Iteration)
    public void ask() {
      for (int i = 0; i < BATCH; i++) {
        Map<String, Object> point = new LinkedHashMap<>();
        for (int c = 0; c < Sample.DIMENSION; c++) {
          point.put("x" + c, random.nextDouble());
        }
        growing.study().enqueue(point);
      }
      open.addAll(growing.study().ask(BATCH).trials());
    }

    @TearDown
    public void close() {
      growing.close();
    }
  }

  @Benchmark
  public AppendResult study(OnStudy on) {
    return on.growing.study().tell(on.open.remove().number(), Evaluation.of(1.0));
  }
}
