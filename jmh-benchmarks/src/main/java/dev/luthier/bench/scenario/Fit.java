package dev.luthier.bench.scenario;

import dev.luthier.bench.workload.OpenSession;
import dev.luthier.linalg.Session;
import dev.luthier.surrogate.ModelFamily;
import dev.luthier.surrogate.ModelFit;
import dev.luthier.surrogate.Points;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Hyperparameters and the transform of the values, from where a study's first fit begins. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class Fit {

  /** Observations. */
  @State(Scope.Thread)
  public static class OnSession {
    private final ModelFit fit = ModelFit.ofObjective();
    private final ModelFamily family = Observations.family();
    private Session session;
    private Points points;
    private double[] values;

    @Setup
    public void setUp(OpenSession open, Observations of) {
      session = open.session();
      points = of.points();
      values = of.values();
    }
  }

  @Benchmark
  public ModelFit.Fitted session(OnSession on) {
    return on.fit.fit(on.session, on.family, on.points, on.values, Optional.empty());
  }
}
