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

  /**
   * Central differences of w alone: the targets of changed values are brought back to the scale of
   * the unchanged ones, by two values that have not changed.
   */
  @ParameterizedTest
  @MethodSource("transforms")
  void slopesAreDerivativesWithConstantsHeld(OutputTransform transform) {
    double[] values = {2, 2.6, 3.6, 4, 5.4, 6.4, 8};
    double[] targets = transform.apply(values);
    double[] slopes = transform.slopes(values, values);
    double h = 1e-6;
    // Without the least and the median, which are constants, and the two that give the scale.
    for (int i : new int[] {1, 2, 4, 5}) {
      double difference =
          (shifted(transform, values, targets, i, h) - shifted(transform, values, targets, i, -h))
              / (2 * h);
      assertEquals(difference, slopes[i], 1e-7, "value " + i);
    }
  }

  private static double shifted(
      OutputTransform transform, double[] values, double[] targets, int i, double by) {
    double[] changed = values.clone();
    changed[i] += by;
    double[] other = transform.apply(changed);
    double scale = (targets[6] - targets[0]) / (other[6] - other[0]);
    return targets[0] + (other[i] - other[0]) * scale;
  }

  /** Of values that are not among those that give the constants. */
  @ParameterizedTest
  @MethodSource("transforms")
  void slopesAreThoseOfTheDefinition(OutputTransform transform) {
    double[] values = {2, 3, 4, 6, 8};
    double[] targets = transform.apply(values);
    double deviation = (warp(transform, 3) - warp(transform, 0)) / (targets[4] - targets[0]);
    double[] at = {2, 3.5, 7.9, 8, -100, 1e9, Double.NaN};
    double[] slopes = transform.slopes(values, at);
    double[] t = {0, 0.75, 2.95, 3, 0, 3};
    for (int i = 0; i < t.length; i++) {
      assertEquals(1 / (1 + t[i] / transform.softness()) / 2 / deviation, slopes[i], 1e-12);
    }
    assertTrue(Double.isNaN(slopes[6]));
  }

  /** An outlier's own slope is 0, which would make it exact. */
  @ParameterizedTest
  @MethodSource("transforms")
  void anOutlierHasTheSlopeOfTheLimit(OutputTransform transform) {
    double[] values = {0, 1, 2, 3, 4, 5, 6, 1e12};
    double[] targets = transform.apply(values);
    double[] slopes = transform.slopes(values, values);
    // Where w is what the outlier's target says it has been cut off to.
    double unit = (targets[6] - targets[0]) / warp(transform, 6 / 3.5);
    double limit = (targets[7] - targets[0]) / unit;
    double s = transform.softness();
    double t = Double.isInfinite(s) ? limit : s * Math.expm1(limit / s);
    assertTrue(t < 1e11, () -> "is not cut off: t = " + t);
    assertEquals(unit / 3.5 / (1 + t / s), slopes[7], 1e-9);
  }

  @ParameterizedTest
  @MethodSource("transforms")
  void equalValuesHaveNoSlope(OutputTransform transform) {
    double[] slopes = transform.slopes(new double[] {5, 5, Double.NaN}, new double[] {5, 6});
    assertTrue(Arrays.stream(slopes).allMatch(Double::isNaN), Arrays.toString(slopes));
  }

  private static double warp(OutputTransform transform, double t) {
    double s = transform.softness();
    return Double.isInfinite(s) ? t : s * Math.log1p(t / s);
  }
}
