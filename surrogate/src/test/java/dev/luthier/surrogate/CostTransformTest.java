package dev.luthier.surrogate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CostTransformTest {
  private final CostTransform transform = new CostTransform();

  @Test
  void targetsAreStandardisedAndUnknownCostsInTheMiddle() {
    double[] values = {1, Double.NaN, 5, 3};
    double deviation = Math.sqrt(8.0 / 3);
    assertEquals(deviation, transform.deviation(values), 1e-15);
    assertArrayEquals(
        new double[] {-2 / deviation, 0, 2 / deviation, 0}, transform.apply(values), 1e-15);
  }

  @Test
  void costsThatAreAllTheSameSayNothing() {
    double[] values = {0.1, 0.1, 0.1, Double.NaN};
    assertEquals(1, transform.deviation(values));
    assertArrayEquals(new double[4], transform.apply(values), 1e-16);
    assertArrayEquals(new double[2], transform.apply(new double[] {Double.NaN, Double.NaN}));
  }
}
