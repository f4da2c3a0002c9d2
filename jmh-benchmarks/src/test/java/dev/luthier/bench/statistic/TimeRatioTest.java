package dev.luthier.bench.statistic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimeRatioTest {
  private static List<List<Double>> forks(double... medians) {
    return Arrays.stream(medians).mapToObj(m -> List.of(m, m / 2, m * 100)).toList();
  }

  @Test
  void welchsTestOnLogarithmsOfMedians() {
    // With logs 0, 1, 2 and 2, 4, 6: means 1 and 4, squared errors 1/3 and 4/3, so that the error
    // is √(5/3) and there are (5/3)² / ((1/9 + 16/9) / 2) = 50/17 degrees of freedom.
    TimeRatio ratio =
        TimeRatio.of(forks(1, Math.E, Math.exp(2)), forks(Math.exp(2), Math.exp(4), Math.exp(6)));
    assertEquals(Math.exp(3), ratio.ratio(), 1e-12 * Math.exp(3));
    double half = Math.log(ratio.interval().high()) - 3;
    assertEquals(3 - Math.log(ratio.interval().low()), half, 1e-12);
    // Student's 0.975 quantile is 4.303 with 2 degrees of freedom and 3.182 with 3.
    double quantile = half / Math.sqrt(5.0 / 3);
    assertTrue(quantile > 3.182 && quantile < 3.25, () -> "quantile " + quantile);
    assertEquals(1, ratio.chanceOfAsSlow() + ratio.chanceOfAsFast(), 1e-12);
    assertTrue(ratio.chanceOfAsSlow() > 0.025 && ratio.chanceOfAsSlow() < 0.06);
  }

  @Test
  void otherWayRoundEverythingIsInverted() {
    TimeRatio slower = TimeRatio.of(forks(10, 11, 10.5), forks(12, 12.5, 13));
    TimeRatio faster = TimeRatio.of(forks(12, 12.5, 13), forks(10, 11, 10.5));
    assertEquals(1 / slower.ratio(), faster.ratio(), 1e-12);
    assertEquals(1 / slower.interval().high(), faster.interval().low(), 1e-12);
    assertEquals(slower.chanceOfAsSlow(), faster.chanceOfAsFast(), 1e-12);
    assertTrue(slower.chanceOfAsSlow() < 0.01);
  }

  @Test
  void iterationsStandForForksWhereThereIsOneFork() {
    TimeRatio ratio =
        TimeRatio.of(List.of(List.of(1.0, 1.1, 0.9)), List.of(List.of(2.0, 2.1), List.of(1.9)));
    assertEquals(2.0, ratio.ratio(), 0.02);
    assertTrue(ratio.chanceOfAsSlow() < 0.001);
  }

  @Test
  void timesWithoutNoiseDifferOrDoNot() {
    assertEquals(1, TimeRatio.of(forks(3, 3), forks(3, 3)).chanceOfAsSlow());
    TimeRatio slower = TimeRatio.of(forks(3, 3), forks(4, 4));
    assertEquals(0, slower.chanceOfAsSlow());
    assertEquals(4.0 / 3, slower.interval().low(), 1e-12);
  }

  @Test
  void oneTimeIsTooFew() {
    assertThrows(
        IllegalArgumentException.class, () -> TimeRatio.of(List.of(List.of(1.0)), forks(1, 2)));
  }
}
