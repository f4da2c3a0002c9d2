package dev.luthier.strategy.gp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TrustRegionTest {
  private static final int PATIENCE = 5;

  private final TrustRegion start = TrustRegion.around(3, 10);

  @Test
  void threeSuccessesInARowDoubleIt() {
    TrustRegion region = start.after(4, 9, PATIENCE).after(5, 8, PATIENCE);
    assertEquals(0.8, region.length());
    region = region.after(6, 7, PATIENCE);
    assertEquals(new TrustRegion(6, 7, 1.6, 0, 0), region);
  }

  @Test
  void itGrowsNoFurtherThanTwiceTheCube() {
    TrustRegion region = start;
    for (int i = 1; i <= 9; i++) {
      region = region.after(3 + i, 10 - i, PATIENCE);
    }
    assertEquals(1.6, region.length());
  }

  @Test
  void failuresInARowHalveItAndTheCentreStays() {
    TrustRegion region = start;
    for (int i = 1; i < PATIENCE; i++) {
      region = region.after(3 + i, i % 2 == 0 ? 10 : Double.NaN, PATIENCE);
      assertEquals(0.8, region.length());
    }
    assertEquals(new TrustRegion(3, 10, 0.4, 0, 0), region.after(20, 11, PATIENCE));
  }

  @Test
  void successesAndFailuresInterruptEachOther() {
    TrustRegion region = start.after(4, 9, PATIENCE).after(5, 8, PATIENCE).after(6, 9, PATIENCE);
    assertEquals(new TrustRegion(5, 8, 0.8, 0, 1), region);
    assertEquals(new TrustRegion(7, 7, 0.8, 1, 0), region.after(7, 7, PATIENCE));
  }

  @Test
  void itIsSpentWhenItIsSmallerThanAHundredTwentyEighth() {
    TrustRegion region = start;
    int failures = 0;
    while (!region.isSpent()) {
      region = region.after(4, 10, PATIENCE);
      failures++;
    }
    // 0.8 · 2⁻⁷ is the first below 2⁻⁷.
    assertEquals(7 * PATIENCE, failures);
    assertEquals(0.8 / 128, region.length());
  }

  @Test
  void anyValueIsBetterThanAFailure() {
    TrustRegion region = TrustRegion.around(3, Double.NaN);
    assertEquals(Double.POSITIVE_INFINITY, region.best());
    assertEquals(4, region.after(4, 1e300, PATIENCE).centre());
    assertEquals(3, region.after(4, Double.NaN, PATIENCE).centre());
    assertFalse(region.isSpent());
  }

  @Test
  void patienceGrowsWithDimensions() {
    assertEquals(4, TrustRegion.patience(2));
    assertTrue(TrustRegion.patience(30) == 30);
  }
}
