package dev.luthier.acquisition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LogNoisyExpectedImprovementTest {
  private static final double[] BEST = {0.5, -0.3, 0.1};
  private static final double[] MEAN = {1, -0.2, 0.4};
  private static final double[] VARIANCE = {0.7, 0.7, 0.7};

  @Test
  void isTheMeanOverTheDraws() {
    SplittableRandom random = new SplittableRandom(1);
    int draws = 300_000;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < draws; i++) {
      int s = i % BEST.length;
      double f = MEAN[s] + Math.sqrt(VARIANCE[s]) * random.nextGaussian();
      double gain = Math.max(BEST[s] - f, 0);
      sum += gain;
      squares += gain * gain;
    }
    double average = sum / draws;
    double error = Math.sqrt((squares / draws - average * average) / draws);
    var function = new LogNoisyExpectedImprovement(BEST);
    double found = Differences.value(function, MEAN, VARIANCE).value()[0];
    assertEquals(average, Math.exp(found), 4 * error);
  }

  @Test
  void derivativesAreThoseOfTheValue() {
    var function = new LogNoisyExpectedImprovement(BEST);
    Differences.assertDerivatives(function, MEAN, VARIANCE);
    Differences.assertDerivatives(function, new double[] {300, -20, 0}, VARIANCE);
  }

  @Test
  void ofOneDrawItIsTheExpectedImprovement() {
    double[][] mean = {{-1, 0.2, 700, 1e200}};
    double[][] variance = {{0.3, 2, 1e-3, 0}};
    JointValuation noisy = new LogNoisyExpectedImprovement(0.5).value(mean, variance);
    Valuation exact = new LogExpectedImprovement(0.5).value(mean[0], variance[0]);
    for (int j = 0; j < 4; j++) {
      assertEquals(exact.value()[j], noisy.value()[j]);
      assertEquals(exact.byMean()[j], noisy.byMean()[0][j]);
      assertEquals(exact.byVariance()[j], noisy.byVariance()[0][j]);
    }
  }

  /** A draw hundreds of deviations worse than another adds nothing, and no NaN. */
  @Test
  void drawsFarApart() {
    var function = new LogNoisyExpectedImprovement(1e9, -1e9);
    JointValuation at = Differences.value(function, new double[] {0, 0}, new double[] {1, 1});
    assertEquals(Math.log(1e9 / 2), at.value()[0], 1e-9);
    assertTrue(Double.isFinite(at.byMean()[1][0]) && at.byMean()[1][0] == 0);
  }
}
