package dev.luthier.bench.statistic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

final class HolmCorrectionTest {
  /** Ascending: 4 · 0.005, 3 · 0.01, 2 · 0.03, and 0.04, raised to the one before it. */
  @Test
  void stepsDownFromTheSmallest() {
    assertArrayEquals(
        new double[] {0.03, 0.06, 0.06, 0.02},
        HolmCorrection.adjust(new double[] {0.01, 0.04, 0.03, 0.005}),
        1e-15);
  }

  @Test
  void nothingExceedsOne() {
    assertArrayEquals(
        new double[] {1, 1, 1}, HolmCorrection.adjust(new double[] {0.5, 1, 0.4}), 1e-15);
  }

  @Test
  void oneAloneStaysAsItIs() {
    assertArrayEquals(new double[] {0.04}, HolmCorrection.adjust(new double[] {0.04}));
  }
}
