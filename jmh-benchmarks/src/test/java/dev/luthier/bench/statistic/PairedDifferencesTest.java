package dev.luthier.bench.statistic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

final class PairedDifferencesTest {
  /** Squares about 2.5 sum to 5; 5 / 3 / 4 under the root. */
  @Test
  void meanAndItsStandardError() {
    PairedDifferences differences = new PairedDifferences(1, 2, 3, 4);
    assertEquals(2.5, differences.mean());
    assertEquals(Math.sqrt(5.0 / 12), differences.standardError(), 1e-15);
    assertEquals(1.0, differences.chanceOfAsGood());
    assertEquals(1.0 / 16, differences.chanceOfAsBad());
  }

  @Test
  void meansAreTakenSeedBySeed() {
    PairedDifferences mean =
        PairedDifferences.meanOf(
            List.of(new PairedDifferences(-1, 4), new PairedDifferences(-3, 0)));
    assertEquals(0, mean.mean());
    assertEquals(2, mean.standardError(), 1e-15);
  }

  @Test
  void noneIsAnError() {
    assertThrows(IllegalArgumentException.class, PairedDifferences::new);
  }
}
