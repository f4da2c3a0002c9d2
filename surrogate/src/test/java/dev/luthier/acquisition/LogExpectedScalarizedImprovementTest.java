package dev.luthier.acquisition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.pareto.AugmentedChebyshev;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class LogExpectedScalarizedImprovementTest {
  private static final List<double[]> POINTS =
      List.of(new double[] {0, 1, 0.5, 2}, new double[] {1, 0, 1, -1}, new double[] {2, 2, 0, 0});
  private static final AugmentedChebyshev SCALARIZATION =
      AugmentedChebyshev.random(POINTS, new SplittableRandom(3));
  private static final double[] MEAN = {0.5, 0.6, 0.4, 0.3};
  private static final double[] VARIANCE = {0.3, 0.1, 0.2, 1};

  private static LogExpectedScalarizedImprovement improvement(long seed) {
    return LogExpectedScalarizedImprovement.over(POINTS, SCALARIZATION, new SplittableRandom(seed));
  }

  /** Averaged over fifty sets of its draws, against draws of another kind. */
  @Test
  void isTheMeanImprovementOfTheScalarization() {
    double best = POINTS.stream().mapToDouble(SCALARIZATION::value).min().orElseThrow();
    RandomGenerator random = new SplittableRandom(1);
    int draws = 400_000;
    double sum = 0;
    for (int i = 0; i < draws; i++) {
      double[] f = new double[4];
      for (int k = 0; k < 4; k++) {
        f[k] = MEAN[k] + Math.sqrt(VARIANCE[k]) * random.nextGaussian();
      }
      sum += Math.max(0, best - SCALARIZATION.value(f));
    }
    double found = 0;
    double squares = 0;
    int sets = 50;
    for (int s = 0; s < sets; s++) {
      double one = Math.exp(Differences.value(improvement(s), MEAN, VARIANCE).value()[0]);
      found += one;
      squares += one * one;
    }
    double mean = found / sets;
    double error = Math.sqrt((squares / sets - mean * mean) / sets);
    // The softplus adds at most log 2 temperatures, and much less on average.
    assertEquals(sum / draws, mean, 4 * error + 0.002);
  }

  @Test
  void derivativesAreThoseOfTheValue() {
    Differences.assertDerivatives(improvement(5), MEAN, VARIANCE);
    Differences.assertDerivatives(improvement(5), new double[] {30, 20, 50, 40}, VARIANCE);
  }

  /** Where no draw improves there still is a direction. */
  @Test
  void farAwayItFallsWithDistance() {
    double near =
        Differences.value(improvement(5), new double[] {50, 50, 50, 50}, VARIANCE).value()[0];
    double far =
        Differences.value(improvement(5), new double[] {90, 90, 90, 90}, VARIANCE).value()[0];
    assertTrue(Double.isFinite(far) && far < near, near + ", " + far);
  }
}
