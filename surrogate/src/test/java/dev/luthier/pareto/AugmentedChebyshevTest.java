package dev.luthier.pareto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AugmentedChebyshevTest {
  private static final List<double[]> OBSERVED =
      List.of(new double[] {1, 40, 7}, new double[] {3, 10, 7}, new double[] {2, 20, 7});

  @Test
  void valueIsTheGreatestPartAndALittleOfAll() {
    var scalar =
        new AugmentedChebyshev(new double[] {0.25, 0.75}, new double[] {1, 10}, range(2, 30), 0.05);
    // t = (½, ⅓)
    assertEquals(0.25 + 0.05 * (0.125 + 0.25), scalar.value(new double[] {2, 20}), 1e-15);
    assertEquals(0, scalar.value(new double[] {1, 10}));
  }

  @Test
  void rangesAreThoseOfWhatWasObserved() {
    AugmentedChebyshev scalar = AugmentedChebyshev.random(OBSERVED, new SplittableRandom(1));
    assertArrayEquals(new double[] {1, 10, 7}, scalar.ideal());
    assertArrayEquals(range(2, 30, 1), scalar.range());
  }

  /** Moments of Dirichlet(1, 1, 1): E w = 1/3, E w² = 1/6, E w₁w₂ = 1/12. */
  @Test
  void weightsAreUniformOnTheSimplex() {
    SplittableRandom random = new SplittableRandom(2);
    int draws = 20_000;
    double first = 0;
    double square = 0;
    double mixed = 0;
    for (int i = 0; i < draws; i++) {
      double[] w = AugmentedChebyshev.random(OBSERVED, random).weights();
      assertEquals(1, w[0] + w[1] + w[2], 1e-15);
      first += w[0] / draws;
      square += w[1] * w[1] / draws;
      mixed += w[0] * w[2] / draws;
    }
    // Standard deviations of one draw are below 0.24, 0.2 and 0.07.
    double root = Math.sqrt(draws);
    assertEquals(1.0 / 3, first, 4 * 0.24 / root);
    assertEquals(1.0 / 6, square, 4 * 0.2 / root);
    assertEquals(1.0 / 12, mixed, 4 * 0.07 / root);
  }

  @Test
  void whatDominatesIsBetterAlsoWhereTheMaximumIsTheSame() {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 100; i++) {
      AugmentedChebyshev scalar = AugmentedChebyshev.random(OBSERVED, random);
      double[] worse = {1 + 2 * random.nextDouble(), 10 + 30 * random.nextDouble(), 7};
      double[] better = worse.clone();
      better[i % 2] -= 0.01;
      assertTrue(scalar.value(better) < scalar.value(worse));
    }
  }

  @Test
  void meaninglessWeightsAndRangesAreRejected() {
    assertRejected(range(0, 0), range(1, 1), 0.05);
    assertRejected(range(-1, 2), range(1, 1), 0.05);
    assertRejected(range(1, Double.NaN), range(1, 1), 0.05);
    assertRejected(range(1, 1), range(1, 0), 0.05);
    assertRejected(range(1, 1), range(1, 1, 1), 0.05);
    assertRejected(range(1, 1), range(1, 1), -1);
  }

  private static void assertRejected(double[] weights, double[] range, double rho) {
    assertThrows(
        IllegalArgumentException.class,
        () -> new AugmentedChebyshev(weights, new double[] {0, 0}, range, rho));
  }

  private static double[] range(double... values) {
    return values;
  }
}
