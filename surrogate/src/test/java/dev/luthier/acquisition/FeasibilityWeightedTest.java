package dev.luthier.acquisition;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.luthier.pareto.ParetoFront;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FeasibilityWeightedTest {
  private static final JointAcquisition IMPROVEMENT =
      JointAcquisition.of(new LogExpectedImprovement(0.5));
  private static final double[] MEAN = {1, -0.2, 2};
  private static final double[] VARIANCE = {0.5, 0.3, 4};

  @Test
  void isTheMeanImprovementOfFeasibleDraws() {
    var weighted = FeasibilityWeighted.of(IMPROVEMENT, 0, 1.5);
    SplittableRandom random = new SplittableRandom(1);
    int draws = 200_000;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < draws; i++) {
      double f = draw(0, random);
      boolean feasible = draw(1, random) <= 0 && draw(2, random) <= 1.5;
      double gain = feasible ? Math.max(0.5 - f, 0) : 0;
      sum += gain;
      squares += gain * gain;
    }
    double average = sum / draws;
    double error = Math.sqrt((squares / draws - average * average) / draws);
    double found = Differences.value(weighted, MEAN, VARIANCE).value()[0];
    assertEquals(average, Math.exp(found), 4 * error);
  }

  @Test
  void derivativesAreThoseOfTheValue() {
    var weighted = FeasibilityWeighted.of(IMPROVEMENT, 0, 1.5);
    assertEquals(3, weighted.outputs());
    Differences.assertDerivatives(weighted, MEAN, VARIANCE);
    Differences.assertDerivatives(weighted, new double[] {1, 300, -20}, VARIANCE);
    var front = ParetoFront.of(List.of(new double[] {0, 1}, new double[] {1, 0}));
    var several =
        FeasibilityWeighted.of(
            LogExpectedHypervolumeImprovement.over(front, new double[] {2, 2}), -1);
    Differences.assertDerivatives(several, MEAN, VARIANCE);
  }

  /** Three times the same constraint is its probability cubed. */
  @Test
  void aPowerIsTheProbabilityManyTimes() {
    double[] thrice = {-0.2, 0.3, 0.3, 0.3};
    double[] variances = {0.5, 0.8, 0.8, 0.8};
    double expected =
        Differences.value(FeasibilityWeighted.of(IMPROVEMENT, 0, 0, 0), thrice, variances)
            .value()[0];
    var cubed = FeasibilityWeighted.toThePower(3, IMPROVEMENT, 0);
    double[] mean = {-0.2, 0.3};
    double[] variance = {0.5, 0.8};
    assertEquals(expected, Differences.value(cubed, mean, variance).value()[0], 1e-12);
    Differences.assertDerivatives(cubed, mean, variance);
  }

  @Test
  void withoutIncumbentObjectivesDoNotCount() {
    var feasible = FeasibilityWeighted.withoutIncumbent(1, 0, 1.5);
    JointValuation at = Differences.value(feasible, MEAN, VARIANCE);
    JointValuation elsewhere = Differences.value(feasible, new double[] {-9, -0.2, 2}, VARIANCE);
    assertEquals(at.value()[0], elsewhere.value()[0]);
    assertArrayEquals(new double[] {0}, at.byMean()[0]);
    assertArrayEquals(new double[] {0}, at.byVariance()[0]);
    Differences.assertDerivatives(feasible, MEAN, VARIANCE);
    JointValuation alone =
        Differences.value(
            FeasibilityWeighted.withoutIncumbent(0, 0, 1.5),
            new double[] {MEAN[1], MEAN[2]},
            new double[] {VARIANCE[1], VARIANCE[2]});
    assertEquals(at.value()[0], alone.value()[0]);
    assertEquals(at.byMean()[2][0], alone.byMean()[1][0]);
  }

  private static double draw(int output, SplittableRandom random) {
    return MEAN[output] + Math.sqrt(VARIANCE[output]) * random.nextGaussian();
  }
}
