package dev.luthier.surrogate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ObservedValuesTest {
  private static final double NOT_TOLD = Double.NaN;
  private static final double LEAST = 1e-6;

  static List<TargetTransform> transforms() {
    return OutputTransform.FAMILY;
  }

  /** Values of 30,000 evaluations scatter about their means as far as their targets do. */
  @ParameterizedTest
  @MethodSource("transforms")
  void noiseIsTheVarianceOfTargets(OutputTransform transform) {
    int n = 30_000;
    SplittableRandom random = new SplittableRandom(4);
    double[] exact = {3, 4.5, 7, 12, 20};
    double[] errors = {0.02, 0.05, NOT_TOLD, 0.1, 0.2};
    var observed = new ObservedValues(exact, errors);
    // Repeated so often the constants of a transform are all but exact.
    double[] values = new double[n];
    Arrays.setAll(
        values, i -> exact[i % 5] + (i % 5 == 2 ? 0 : errors[i % 5]) * random.nextGaussian());
    double[] targets = transform.apply(values);
    double[] noise = observed.noise(transform, values, LEAST);
    for (int k = 0; k < 5; k++) {
      int each = k;
      double[] of = new double[n / 5];
      Arrays.setAll(of, i -> targets[5 * i + each]);
      double mean = Arrays.stream(of).average().orElseThrow();
      double variance = Arrays.stream(of).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
      if (k == 2) {
        assertTrue(Double.isNaN(noise[k]));
      } else {
        // Standard error √(2/6000); the least exact value lies a few errors below its mean.
        assertEquals(1, variance / noise[k], 0.08, "value " + k);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("transforms")
  void targetsAreThoseOfTheValues(OutputTransform transform) {
    double[] values = {3, 1, Double.NaN, 4};
    Targets targets =
        new ObservedValues(values, new double[] {0.1, NOT_TOLD, NOT_TOLD, 0})
            .targets(transform, LEAST);
    assertArrayEquals(transform.apply(values), targets.y());
    assertTrue(targets.noise()[0] > LEAST);
    assertTrue(Double.isNaN(targets.noise()[1]) && Double.isNaN(targets.noise()[2]));
    assertEquals(LEAST, targets.noise()[3]);
  }

  /** Whatever is told, variances can be computed with. */
  @ParameterizedTest
  @MethodSource("transforms")
  void noiseIsWithinBounds(OutputTransform transform) {
    double inf = Double.POSITIVE_INFINITY;
    double[] errors = {0, 0, inf, inf, Double.MAX_VALUE, Double.MIN_VALUE, 1};
    for (double[] values :
        new double[][] {
          {1, 2, 3, 4, 5, 6, 7},
          {-Double.MAX_VALUE, Double.MAX_VALUE, 0, 1, 2, 1e308, -1e308},
          {0, Double.MIN_VALUE, 1e-320, 0, 1e-310, 0, 0},
          {-inf, 1, 2, inf, 5, 6, 7}
        }) {
      double[] noise = new ObservedValues(values, errors).targets(transform, LEAST).noise();
      for (double variance : noise) {
        assertTrue(
            Double.isNaN(variance) || (variance >= LEAST && variance <= 1e6),
            Arrays.toString(noise));
      }
    }
  }

  /** What a target of 1 is nobody knows. */
  @ParameterizedTest
  @MethodSource("transforms")
  void ofEqualValuesNothingIsKnown(OutputTransform transform) {
    double[] same = {7, 7, 7};
    double[] noise =
        new ObservedValues(same, new double[] {0, 1, 2}).targets(transform, LEAST).noise();
    assertTrue(Arrays.stream(noise).allMatch(Double::isNaN), Arrays.toString(noise));
  }

  @Test
  void standardErrorsAreOfObjectives() {
    double[] values = {1, -2};
    var told = new ObservedValues(values, new double[] {0.1, NOT_TOLD});
    assertThrows(
        IllegalArgumentException.class, () -> told.targets(new ConstraintTransform(), LEAST));
    double[] notTold = ObservedValues.of(values).targets(new ConstraintTransform(), LEAST).noise();
    assertTrue(Arrays.stream(notTold).allMatch(Double::isNaN));
  }

  @Test
  void everyStepTakesBoth() {
    var some =
        new ObservedValues(new double[] {1, 2, 3, 4, 5}, new double[] {5, 4, 3, 2, 1}).every(2);
    assertArrayEquals(new double[] {1, 3, 5}, some.values());
    assertArrayEquals(new double[] {5, 3, 1}, some.errors());
  }
}
