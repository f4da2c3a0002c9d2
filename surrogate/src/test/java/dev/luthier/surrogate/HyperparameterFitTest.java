package dev.luthier.surrogate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.linalg.Kernel;
import dev.luthier.linalg.Session;
import dev.luthier.surrogate.HyperparameterPrior.Exceptional;
import dev.luthier.surrogate.HyperparameterPrior.Gamma;
import dev.luthier.surrogate.HyperparameterPrior.LogNormal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HyperparameterFitTest {
  private final Sample sample = Sample.of(40, 11);

  private static ModelFamily family() {
    Kernel form = Sample.kernel();
    var variance = new Hyperparameter(new Gamma(2, 1), 1, 1e-3, 1e3);
    var scale = new Hyperparameter(new LogNormal(1.6, 1.7), 0.5, 1e-2, 1e2);
    return new ModelFamily(
        form,
        List.of(variance, scale, scale, scale, scale),
        new Hyperparameter(new Gamma(1.1, 30), 1e-2, 1e-6, 1));
  }

  @Test
  void likelihoodGradientIsItsDerivative() {
    ModelFamily family = family();
    double[] theta = family.initial();
    try (Session session = Sessions.open();
        var likelihood = new LogMarginalLikelihood(session, sample.points(), sample.y(), 5)) {
      double[] gradient = new double[theta.length];
      double[] ignored = new double[theta.length];
      likelihood.evaluate(family.model(theta), gradient);
      for (int t = 0; t < theta.length; t++) {
        double h = 1e-5;
        double[] up = theta.clone();
        double[] down = theta.clone();
        up[t] += h;
        down[t] -= h;
        double difference =
            (likelihood.evaluate(family.model(up), ignored)
                    - likelihood.evaluate(family.model(down), ignored))
                / (2 * h);
        assertEquals(difference, gradient[t], 1e-6 * (1 + Math.abs(difference)), "θ " + t);
      }
    }
  }

  /** One observation: log N(y; 0, v + σ²). */
  @Test
  void likelihoodOfOneObservationIsANormalDensity() {
    try (Session session = Sessions.open();
        var likelihood =
            new LogMarginalLikelihood(session, sample.range(0, 1), new double[] {0.7}, 5)) {
      double value = likelihood.evaluate(Sample.model(), new double[6]);
      double variance = 1.3 + 0.01;
      assertEquals(-0.5 * (0.49 / variance + Math.log(2 * Math.PI * variance)), value, 1e-14);
    }
  }

  @Test
  void fitIsAMaximumAndNeverBelowItsStarts() {
    ModelFamily family = family();
    double[] start = family.initial();
    try (Session session = Sessions.open()) {
      var fit = HyperparameterFit.defaults();
      var report = fit.fit(session, family, sample.points(), sample.y(), List.of(start));
      var again =
          fit.fit(session, family, sample.points(), sample.y(), List.of(start, report.theta()));
      assertTrue(again.logPosterior() >= report.logPosterior());
      assertEquals(report.logPosterior(), again.logPosterior(), 1e-3);
      try (var likelihood = new LogMarginalLikelihood(session, sample.points(), sample.y(), 5)) {
        double[] gradient = new double[start.length];
        double atStart =
            likelihood.evaluate(family.model(start), gradient)
                + family.addLogPrior(start, gradient);
        assertTrue(report.logPosterior() > atStart);
      }
    }
  }

  static Stream<HyperparameterPrior> priors() {
    return Stream.of(
        new LogNormal(1.4, 1.7),
        new Gamma(2, 1),
        new Gamma(1.1, 30),
        new Exceptional(new LogNormal(0.4, 0.75), 0.1, 7),
        new HyperparameterPrior.Flat());
  }

  @ParameterizedTest
  @MethodSource("priors")
  void priorDerivativeIsItsDerivative(HyperparameterPrior prior) {
    for (double t : new double[] {-5, -1, 0, 2, 3, 6}) {
      double h = 1e-5;
      double difference = (prior.logDensity(t + h) - prior.logDensity(t - h)) / (2 * h);
      assertEquals(difference, prior.derivative(t), 1e-7 * (1 + Math.abs(difference)), "t = " + t);
    }
  }

  /** By the densities of h, in words: 0.9 of a log-normal, and 0.1 evenly over log h. */
  @Test
  void whatIsExceptionalIsPossible() {
    var prior = new Exceptional(new LogNormal(0.4, 0.75), 0.1, 7);
    for (double t : new double[] {-1, 0.4, 2, 4, 6}) {
      double z = (t - 0.4) / 0.75;
      double usual = Math.exp(-z * z / 2) / (0.75 * Math.sqrt(2 * Math.PI));
      assertEquals((0.9 * usual + 0.1 / 7) * Math.exp(-t), Math.exp(prior.logDensity(t)), 1e-12);
    }
  }

  @Test
  void logNormalsModeIsWhereItsJavadocSays() {
    var prior = new LogNormal(1.4, 1.7);
    // The density over h, as a function of t = log h, is stationary where its derivative by t is 0.
    assertEquals(0, prior.derivative(1.4 - 1.7 * 1.7), 1e-15);
  }
}
