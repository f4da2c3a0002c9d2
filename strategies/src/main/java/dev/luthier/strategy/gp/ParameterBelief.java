package dev.luthier.strategy.gp;

import java.util.Arrays;

/**
 * What the user believes about where the best value of one parameter is: a density on its
 * coordinate. Immutable.
 *
 * <pre>
 *   π(u) = (1 − ε) q(u) + ε
 *
 *   name   meaning                                           range
 *   u      coordinate of the parameter, on its own scale     [0, 1]
 *   q      what the user said, of mean 1                     ≥ 0
 *   ε      doubt
 * </pre>
 *
 * <p>Whoever is wrong by many deviations of a normal would otherwise have to be outvoted by e to
 * their square: what a wrong belief costs is bounded by (max π / min π)^(β/n) (Hvarfner et al.
 * 2022, arXiv:2204.11051, theorem 1), which ε bounds.
 */
sealed interface ParameterBelief permits NormalBelief, WeightedBelief {
  /**
   * With a tenth a belief that was wrong by twenty deviations was now and then not overcome in
   * forty trials (docs/decisions/0021). Of points drawn from beliefs about eight parameters one in
   * seventeen follows them all.
   */
  double DOUBT = 0.3;

  /** π(u), of mean 1: what is believed of a parameter says nothing about whether it is active. */
  double density(double coordinate);

  /** dπ/du; 0 where π is constant in pieces. */
  double slope(double coordinate);

  /** The distribution function at the upper ends of equal parts of [0, 1]; the last is 1. */
  double[] distribution();

  /**
   * The coordinate below which there is so much of the belief: uniform shares become coordinates
   * distributed by π.
   *
   * @param share in [0, 1)
   */
  default double quantile(double share) {
    double[] upTo = distribution();
    int found = Arrays.binarySearch(upTo, share);
    int part = found < 0 ? -found - 1 : found + 1;
    double below = part == 0 ? 0 : upTo[part - 1];
    return (part + (share - below) / (upTo[part] - below)) / upTo.length;
  }

  /** The distribution function of parts of these densities. */
  static double[] distribution(double[] densities) {
    double[] upTo = densities.clone();
    for (int i = 1; i < upTo.length; i++) {
      upTo[i] += upTo[i - 1];
    }
    double all = upTo[upTo.length - 1];
    Arrays.setAll(upTo, i -> upTo[i] / all);
    return upTo;
  }

  /** π where the user said q. */
  static double doubted(double said) {
    return (1 - DOUBT) * said + DOUBT;
  }
}
