package dev.luthier.bench.scenario;

import dev.luthier.bench.bind.PlainMatrix;
import dev.luthier.bench.bind.PlainOpenBlas;
import dev.luthier.bench.workload.OpenSession;
import dev.luthier.bench.workload.PlainLibrary;
import dev.luthier.bench.workload.Sample;
import dev.luthier.surrogate.LogMarginalLikelihood;
import dev.luthier.surrogate.ModelFamily;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The log marginal likelihood and its gradient, at one model: a step of a fit. n³ flops. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class Likelihood {

  /** A model and observations. */
  @State(Scope.Thread)
  public static class OnSession {
    private final ModelFamily.Model model = Observations.model();
    final double[] gradient = new double[model.kernel().hyperparameterCount() + 1];
    private LogMarginalLikelihood likelihood;

    @Setup
    public void setUp(OpenSession open, Observations of) {
      int p = model.kernel().hyperparameterCount();
      likelihood = new LogMarginalLikelihood(open.session(), of.points(), of.values(), p);
    }
  }

  @Benchmark
  public double session(OnSession on) {
    return on.likelihood.evaluate(on.model, on.gradient);
  }

  /** A matrix as large as the covariance. */
  @State(Scope.Thread)
  public static class OnPlain {
    private PlainOpenBlas blas;
    private PlainMatrix k;
    PlainMatrix inverse;

    @Setup
    public void setUp(PlainLibrary library, Observations of) {
      blas = library.blas();
      k = library.matrix(of.n, of.n, Sample.definite(of.n));
      inverse = blas.allocate(of.n, of.n);
    }

    @Setup(Level.Invocation)
    public void restore() {
      inverse.copyFrom(k);
    }
  }

  /** The part that is a library's: a factorization and an inverse of the same size. */
  @Benchmark
  public int plain(OnPlain on) {
    return on.blas.dpotrf(on.inverse) + on.blas.dpotri(on.inverse);
  }
}
