package dev.luthier.bench.statistic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class MedianTest {
  @Test
  void isInTheMiddleOfTheOrder() {
    assertEquals(7, Median.of(7));
    assertEquals(2, Median.of(9, 1, 2));
    assertEquals(2.5, Median.of(4, 3, 1, 2));
  }

  @Test
  void leavesItsValuesAsTheyAre() {
    double[] values = {3, 1, 2};
    Median.of(values);
    assertArrayEquals(new double[] {3, 1, 2}, values);
  }
}
