package dev.luthier.bench.statistic;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The paired sign-flip test, one-sided: were both methods alike, each difference would have had the
 * other sign just as likely. Assumes nothing else about how the differences are distributed.
 */
public final class SignFlip {
  /** Up to here all choices of signs are looked at, 2²⁰ of them in some milliseconds. */
  private static final int MOST_EXACT = 20;

  /** Beyond, as many random ones: p is then known to a standard error of 0.0005 at most. */
  private static final int SAMPLES = 1 << 20;

  private SignFlip() {}

  /**
   * How likely chance alone makes the differences' sum as low as it is, or lower. O(2ⁿ) for up to
   * 20 differences, which is exact; O(n·2²⁰) for more, by sampling with a fixed seed.
   *
   * @param differences at least one, finite
   * @return p in (0, 1]; 1 when all differences are zero
   */
  public static double chanceOfAsLow(double[] differences) {
    if (differences.length == 0) {
      throw new IllegalArgumentException("there are no differences");
    }
    return differences.length <= MOST_EXACT ? exact(differences) : sampled(differences);
  }

  /** As {@link #chanceOfAsLow}, for a sum as high as it is, or higher. */
  public static double chanceOfAsHigh(double[] differences) {
    double[] negated = differences.clone();
    for (int i = 0; i < negated.length; i++) {
      negated[i] = -negated[i];
    }
    return chanceOfAsLow(negated);
  }

  /** Every choice is one for the first half and one for the second: 2ⁿ sums of two numbers. */
  private static double exact(double[] differences) {
    double limit = limit(differences);
    int half = differences.length / 2;
    double[] first = sums(Arrays.copyOf(differences, half));
    double[] second = sums(Arrays.copyOfRange(differences, half, differences.length));
    long asLow = 0;
    for (double one : first) {
      for (double other : second) {
        asLow += one + other <= limit ? 1 : 0;
      }
    }
    return (double) asLow / ((long) first.length * second.length);
  }

  /** Of all choices of signs. */
  private static double[] sums(double[] differences) {
    double[] sums = new double[1 << differences.length];
    Arrays.setAll(sums, flips -> sum(differences, flips));
    return sums;
  }

  private static double sampled(double[] differences) {
    double limit = limit(differences);
    SplittableRandom random = new SplittableRandom(0);
    long asLow = 1; // The observed signs are one of the choices.
    for (int sample = 0; sample < SAMPLES; sample++) {
      double sum = 0;
      for (double difference : differences) {
        sum += random.nextBoolean() ? difference : -difference;
      }
      asLow += sum <= limit ? 1 : 0;
    }
    return (double) asLow / (SAMPLES + 1);
  }

  /**
   * The observed sum, a little raised: sums that are equal but for rounding, such as those where
   * only a zero or two equal differences are flipped, count as equal.
   */
  private static double limit(double[] differences) {
    double sum = 0;
    double size = 0;
    for (double difference : differences) {
      sum += difference;
      size += Math.abs(difference);
    }
    return sum + 4 * differences.length * Math.ulp(size);
  }

  private static double sum(double[] differences, long flips) {
    double sum = 0;
    for (int i = 0; i < differences.length; i++) {
      sum += (flips >>> i & 1) == 0 ? differences[i] : -differences[i];
    }
    return sum;
  }
}
