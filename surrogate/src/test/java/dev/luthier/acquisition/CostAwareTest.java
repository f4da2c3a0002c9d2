package dev.luthier.acquisition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class CostAwareTest {
  private static final JointAcquisition IMPROVEMENT =
      JointAcquisition.of(new LogExpectedImprovement(0.5));

  @Test
  void isImprovementPerCost() {
    double[] mean = {0.2, Math.log(8)};
    double[] variance = {1, 0.1};
    double alone = Differences.value(IMPROVEMENT, new double[] {0.2}, new double[] {1}).value()[0];
    CostAware perCost = new CostAware(IMPROVEMENT, 1);
    double found = Differences.value(perCost, mean, variance).value()[0];
    assertEquals(Math.exp(alone) / 8, Math.exp(found), 1e-14);
    Differences.assertDerivatives(perCost, mean, variance);
    Differences.assertDerivatives(new CostAware(IMPROVEMENT, 0.3), mean, variance);
  }

  @Test
  void theExponentIsNotNegative() {
    assertThrows(IllegalArgumentException.class, () -> new CostAware(IMPROVEMENT, -1));
    assertThrows(IllegalArgumentException.class, () -> new CostAware(IMPROVEMENT, Double.NaN));
  }
}
