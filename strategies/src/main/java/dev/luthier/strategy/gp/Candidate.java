package dev.luthier.strategy.gp;

/**
 * A point of the unit cube that stands for a configuration: see {@link CandidateSpace}. Immutable.
 *
 * @param point one coordinate a parameter; discrete ones at their cell's centre, inactive ones at ½
 * @param active which parameters are
 */
record Candidate(double[] point, boolean[] active) {

  /** The largest difference of a coordinate; 1 between different branches. */
  double distance(Candidate other) {
    double largest = 0;
    for (int i = 0; i < point.length; i++) {
      largest =
          active[i] == other.active[i] ? Math.max(largest, Math.abs(point[i] - other.point[i])) : 1;
    }
    return largest;
  }
}
