package dev.luthier.surrogate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ConstraintTransformTest {
  private static final ConstraintTransform TRANSFORM = new ConstraintTransform();
  private static final double[] VALUES = {-3, 0.5, 1e6, -0.01, 40, 0, Double.NEGATIVE_INFINITY};

  @Test
  void feasibleValuesAreAtMostTheThreshold() {
    double threshold = TRANSFORM.threshold(VALUES);
    double[] targets = TRANSFORM.apply(VALUES);
    for (int i = 0; i < VALUES.length; i++) {
      assertEquals(VALUES[i] <= 0, targets[i] <= threshold, VALUES[i] + " to " + targets[i]);
    }
  }

  @Test
  void orderIsKept() {
    double[] ascending = VALUES.clone();
    Arrays.sort(ascending);
    double[] targets = TRANSFORM.apply(ascending);
    for (int i = 1; i < targets.length; i++) {
      assertTrue(targets[i] > targets[i - 1], Arrays.toString(targets));
    }
  }

  @Test
  void theUnitDoesNotMatter() {
    double[] scaled = Arrays.stream(VALUES).map(v -> 1e-9 * v).toArray();
    assertArrayEquals(TRANSFORM.apply(VALUES), TRANSFORM.apply(scaled), 1e-12);
    assertEquals(TRANSFORM.threshold(VALUES), TRANSFORM.threshold(scaled), 1e-12);
  }

  @Test
  void aFailedTrialIsAsInfeasibleAsTheWorst() {
    double[] targets = TRANSFORM.apply(new double[] {-1, 2, Double.NaN});
    assertEquals(targets[1], targets[2]);
    double[] feasible = {-1, -2, Double.NaN};
    assertTrue(TRANSFORM.apply(feasible)[2] > TRANSFORM.threshold(feasible));
  }

  @Test
  void whereAllAreEqualTheSignIsLeft() {
    double[] same = {-2, -2, -2};
    assertTrue(TRANSFORM.apply(same)[0] < TRANSFORM.threshold(same));
    double[] none = {0, 0};
    assertEquals(TRANSFORM.threshold(none), TRANSFORM.apply(none)[0]);
  }
}
