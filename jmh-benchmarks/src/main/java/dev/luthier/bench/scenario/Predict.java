package dev.luthier.bench.scenario;

import dev.luthier.bench.workload.OpenSession;
import dev.luthier.surrogate.GaussianProcess;
import dev.luthier.surrogate.Points;
import dev.luthier.surrogate.Posterior;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Mean and variance of the posterior at 10,000 points, in one batch. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class Predict {

  /** A model that has seen the observations. */
  @State(Scope.Thread)
  public static class OnSession {
    /** As many as other libraries' figures are of. */
    int candidates = 10_000;

    Points points;
    private GaussianProcess process;

    @Setup
    public void setUp(OpenSession open, Observations of) {
      points = Observations.points(candidates, 14);
      process =
          GaussianProcess.observing(open.session(), Observations.model(), of.points(), of.n)
              .orElseThrow();
      process.setTargets(of.values());
    }
  }

  /**
   * Both.
   *
   * @param mean of all candidates
   * @param variance of all candidates
   */
  public record Prediction(double[] mean, double[] variance) {}

  @Benchmark
  public Prediction session(OnSession on) {
    try (Posterior posterior = on.process.at(on.points)) {
      return new Prediction(posterior.mean(), posterior.variance());
    }
  }
}
