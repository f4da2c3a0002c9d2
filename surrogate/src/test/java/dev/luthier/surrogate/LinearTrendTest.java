package dev.luthier.surrogate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.luthier.linalg.Session;
import dev.luthier.surrogate.ModelFamily.Model;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Against the normal distribution of y itself, in which the coefficients are integrated over. */
class LinearTrendTest {
  private static final int N = 20;
  private static final double TOLERANCE = 1e-9;

  private final Sample sample = Sample.of(N, 3);
  private final LinearTrend trend =
      new LinearTrend(
          List.of(random(N, 4), random(N, 5)), new double[] {0.5, -1}, new double[] {2, 0.7});

  private static double[] random(int n, long seed) {
    return new SplittableRandom(seed).doubles(n, -1, 2).toArray();
  }

  /** K + noise + H S² Hᵀ. */
  private double[][] covariance() {
    double[][] k = new double[N][N];
    for (int i = 0; i < N; i++) {
      for (int j = 0; j < N; j++) {
        k[i][j] = GaussianProcessTest.covariance(sample.points(), i, sample.points(), j);
        k[i][j] += i == j ? 0.01 : 0;
        for (int q = 0; q < trend.size(); q++) {
          double s = trend.deviations()[q];
          k[i][j] += s * s * trend.functions().get(q)[i] * trend.functions().get(q)[j];
        }
      }
    }
    return k;
  }

  private double[] centred() {
    double[] rest = sample.y().clone();
    for (int i = 0; i < N; i++) {
      for (int q = 0; q < trend.size(); q++) {
        rest[i] -= trend.means()[q] * trend.functions().get(q)[i];
      }
    }
    return rest;
  }

  static double logDeterminant(double[][] matrix) {
    int n = matrix.length;
    double[][] a = Arrays.stream(matrix).map(double[]::clone).toArray(double[][]::new);
    double sum = 0;
    for (int k = 0; k < n; k++) {
      sum += Math.log(a[k][k]);
      for (int i = k + 1; i < n; i++) {
        double f = a[i][k] / a[k][k];
        for (int j = k; j < n; j++) {
          a[i][j] -= f * a[k][j];
        }
      }
    }
    return sum;
  }

  private double likelihood(Model model, double[] gradient) {
    int p = model.kernel().hyperparameterCount();
    try (Session session = Sessions.open();
        var likelihood =
            new LogMarginalLikelihood(session, sample.points(), Targets.of(sample.y()), p, trend)) {
      return likelihood.evaluate(model, gradient);
    }
  }

  @Test
  void theLikelihoodIsTheDensityOfTheValues() {
    double[] rest = centred();
    double[] solved = GaussianProcessTest.solve(covariance(), rest);
    double quadratic = 0;
    for (int i = 0; i < N; i++) {
      quadratic += rest[i] * solved[i];
    }
    double expected =
        -0.5 * quadratic - 0.5 * logDeterminant(covariance()) - 0.5 * N * Math.log(2 * Math.PI);
    assertEquals(expected, likelihood(Sample.model(), new double[6]), TOLERANCE);
  }

  @Test
  void itsGradientIsThatOfItsValues() {
    Model model = Sample.model();
    double[] gradient = new double[6];
    likelihood(model, gradient);
    double step = 1e-5;
    for (int t = 0; t < 5; t++) {
      double[] theta = model.kernel().hyperparameters();
      theta[t] += step;
      double above =
          likelihood(new Model(model.kernel().withHyperparameters(theta), 0.01), new double[6]);
      theta[t] -= 2 * step;
      double below =
          likelihood(new Model(model.kernel().withHyperparameters(theta), 0.01), new double[6]);
      assertEquals((above - below) / (2 * step), gradient[t], 1e-6, "hyperparameter " + t);
    }
  }

  /** m + S² Hᵀ (K + H S² Hᵀ)⁻¹ (y − H m): the mean of the joint normal distribution of c and y. */
  @Test
  void coefficientsAreTheirPosteriorMeans() {
    double[] solved = GaussianProcessTest.solve(covariance(), centred());
    double[] expected = trend.means().clone();
    for (int q = 0; q < expected.length; q++) {
      double s = trend.deviations()[q];
      for (int i = 0; i < N; i++) {
        expected[q] += s * s * trend.functions().get(q)[i] * solved[i];
      }
    }
    try (GaussianProcess process =
        GaussianProcess.observing(Sessions.open(), Sample.model(), sample.points(), N)
            .orElseThrow()) {
      assertArrayEquals(expected, process.coefficients(trend, sample.y()), TOLERANCE);
    }
  }

  @Test
  void aGradientOfMeansIsThatWithoutVariances() {
    Points elsewhere = Sample.of(7, 6).points();
    double[] byMean = random(7, 7);
    try (GaussianProcess process =
        GaussianProcess.observing(Sessions.open(), Sample.model(), sample.points(), N)
            .orElseThrow()) {
      process.setTargets(sample.y());
      try (Posterior at = process.at(elsewhere)) {
        double[] expected = at.inputGradient(new double[][] {byMean}, new double[7]);
        assertArrayEquals(expected, at.meanGradient(byMean), TOLERANCE);
      }
    }
  }
}
