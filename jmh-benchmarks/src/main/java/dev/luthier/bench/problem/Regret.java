package dev.luthier.bench.problem;

/**
 * How far a value is above a minimum, on a logarithmic scale.
 *
 * @param minimum the least value there is, or the least known
 * @param unit what a regret of 1 is
 */
public record Regret(double minimum, double unit) {
  /** Better than this is all the same: fixed before the first run, with the other rules. */
  private static final double FLOOR = 1e-3;

  public double log10(double value) {
    return Math.log10(Math.max((value - minimum) / unit, FLOOR));
  }
}
