package dev.luthier.bench.statistic;

import java.util.Arrays;
import java.util.List;

/**
 * The differences between two methods' scores, one a seed; lower scores are better, so that
 * negative differences speak for the first method. Immutable.
 */
public final class PairedDifferences {
  private final double[] differences;

  /** Of at least one difference. */
  public PairedDifferences(double... differences) {
    if (differences.length == 0) {
      throw new IllegalArgumentException("there are no differences");
    }
    this.differences = differences.clone();
  }

  /** Seed by seed the mean of several, which must have the same seeds. */
  public static PairedDifferences meanOf(List<PairedDifferences> several) {
    double[] means = new double[several.getFirst().count()];
    for (PairedDifferences one : several) {
      for (int i = 0; i < means.length; i++) {
        means[i] += one.differences[i] / several.size();
      }
    }
    return new PairedDifferences(means);
  }

  public int count() {
    return differences.length;
  }

  public double mean() {
    return Arrays.stream(differences).sum() / differences.length;
  }

  /** The standard error of {@link #mean()}; NaN of a single difference. */
  public double standardError() {
    double mean = mean();
    double squares = Arrays.stream(differences).map(d -> (d - mean) * (d - mean)).sum();
    return Math.sqrt(squares / (differences.length - 1) / differences.length);
  }

  public Interval interval() {
    return Interval.ofMean(differences);
  }

  /** How likely chance alone favours the first method as much. */
  public double chanceOfAsGood() {
    return SignFlip.chanceOfAsLow(differences);
  }

  /** How likely chance alone favours the second method as much. */
  public double chanceOfAsBad() {
    return SignFlip.chanceOfAsHigh(differences);
  }
}
