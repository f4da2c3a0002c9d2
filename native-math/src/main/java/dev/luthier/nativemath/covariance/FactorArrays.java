package dev.luthier.nativemath.covariance;

/**
 * What the loops of one factor read and write. Every column and buffer is an array of its own,
 * because the compiler's vectorizer gives up on loops over one array at several offsets.
 *
 * <pre>
 *   name       meaning                                                shape
 *   value      s′, then φ                                             2 × LENGTH
 *   slope      dφ/ds′, then what it is weighted with                  2 × LENGTH
 *   scratch    between passes                                         LENGTH
 *   sums       partial sums of a column                               slots · columns × parts
 * </pre>
 *
 * Points are shared; the rest is for one thread.
 */
final class FactorArrays {

  final CompiledFactor factor;
  final double[][] value = new double[Strip.SINGLES][Strip.LENGTH];
  final double[][] slope = new double[Strip.SINGLES][Strip.LENGTH];
  final double[] scratch = new double[Strip.LENGTH];
  final double[][] sums;
  private final FactorPoints points;

  /**
   * Allocates buffers.
   *
   * @param slots sets of sums
   * @param parts partial sums of a column
   */
  FactorArrays(CompiledFactor factor, FactorPoints points, int slots, int parts) {
    this.factor = factor;
    this.points = points;
    this.sums = new double[slots * factor.columns.length][parts];
  }

  /** Scaled coordinates or codes of a strip. */
  double[] x(Strip strip, int column) {
    return points.strips[strip.index * factor.columns.length + column];
  }

  /** A scaled coordinate or code of single point q. */
  double w(Strip strip, int q, int column) {
    return points.singles[(strip.single + q) * factor.columns.length + column];
  }

  /** Partial sums of a column. */
  double[] sums(int slot, int column) {
    return sums[slot * factor.columns.length + column];
  }
}
