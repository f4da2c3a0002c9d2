package dev.luthier.bench.statistic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class IntervalTest {
  @Test
  void equalValuesLeaveNoDoubt() {
    assertEquals(new Interval(2, 2), Interval.ofMean(new double[] {2, 2, 2}));
  }

  /** The mean of a resample is 0, ½ or 1 with chances ¼, ½, ¼: the tails are the values. */
  @Test
  void twoValuesSpanTheirInterval() {
    assertEquals(new Interval(0, 1), Interval.ofMean(new double[] {0, 1}));
  }

  /** Mean ± 1.96 standard errors; the bootstrap's own error is a few hundredths of the width. */
  @Test
  void agreesWithTheNormalApproximation() {
    SplittableRandom random = new SplittableRandom(1);
    double[] values = random.doubles(400).toArray();
    PairedDifferences plain = new PairedDifferences(values);
    Interval interval = Interval.ofMean(values);
    double half = 1.96 * plain.standardError();
    assertEquals(plain.mean() - half, interval.low(), 0.1 * half);
    assertEquals(plain.mean() + half, interval.high(), 0.1 * half);
    assertEquals(interval, Interval.ofMean(values), "the seed is fixed");
  }
}
