package dev.luthier.surrogate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OutputTransformTest {
  private static double[] normal(int n) {
    Random random = new Random(7);
    double[] values = new double[n];
    Arrays.setAll(values, i -> random.nextGaussian());
    return values;
  }

  private static double[] targets(double... values) {
    return OutputTransform.suiting(values).apply(values);
  }

  @Test
  void aNormalSampleStaysAsItIs() {
    double[] values = normal(200);
    assertEquals(OutputTransform.LINEAR, OutputTransform.suiting(values));
  }

  @Test
  void aLogNormalSampleGetsALogarithm() {
    double[] values = normal(200);
    Arrays.setAll(values, i -> Math.exp(3 * values[i]));
    assertTrue(OutputTransform.suiting(values).softness() <= 0.3);
  }

  @Test
  void targetsHaveMeanZeroAndVarianceOne() {
    double[] values = normal(50);
    Arrays.setAll(values, i -> 1e6 + 1e5 * values[i]);
    double[] targets = OutputTransform.suiting(values).apply(values);
    double mean = Arrays.stream(targets).average().orElseThrow();
    assertEquals(0, mean, 1e-12);
    assertEquals(1, Arrays.stream(targets).map(t -> t * t).average().orElseThrow(), 1e-12);
  }

  @Test
  void orderIsKept() {
    double[] values = normal(60);
    Arrays.setAll(values, i -> Math.exp(2 * values[i]));
    double[] targets = OutputTransform.suiting(values).apply(values);
    for (int i = 0; i < values.length; i++) {
      for (int j = 0; j < values.length; j++) {
        if (values[i] < values[j]) {
          assertTrue(targets[i] <= targets[j], values[i] + " and " + values[j]);
        }
      }
    }
  }

  @Test
  void unitAndZeroDoNotMatter() {
    double[] values = normal(30);
    double[] scaled = new double[30];
    Arrays.setAll(scaled, i -> 0x1p40 * values[i] + 0x1p40);
    assertArrayEquals(targets(values), targets(scaled), 1e-12);
  }

  @Test
  void equalValuesGiveZeros() {
    assertArrayEquals(new double[3], targets(0.1, 0.1, 0.1));
    assertArrayEquals(new double[1], targets(1e308));
    assertArrayEquals(new double[0], targets());
  }

  @Test
  void oneOutlierLeavesTheOthersDistinguishable() {
    double[] values = normal(40);
    values[3] = 1e12;
    double[] targets = OutputTransform.suiting(values).apply(values);
    double[] others = targets.clone();
    others[3] = targets[4];
    double spread =
        Arrays.stream(others).max().orElseThrow() - Arrays.stream(others).min().orElseThrow();
    assertTrue(spread > 2, () -> "the others spread over " + spread + " deviations");
  }

  @Test
  void failuresAndInfinitiesCountAsWorstAndBest() {
    double[] targets =
        targets(1, Double.NaN, 2, Double.POSITIVE_INFINITY, 5, Double.NEGATIVE_INFINITY);
    assertEquals(targets[4], targets[1]);
    assertEquals(targets[4], targets[3]);
    assertEquals(targets[0], targets[5]);
  }

  @Test
  void nothingButFailuresOrInfinitiesGivesZeros() {
    assertArrayEquals(new double[2], targets(Double.NaN, Double.NaN));
    assertArrayEquals(new double[2], targets(Double.NaN, Double.POSITIVE_INFINITY));
  }

  @Test
  void theLargestNumbersDoNotOverflow() {
    double[] targets = targets(-Double.MAX_VALUE, 0, Double.MAX_VALUE, 1e308, -1e308);
    assertTrue(Arrays.stream(targets).allMatch(Double::isFinite), Arrays.toString(targets));
    assertTrue(targets[0] < targets[1] && targets[1] < targets[2]);
  }
}
