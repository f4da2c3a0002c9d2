package dev.luthier.surrogate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TargetInverseTest {
  static Stream<TargetTransform> transforms() {
    return Stream.concat(
        OutputTransform.FAMILY.stream(), Stream.of(new ConstraintTransform(), new CostTransform()));
  }

  /** Of either sign, some of them small, and none far enough away to be cut off. */
  private static double[] values() {
    Random random = new Random(3);
    double[] values = new double[40];
    Arrays.setAll(values, i -> (4 * random.nextDouble() - 2) * (i % 4 == 0 ? 1e-3 : 1));
    return values;
  }

  @ParameterizedTest
  @MethodSource("transforms")
  void whatWasAppliedIsUndone(TargetTransform transform) {
    double[] values = values();
    double[] targets = transform.apply(values);
    DoubleUnaryOperator inverse = transform.inverse(values);
    for (int i = 0; i < values.length; i++) {
      // Relative to the largest: the transform subtracts the least.
      assertEquals(values[i], inverse.applyAsDouble(targets[i]), 1e-12, transform.toString());
    }
  }

  @ParameterizedTest
  @MethodSource("transforms")
  void itGoesOnBeyondTheValuesAndStaysANumber(TargetTransform transform) {
    double[] values = values();
    DoubleUnaryOperator inverse = transform.inverse(values);
    double before = Double.NEGATIVE_INFINITY;
    for (double target = -8; target <= 8; target += 0.25) {
      double value = inverse.applyAsDouble(target);
      assertTrue(value > before, target + " gives " + value + " after " + before);
      before = value;
    }
    assertTrue(Double.isFinite(inverse.applyAsDouble(1e300)));
    assertTrue(Double.isFinite(inverse.applyAsDouble(-1e300)));
  }

  @ParameterizedTest
  @MethodSource("transforms")
  void withoutAFiniteValueThereIsNone(TargetTransform transform) {
    double[] failed = {Double.NaN, Double.NaN};
    assertEquals(Double.NaN, transform.inverse(failed).applyAsDouble(0));
  }

  @Test
  void whereAllValuesAreTheSameEveryTargetIsThat() {
    double[] same = {3, 3, Double.NaN, 3};
    for (TargetTransform transform : OutputTransform.FAMILY) {
      assertEquals(3, transform.inverse(same).applyAsDouble(-2), 1e-12);
      assertEquals(3, transform.inverse(same).applyAsDouble(0.5), 1e-12);
    }
  }

  @Test
  void theValueOfAConstraintsThresholdIsZero() {
    double[] values = values();
    var transform = new ConstraintTransform();
    double threshold = transform.threshold(values);
    assertEquals(0, transform.inverse(values).applyAsDouble(threshold), 1e-15);
  }
}
