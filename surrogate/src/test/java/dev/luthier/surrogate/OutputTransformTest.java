package dev.luthier.surrogate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OutputTransformTest {
  static List<TargetTransform> transforms() {
    return OutputTransform.FAMILY;
  }

  private static double[] normal(int n) {
    Random random = new Random(7);
    double[] values = new double[n];
    Arrays.setAll(values, i -> random.nextGaussian());
    return values;
  }

  private static double[] apply(OutputTransform transform, double... values) {
    return transform.apply(values);
  }

  @ParameterizedTest
  @MethodSource("transforms")
  void targetsHaveMeanZeroAndVarianceOne(OutputTransform transform) {
    double[] values = normal(50);
    Arrays.setAll(values, i -> 1e6 + 1e5 * values[i]);
    double[] targets = transform.apply(values);
    double mean = Arrays.stream(targets).average().orElseThrow();
    assertEquals(0, mean, 1e-12);
    assertEquals(1, Arrays.stream(targets).map(t -> t * t).average().orElseThrow(), 1e-12);
  }

  @ParameterizedTest
  @MethodSource("transforms")
  void orderIsKept(OutputTransform transform) {
    double[] values = normal(60);
    Arrays.setAll(values, i -> Math.exp(2 * values[i]));
    double[] targets = transform.apply(values);
    for (int i = 0; i < values.length; i++) {
      for (int j = 0; j < values.length; j++) {
        if (values[i] < values[j]) {
          assertTrue(targets[i] <= targets[j], values[i] + " and " + values[j]);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("transforms")
  void unitAndZeroDoNotMatter(OutputTransform transform) {
    double[] values = normal(30);
    double[] scaled = new double[30];
    Arrays.setAll(scaled, i -> 0x1p40 * values[i] + 0x1p40);
    assertArrayEquals(transform.apply(values), transform.apply(scaled), 1e-12);
  }

  @ParameterizedTest
  @MethodSource("transforms")
  void equalValuesGiveZeros(OutputTransform transform) {
    assertArrayEquals(new double[3], apply(transform, 0.1, 0.1, 0.1));
    assertArrayEquals(new double[1], apply(transform, 1e308));
    assertArrayEquals(new double[0], apply(transform));
  }

  @ParameterizedTest
  @MethodSource("transforms")
  void oneOutlierLeavesTheOthersDistinguishable(OutputTransform transform) {
    double[] values = normal(40);
    values[3] = 1e12;
    double[] targets = transform.apply(values);
    double[] others = targets.clone();
    others[3] = targets[4];
    double spread =
        Arrays.stream(others).max().orElseThrow() - Arrays.stream(others).min().orElseThrow();
    assertTrue(spread > 2, () -> "the others spread over " + spread + " deviations");
  }

  @ParameterizedTest
  @MethodSource("transforms")
  void failuresAndInfinitiesCountAsWorstAndBest(OutputTransform transform) {
    double[] targets =
        apply(transform, 1, Double.NaN, 2, Double.POSITIVE_INFINITY, 5, Double.NEGATIVE_INFINITY);
    assertEquals(targets[4], targets[1]);
    assertEquals(targets[4], targets[3]);
    assertEquals(targets[0], targets[5]);
  }

  @ParameterizedTest
  @MethodSource("transforms")
  void nothingButFailuresGivesZeros(OutputTransform transform) {
    assertArrayEquals(new double[2], apply(transform, Double.NaN, Double.NaN));
  }

  /** Accuracy at chance, say, until training stops diverging. */
  @ParameterizedTest
  @MethodSource("transforms")
  void failuresAreWorseThanEqualSuccesses(OutputTransform transform) {
    double[] targets = apply(transform, 7, Double.NaN, 7, Double.POSITIVE_INFINITY);
    assertTrue(targets[1] > targets[0] + 1, Arrays.toString(targets));
    assertEquals(targets[0], targets[3]);
  }

  @ParameterizedTest
  @MethodSource("transforms")
  void theLargestNumbersDoNotOverflow(OutputTransform transform) {
    double[] targets = apply(transform, -Double.MAX_VALUE, 0, Double.MAX_VALUE, 1e308, -1e308);
    assertTrue(Arrays.stream(targets).allMatch(Double::isFinite), Arrays.toString(targets));
    assertTrue(targets[0] < targets[1] && targets[1] < targets[2]);
  }

  /** From the definition of w, and the deviation that two targets betray. */
  @ParameterizedTest
  @MethodSource("transforms")
  void logSlopeIsTheSumOfTheLogarithmsOfTheSlopes(OutputTransform transform) {
    double[] values = {0, 0.3, 0.8, 1, 1.7, 2.2, 3};
    double[] targets = transform.apply(values);
    double expected = 0;
    for (int i = 0; i < values.length; i++) {
      double slope = 1 / (1 + values[i] / transform.softness());
      double deviation = (warp(transform, 3) - warp(transform, 0)) / (targets[6] - targets[0]);
      expected += Math.log(slope) - Math.log(deviation);
    }
    assertEquals(expected, transform.logSlope(values), 1e-10);
  }

  private static double warp(OutputTransform transform, double t) {
    double s = transform.softness();
    return Double.isInfinite(s) ? t : s * Math.log1p(t / s);
  }
}
