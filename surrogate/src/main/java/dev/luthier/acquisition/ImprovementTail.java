package dev.luthier.acquisition;

/**
 * log h(z) for h(z) = φ(z) + zΦ(z), stable for all z.
 *
 * <pre>
 *   name          meaning                                                  range
 *   y             −z in the lower tail                                     ≥ 1
 *   M             Mills' ratio Φ(−y)/φ(y)                                  (0, 1)
 *   logarithm     log h(z)
 *   slope         r = d log h/dz = Φ(z)/h(z)                               (0, ∞)
 *   densityRatio  φ(z)/h(z) = 1 − z r                                      (0, ∞)
 * </pre>
 *
 * <p>Three branches. Above −1 nothing cancels. Down to −5, h = φ · (1 − yM), where 1 − yM ≥ 0.03
 * loses two digits at most. Below, the difference is taken out of Laplace's continued fraction M =
 * 1/(y + 1/(y + 2/(y + …))) by hand: 1/M − y = 1/(y + 2/(y + 3/(y + …))) = 1/r, so that
 *
 * <pre>
 *   1 − yM = M/r     r = y + 2/(y + 3/(y + …))     φ/h = 1 + y r
 * </pre>
 *
 * and nothing is subtracted at all.
 *
 * @param logarithm log h(z)
 * @param slope r
 * @param densityRatio φ/h
 */
record ImprovementTail(double logarithm, double slope, double densityRatio) {
  private static final double UPPER = -1;
  private static final double LOWER = -5;

  /**
   * Terms of the continued fraction. It has converged to the last bit after 27 at y = 5, 13 at 10,
   * 7 at 30; with 12 + 1000/y² the bits were those of 60 terms at 60,000 random y.
   */
  private static final int FEWEST_TERMS = 12;

  private static final int MOST_TERMS = 60;
  private static final double TERMS_AT_ONE = 1000;

  /** Beyond, z² overflows; log h is as good as −∞ long before. */
  static final double FARTHEST = 1e150;

  private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

  /**
   * At one z.
   *
   * @param logDistribution log Φ(z), which callers have for all candidates at once; not used from
   *     −5 down
   */
  static ImprovementTail at(double z, double logDistribution) {
    if (z > UPPER) {
      double density = Math.exp(-0.5 * z * z - HALF_LOG_TWO_PI);
      double distribution = Math.exp(logDistribution);
      double h = density + z * distribution;
      return new ImprovementTail(Math.log(h), distribution / h, density / h);
    }
    double y = Math.min(-z, FARTHEST);
    double logDensity = -0.5 * y * y - HALF_LOG_TWO_PI;
    if (z > LOWER) {
      double mills = Math.exp(logDistribution - logDensity);
      double rest = 1 - y * mills;
      return new ImprovementTail(logDensity + Math.log(rest), mills / rest, 1 / rest);
    }
    double r = slopeInTail(y);
    double mills = 1 / (y + 1 / r);
    return new ImprovementTail(logDensity + Math.log(mills / r), r, r / mills);
  }

  /**
   * q = d log Φ/dz = φ(z)/Φ(z), for |z| ≤ 1e150.
   *
   * @param logDistribution log Φ(z); from −5 down the difference of two large logarithms would lose
   *     the ratio, and it is not used
   */
  static double distributionSlope(double z, double logDistribution) {
    return z > LOWER
        ? Math.exp(-0.5 * z * z - HALF_LOG_TWO_PI - logDistribution)
        : -z + 1 / slopeInTail(-z);
  }

  /** r at −y for y ≥ 5. */
  private static double slopeInTail(double y) {
    int terms = (int) Math.min(MOST_TERMS, FEWEST_TERMS + TERMS_AT_ONE / (y * y));
    double r = 0;
    for (int k = terms; k >= 2; k--) {
      r = k / (y + r);
    }
    return y + r;
  }
}
