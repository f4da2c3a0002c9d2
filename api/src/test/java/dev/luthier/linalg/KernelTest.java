package dev.luthier.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KernelTest {

  private static final Radial COMMON =
      Radial.of(
          RadialProfile.MATERN_52,
          List.of(LengthScale.numeric(2, 0), LengthScale.categorical(3, 4)));
  private static final Radial GATE = masked(Activity.InactivePair.ZERO);
  private static final Kernel KERNEL =
      new Kernel(List.of(new Term(5, List.of(COMMON)), new Term(7, List.of(COMMON, GATE))));

  @Test
  void hyperparametersAreLogarithmsTermByTermAndFactorByFactor() {
    double[] expected = {5, 2, 3, 7, 2, 3, 0.5};
    double[] theta = KERNEL.hyperparameters();
    assertEquals(7, KERNEL.hyperparameterCount());
    for (int t = 0; t < theta.length; t++) {
      assertEquals(Math.log(expected[t]), theta[t]);
    }
  }

  @Test
  void hyperparametersAreReplacedInTheSameOrder() {
    double[] theta = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7};
    Kernel changed = KERNEL.withHyperparameters(theta);
    assertArrayEquals(theta, changed.hyperparameters(), 1e-15);
    assertEquals(KERNEL.requiredColumns(), changed.requiredColumns());
    assertThrows(IllegalArgumentException.class, () -> KERNEL.withHyperparameters(new double[6]));
  }

  @Test
  void requiredColumnsCountsMasks() {
    assertEquals(7, KERNEL.requiredColumns());
    assertEquals(5, Kernel.of(1, COMMON).requiredColumns());
    assertEquals(0, Kernel.of(1).requiredColumns());
  }

  @Test
  void priorVarianceDependsOnMasksOnly() {
    double[] point = {0.3, 0, 0, 0, 2, 0, 1};
    assertEquals(12, KERNEL.varianceAt(point));
    point[6] = 0;
    assertEquals(5, KERNEL.varianceAt(point));
    assertEquals(9, Kernel.of(9, masked(Activity.InactivePair.ONE)).varianceAt(point));
    assertThrows(IllegalArgumentException.class, () -> KERNEL.varianceAt(new double[6]));
  }

  @Test
  void illegalKernelsAreRefused() {
    Term term = new Term(1, List.of());
    assertThrows(IllegalArgumentException.class, () -> new Kernel(List.of()));
    assertThrows(IllegalArgumentException.class, () -> new Kernel(Collections.nCopies(9, term)));
    for (double bad : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThrows(IllegalArgumentException.class, () -> new Term(bad, List.of()));
      assertThrows(IllegalArgumentException.class, () -> LengthScale.numeric(bad, 0));
    }
    assertThrows(IllegalArgumentException.class, () -> LengthScale.numeric(1, -1));
    assertThrows(IllegalArgumentException.class, () -> new LengthScale(1, List.of()));
    assertThrows(
        IllegalArgumentException.class, () -> Radial.of(RadialProfile.MATERN_32, List.of()));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            Radial.of(
                RadialProfile.MATERN_32,
                List.of(LengthScale.numeric(1, 2), LengthScale.categorical(1, 2))));
  }

  @ParameterizedTest
  @EnumSource
  void profileStartsAtOneAndItsDerivativeIsTheSlope(RadialProfile profile) {
    assertEquals(1, profile.value(0));
    for (double s : new double[] {0.01, 0.5, 3, 40}) {
      double step = s * 1e-4;
      double slope = (profile.value(s + step) - profile.value(s - step)) / (2 * step);
      assertEquals(slope, profile.derivative(s), 1e-7);
    }
    double atZero = (profile.value(1e-12) - 1) / 1e-12;
    assertEquals(atZero, profile.derivative(0), 1e-3);
    assertEquals(0, profile.value(1e12));
  }

  private static Radial masked(Activity.InactivePair inactivePair) {
    return new Radial(
        RadialProfile.SQUARED_EXPONENTIAL,
        List.of(LengthScale.numeric(0.5, 1)),
        new Activity.Masked(6, inactivePair));
  }
}
