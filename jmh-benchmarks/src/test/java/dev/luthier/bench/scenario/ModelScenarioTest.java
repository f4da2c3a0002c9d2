package dev.luthier.bench.scenario;

import static dev.luthier.bench.workload.Dense.assertClose;
import static dev.luthier.bench.workload.Dense.cholesky;
import static dev.luthier.bench.workload.Dense.covariance;
import static dev.luthier.bench.workload.Dense.identity;
import static dev.luthier.bench.workload.Dense.product;
import static dev.luthier.bench.workload.Dense.solve;
import static dev.luthier.bench.workload.Dense.symmetric;
import static dev.luthier.bench.workload.Tiny.N;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.bench.workload.OpenSession;
import dev.luthier.bench.workload.PlainLibrary;
import dev.luthier.bench.workload.Sample;
import dev.luthier.bench.workload.Tiny;
import dev.luthier.linalg.Kernel;
import dev.luthier.surrogate.LogMarginalLikelihood;
import dev.luthier.surrogate.ModelFit;
import dev.luthier.surrogate.Points;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ModelScenarioTest {
  /** Central differences of step h are wrong by h² and by rounding of the order 1e-16 / h. */
  private static final double STEP = 1e-5;

  private static final int CANDIDATES = 5;

  private final double[] x = Sample.points(N, 12);
  private final double[] y = observations().values();

  private static Observations observations() {
    Observations observations = new Observations();
    observations.n = N;
    return observations;
  }

  /** L of k(X, X) + σ² I. */
  private double[] factor(Kernel kernel, double noise) {
    double[] k = covariance(kernel, N, x, N, x);
    for (int i = 0; i < N; i++) {
      k[i + i * N] += noise;
    }
    return cholesky(N, k);
  }

  private double logLikelihood(double[] theta) {
    Kernel kernel = Sample.kernel().withHyperparameters(Arrays.copyOf(theta, theta.length - 1));
    double[] l = factor(kernel, Math.exp(theta[theta.length - 1]));
    double[] whitened = solve(N, l, y);
    double sum = -0.5 * N * Math.log(2 * Math.PI);
    for (int i = 0; i < N; i++) {
      sum -= 0.5 * whitened[i] * whitened[i] + Math.log(l[i + i * N]);
    }
    return sum;
  }

  @ParameterizedTest
  @MethodSource("dev.luthier.bench.workload.Tiny#backends")
  void likelihoodAndGradientAreThoseOfTheFormula(String backend) {
    OpenSession open = Tiny.session(backend);
    Likelihood.OnSession on = new Likelihood.OnSession();
    on.setUp(open, observations());
    double[] kernel = Sample.kernel().hyperparameters();
    double[] theta = Arrays.copyOf(kernel, kernel.length + 1);
    theta[kernel.length] = Math.log(Observations.NOISE);
    assertEquals(logLikelihood(theta), new Likelihood().session(on), 1e-9);
    double[] expected = new double[theta.length];
    for (int t = 0; t < theta.length; t++) {
      double[] up = theta.clone();
      double[] down = theta.clone();
      up[t] += STEP;
      down[t] -= STEP;
      expected[t] = (logLikelihood(up) - logLikelihood(down)) / (2 * STEP);
    }
    assertClose(expected, on.gradient, 1e-7);
    open.close();
  }

  @Test
  void plainRoutinesFactorAndInvert() {
    PlainLibrary library = Tiny.plain();
    Likelihood.OnPlain on = new Likelihood.OnPlain();
    on.setUp(library, observations());
    for (int invocation = 0; invocation < 2; invocation++) {
      on.restore();
      assertEquals(0, new Likelihood().plain(on));
      double[] inverse = symmetric(N, on.inverse.download());
      assertClose(identity(N), product(N, N, N, Sample.definite(N), inverse));
    }
  }

  @ParameterizedTest
  @MethodSource("dev.luthier.bench.workload.Tiny#backends")
  void fitExplainsTheValuesBetterThanItsStart(String backend) {
    OpenSession open = Tiny.session(backend);
    Fit.OnSession on = new Fit.OnSession();
    on.setUp(open, observations());
    ModelFit.Fitted fitted = new Fit().session(on);
    double[] targets = fitted.transform().apply(y);
    var family = Observations.family();
    int p = family.form().hyperparameterCount();
    try (var likelihood =
        new LogMarginalLikelihood(open.session(), observations().points(), targets, p)) {
      double[] gradient = new double[p + 1];
      double start = likelihood.evaluate(family.model(family.initial()), gradient);
      double end = likelihood.evaluate(fitted.report().model(), gradient);
      assertTrue(end > start + 1, () -> "from " + start + " to " + end);
    }
    open.close();
  }

  @ParameterizedTest
  @MethodSource("dev.luthier.bench.workload.Tiny#backends")
  void predictionsAreThoseOfTheFormula(String backend) {
    OpenSession open = Tiny.session(backend);
    Predict.OnSession on = new Predict.OnSession();
    on.candidates = CANDIDATES;
    on.setUp(open, observations());
    Predict.Prediction prediction = new Predict().session(on);
    Points z = Observations.points(CANDIDATES, 14);
    double[] l = factor(Sample.kernel(), Observations.NOISE);
    double[] cross = covariance(Sample.kernel(), N, x, CANDIDATES, z.columns());
    double[] target = solve(N, l, y);
    double[] mean = new double[CANDIDATES];
    double[] variance = new double[CANDIDATES];
    for (int j = 0; j < CANDIDATES; j++) {
      double[] v = solve(N, l, Arrays.copyOfRange(cross, j * N, (j + 1) * N));
      variance[j] = 1.5;
      for (int i = 0; i < N; i++) {
        mean[j] += v[i] * target[i];
        variance[j] -= v[i] * v[i];
      }
    }
    assertClose(mean, prediction.mean(), 1e-9);
    assertClose(variance, prediction.variance(), 1e-9);
    open.close();
  }
}
