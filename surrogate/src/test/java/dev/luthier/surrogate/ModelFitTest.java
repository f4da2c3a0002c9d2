package dev.luthier.surrogate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.linalg.Kernel;
import dev.luthier.linalg.LengthScale;
import dev.luthier.linalg.Radial;
import dev.luthier.linalg.RadialProfile;
import dev.luthier.linalg.Session;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelFitTest {
  private static final ModelFamily FAMILY =
      new ModelFamily(
          Kernel.of(1, Radial.of(RadialProfile.MATERN_52, List.of(LengthScale.numeric(1, 0)))),
          List.of(
              new Hyperparameter(new HyperparameterPrior.Gamma(2, 1), 1, 1e-2, 1e2),
              new Hyperparameter(new HyperparameterPrior.LogNormal(1.4, 1.7), 0.3, 5e-3, 1e3)),
          new Hyperparameter(new HyperparameterPrior.Gamma(1.1, 30), 1e-3, 1e-6, 1));

  private static ModelFit.Fitted fit(int n, DoubleUnaryOperator function) {
    return fit(n, function, Optional.empty());
  }

  private static ModelFit.Fitted fit(
      int n, DoubleUnaryOperator function, Optional<ModelFit.Fitted> before) {
    double[] x = new SplittableRandom(4).doubles(n).toArray();
    double[] y = Arrays.stream(x).map(function).toArray();
    try (Session session = Sessions.open()) {
      return ModelFit.ofObjective().fit(session, FAMILY, new Points(n, 1, x), y, before);
    }
  }

  @Test
  void aWellBehavedFunctionStaysAsItIs() {
    assertEquals(OutputTransform.LINEAR, fit(30, x -> Math.sin(6 * x)).transform());
  }

  @Test
  void aLossOverDecadesGetsALogarithm() {
    var fitted = fit(30, x -> Math.exp(12 * Math.sin(5 * x)));
    assertNotEquals(OutputTransform.LINEAR, fitted.transform(), fitted::toString);
  }

  /** Past 64 observations the transform is chosen on some of them, the rest fitted on all. */
  @Test
  void manyObservationsAreFittedAsWellAsFew() {
    var few = fit(63, x -> Math.sin(6 * x));
    var many = fit(90, x -> Math.sin(6 * x));
    assertEquals(few.transform(), many.transform());
    assertEquals(few.report().theta()[1], many.report().theta()[1], 0.3);
    assertTrue(many.report().logPosterior() > few.report().logPosterior());
  }

  @Test
  void theSameObservationsGiveTheSameFit() {
    var one = fit(70, x -> Math.sin(6 * x));
    var other = fit(70, x -> Math.sin(6 * x));
    assertArrayEquals(one.report().theta(), other.report().theta());
  }

  /** The same optimum, to what a fit's tolerance leaves open, in fewer evaluations. */
  @ParameterizedTest
  @ValueSource(ints = {40, 90})
  void aFitGoesOnWhereTheOneBeforeEnded(int n) {
    var before = fit(n - 2, x -> Math.sin(6 * x));
    var cold = fit(n, x -> Math.sin(6 * x));
    var warm = fit(n, x -> Math.sin(6 * x), Optional.of(before));
    assertEquals(cold.transform(), warm.transform());
    assertEquals(cold.report().logPosterior(), warm.report().logPosterior(), 0.02);
    assertTrue(
        warm.report().evaluations() < cold.report().evaluations(),
        () -> warm.report().evaluations() + " against " + cold.report().evaluations());
  }

  /** With a trend on offer that is noise, as far as the model can see. */
  private static ModelFit.Fitted fitWithTrend(int n, double share) {
    double[] x = new SplittableRandom(4).doubles(n).toArray();
    double[] trend = new SplittableRandom(8).doubles(n, -1, 1).toArray();
    double[] ones = new double[n];
    double[] y = new double[n];
    Arrays.fill(ones, 1);
    Arrays.setAll(y, i -> Math.sin(6 * x[i]) + share * trend[i]);
    var offered = new LinearTrend(List.of(ones, trend), new double[] {0, 1}, new double[] {2, 1});
    try (Session session = Sessions.open()) {
      return ModelFit.ofObjective()
          .fit(
              session,
              FAMILY,
              new Points(n, 1, x),
              ObservedValues.of(y),
              offered,
              Optional.empty());
    }
  }

  /** A logarithm would give the best values so much noise that they are no longer improbable. */
  @ParameterizedTest
  @ValueSource(ints = {50, 90})
  void noiseThatIsToldDoesNotChooseTheTransform(int n) {
    SplittableRandom random = new SplittableRandom(5);
    double[] x = random.doubles(n).toArray();
    double[] y = Arrays.stream(x).map(v -> Math.sin(6 * v) + 0.3 * random.nextGaussian()).toArray();
    double[] errors = new double[n];
    Arrays.fill(errors, 0.3);
    try (Session session = Sessions.open()) {
      ModelFit.Fitted fitted =
          ModelFit.ofObjective()
              .fit(
                  session,
                  FAMILY,
                  new Points(n, 1, x),
                  new ObservedValues(y, errors),
                  LinearTrend.NONE,
                  Optional.empty());
      assertEquals(OutputTransform.LINEAR, fitted.transform());
    }
  }

  /** Half of the values are exact; the others are off by 0.5, and say so or not. */
  private static double inferredNoise(int n, boolean isTold) {
    SplittableRandom random = new SplittableRandom(4);
    double[] x = random.doubles(n).toArray();
    double[] y = new double[n];
    double[] errors = new double[n];
    for (int i = 0; i < n; i++) {
      double error = i / 2 % 2 == 0 ? 0 : 0.5;
      y[i] = Math.sin(6 * x[i]) + error * random.nextGaussian();
      errors[i] = isTold && error > 0 ? error : Double.NaN;
    }
    try (Session session = Sessions.open()) {
      return ModelFit.ofObjective()
          .fit(
              session,
              FAMILY,
              new Points(n, 1, x),
              new ObservedValues(y, errors),
              LinearTrend.NONE,
              Optional.empty())
          .report()
          .model()
          .noiseVariance();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 90})
  void noiseThatIsToldIsNotInferred(int n) {
    assertTrue(inferredNoise(n, true) < 0.01, () -> "σ² = " + inferredNoise(n, true));
    assertTrue(inferredNoise(n, false) > 0.05, () -> "σ² = " + inferredNoise(n, false));
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 90})
  void aTrendIsTakenWhereItExplainsTheValues(int n) {
    assertTrue(fitWithTrend(n, 3).hasTrend());
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 90})
  void aTrendIsLeftWhereItExplainsNothing(int n) {
    assertFalse(fitWithTrend(n, 0).hasTrend());
  }
}
