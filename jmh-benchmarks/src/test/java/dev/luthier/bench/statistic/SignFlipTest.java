package dev.luthier.bench.statistic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class SignFlipTest {
  @Test
  void onlyOneOfEightChoicesIsAsExtreme() {
    assertEquals(1.0 / 8, SignFlip.chanceOfAsLow(new double[] {-1, -2, -3}));
    assertEquals(1.0, SignFlip.chanceOfAsHigh(new double[] {-1, -2, -3}));
    assertEquals(1.0 / 8, SignFlip.chanceOfAsHigh(new double[] {1, 2, 3}));
  }

  /** Sums of the eight choices of ±1 ±2 ±3: −6, −4, −2, 0, 0, 2, 4, 6. */
  @Test
  void equalSumsCountThoughRoundingTellsThemApart() {
    assertEquals(5.0 / 8, SignFlip.chanceOfAsLow(new double[] {1, 2, -3}));
    assertEquals(5.0 / 8, SignFlip.chanceOfAsLow(new double[] {0.1, 0.2, -0.3}));
    assertEquals(5.0 / 8, SignFlip.chanceOfAsHigh(new double[] {0.1, 0.2, -0.3}));
  }

  @Test
  void zerosSayNothing() {
    assertEquals(1.0, SignFlip.chanceOfAsLow(new double[10]));
    assertEquals(1.0 / 2, SignFlip.chanceOfAsLow(new double[] {-1, 0, 0}));
  }

  @Test
  void twentyDifferencesAreExact() {
    double[] differences = new double[20];
    Arrays.fill(differences, -0.7);
    assertEquals(Math.pow(2, -20), SignFlip.chanceOfAsLow(differences));
    differences[3] = 0.7; // One or none positive: 21 choices.
    assertEquals(21 * Math.pow(2, -20), SignFlip.chanceOfAsLow(differences));
  }

  /** Of 24 signs half are negative: P = (1 + C(24, 12) / 2²⁴) / 2 = 0.58059. */
  @Test
  void moreAreSampled() {
    double[] differences = new double[24];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = i % 2 == 0 ? 1 : -1;
    }
    double chance = SignFlip.chanceOfAsLow(differences);
    assertEquals(0.58059, chance, 4 * Math.sqrt(0.25 / (1 << 20)));
    assertEquals(chance, SignFlip.chanceOfAsLow(differences), "the seed is fixed");
  }

  @Test
  void nothingToTestIsAnError() {
    assertThrows(IllegalArgumentException.class, () -> SignFlip.chanceOfAsLow(new double[0]));
  }
}
