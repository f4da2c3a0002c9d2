package dev.luthier.strategy.gp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.strategy.Prediction;
import dev.luthier.surrogate.OutputTransform;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetUnitsTest {
  private static final double[] VALUES = values();

  private static double[] values() {
    SplittableRandom random = new SplittableRandom(5);
    double[] values = new double[50];
    Arrays.setAll(values, i -> 4 + Math.exp(2 * random.nextGaussian()));
    return values;
  }

  private static TargetUnits units(double softness, double sign) {
    return new TargetUnits(new OutputTransform(softness).inverse(VALUES), sign);
  }

  /** A linear transform stretches: ask it what one target is worth. */
  @ParameterizedTest
  @ValueSource(doubles = {-1, 1})
  void ofALinearTransformTheyAreMeanAndStandardDeviation(double sign) {
    double[] targets = OutputTransform.LINEAR.apply(VALUES);
    double slope = (VALUES[1] - VALUES[0]) / (targets[1] - targets[0]);
    Prediction prediction = units(Double.POSITIVE_INFINITY, sign).prediction(targets[0], 0.49);
    assertEquals(sign * VALUES[0], prediction.mean(), 1e-10);
    assertEquals(0.7 * slope, prediction.deviation(), 1e-10 * slope);
  }

  /** By Monte Carlo, for beliefs from narrow to as wide as all values together. */
  @ParameterizedTest
  @ValueSource(doubles = {0.05, 1, Double.POSITIVE_INFINITY})
  void halfOfWhatIsBelievedIsBelowTheMeanAndNineTenthsWithinTwoDeviations(double softness) {
    TargetUnits units = units(softness, 1);
    SplittableRandom random = new SplittableRandom(6);
    int draws = 40_000;
    for (double deviation : new double[] {0.01, 0.3, 1, 3}) {
      Prediction prediction = units.prediction(-0.4, deviation * deviation);
      int below = 0;
      int within = 0;
      for (int i = 0; i < draws; i++) {
        double value = units.value().applyAsDouble(-0.4 + deviation * random.nextGaussian());
        below += value < prediction.mean() ? 1 : 0;
        within += Math.abs(value - prediction.mean()) <= 2 * prediction.deviation() ? 1 : 0;
      }
      // Four standard errors of a share of so many draws.
      assertEquals(0.5, (double) below / draws, 0.01);
      double share = (double) within / draws;
      assertTrue(share > 0.9, share + " of deviation " + deviation);
      assertTrue(share < 0.99, share + " of deviation " + deviation);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 1, Double.POSITIVE_INFINITY})
  void aMaximizedValueIsTheMirrorImage(double softness) {
    Prediction minimized = units(softness, 1).prediction(0.3, 0.2);
    Prediction maximized = units(softness, -1).prediction(0.3, 0.2);
    assertEquals(-minimized.mean(), maximized.mean());
    assertEquals(minimized.deviation(), maximized.deviation());
  }
}
