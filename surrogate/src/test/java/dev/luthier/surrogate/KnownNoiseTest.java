package dev.luthier.surrogate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.linalg.Session;
import dev.luthier.surrogate.ModelFamily.Model;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Observations of which every third has a noise of its own, against the formulas written out. */
class KnownNoiseTest {
  private static final int N = 21;
  private static final double INFERRED = 0.01;

  /** Rounding is amplified by the condition of K, at most n · σ_f²/σ² = 27,300. */
  private static final double TOLERANCE = 1e-16 * 27_300 * N;

  private final Sample sample = Sample.of(N, 3);
  private final double[] own =
      IntStream.range(0, N)
          .mapToDouble(i -> i % 3 == 0 ? 0.001 * (1 + i * i) : Double.NaN)
          .toArray();

  private double[][] covariance(double inferred) {
    double[][] k = new double[N][N];
    for (int i = 0; i < N; i++) {
      for (int j = 0; j < N; j++) {
        k[i][j] = GaussianProcessTest.covariance(sample.points(), i, sample.points(), j);
      }
      k[i][i] += i % 3 == 0 ? own[i] : inferred;
    }
    return k;
  }

  private double likelihood(double[] noise, Model model, double[] gradient) {
    int p = model.kernel().hyperparameterCount();
    try (Session session = Sessions.open();
        var likelihood =
            new LogMarginalLikelihood(
                session, sample.points(), new Targets(sample.y(), noise), p, LinearTrend.NONE)) {
      return likelihood.evaluate(model, gradient);
    }
  }

  @Test
  void theLikelihoodIsTheDensityOfTheValues() {
    for (double inferred : new double[] {INFERRED, 0.3}) {
      double[] solved = GaussianProcessTest.solve(covariance(inferred), sample.y());
      double quadratic = 0;
      for (int i = 0; i < N; i++) {
        quadratic += sample.y()[i] * solved[i];
      }
      double expected =
          -0.5 * quadratic
              - 0.5 * LinearTrendTest.logDeterminant(covariance(inferred))
              - 0.5 * N * Math.log(2 * Math.PI);
      double actual = likelihood(own, new Model(Sample.kernel(), inferred), new double[6]);
      assertEquals(expected, actual, 1e-9);
    }
  }

  /** With respect to the logarithm of σ², too, which some observations do not have. */
  @Test
  void itsGradientIsThatOfItsValues() {
    double[] gradient = new double[6];
    likelihood(own, Sample.model(), gradient);
    double h = 1e-5;
    for (int t = 0; t < 6; t++) {
      double difference = (shifted(t, h) - shifted(t, -h)) / (2 * h);
      assertEquals(difference, gradient[t], 1e-6 * (1 + Math.abs(difference)), "θ " + t);
    }
  }

  private double shifted(int t, double by) {
    double[] theta = Sample.kernel().hyperparameters();
    double inferred = INFERRED;
    if (t < theta.length) {
      theta[t] += by;
    } else {
      inferred *= Math.exp(by);
    }
    Model model = new Model(Sample.kernel().withHyperparameters(theta), inferred);
    return likelihood(own, model, new double[6]);
  }

  @Test
  void whereAllNoiseIsKnownTheModelsDoesNotMatter() {
    double[] all = new double[N];
    Arrays.fill(all, 0.02);
    double[] gradient = new double[6];
    double one = likelihood(all, new Model(Sample.kernel(), 1e-6), gradient);
    assertEquals(0, gradient[5]);
    assertEquals(one, likelihood(all, new Model(Sample.kernel(), 1), new double[6]));
    assertEquals(
        likelihood(Targets.of(sample.y()).noise(), new Model(Sample.kernel(), 0.02), gradient),
        one,
        TOLERANCE);
  }

  /** Observed in part, the rest appended: as one block, and one at a time. */
  @Test
  void theMeanAtAnObservationIsPulledTowardsItByItsOwnNoise() {
    double[] solved = GaussianProcessTest.solve(covariance(INFERRED), sample.y());
    double[] expected = new double[N];
    for (int i = 0; i < N; i++) {
      for (int j = 0; j < N; j++) {
        expected[i] +=
            solved[j] * GaussianProcessTest.covariance(sample.points(), i, sample.points(), j);
      }
    }
    try (GaussianProcess process =
        GaussianProcess.observing(
                Sessions.open(),
                Sample.model(),
                sample.range(0, 9),
                Arrays.copyOfRange(own, 0, 9),
                2)
            .orElseThrow()) {
      assertTrue(process.append(sample.range(9, 16), Arrays.copyOfRange(own, 9, 16)));
      for (int i = 16; i < N; i++) {
        assertTrue(process.append(sample.range(i, i + 1), new double[] {own[i]}));
      }
      process.setTargets(sample.y());
      double[] noise = process.noise();
      double[] alpha = process.weights();
      double[] precisions = process.precisions();
      double[] means = new double[N];
      double[] variances = new double[N];
      for (int i = 0; i < N; i++) {
        assertEquals(i % 3 == 0 ? own[i] : INFERRED, noise[i]);
        means[i] = sample.y()[i] - noise[i] * alpha[i];
        variances[i] = noise[i] - noise[i] * noise[i] * precisions[i];
      }
      assertArrayEquals(expected, means, TOLERANCE);
      try (Posterior at = process.at(sample.points())) {
        assertArrayEquals(expected, at.mean(), TOLERANCE);
        assertArrayEquals(at.variance(), variances, 10 * TOLERANCE);
      }
    }
  }

  @Test
  void noiseOfPointsOnTrialIsForgottenWithThem() {
    try (GaussianProcess process =
        GaussianProcess.observing(Sessions.open(), Sample.model(), sample.points(), own, N)
            .orElseThrow()) {
      double[] before = process.noise();
      process.mark();
      assertTrue(process.append(sample.range(0, 2), new double[] {7, 8}));
      assertEquals(8, process.noise()[N + 1]);
      process.rollback();
      assertArrayEquals(before, process.noise());
      assertTrue(process.append(sample.range(4, 5)));
      assertEquals(INFERRED, process.noise()[N]);
    }
  }
}
