package dev.luthier.strategy.gp;

import dev.luthier.space.Configuration;
import dev.luthier.space.Encoder;
import java.util.ArrayList;
import java.util.List;

/**
 * A configuration and its image in the unit cube. Immutable.
 *
 * @param point one coordinate a parameter; discrete ones at their cell's centre, inactive ones at ½
 * @param active which parameters are
 */
record Candidate(Configuration configuration, double[] point, boolean[] active) {

  static Candidate of(Encoder encoder, Configuration configuration) {
    return new Candidate(
        configuration, encoder.encode(configuration), encoder.activity(configuration));
  }

  /** The candidate at any point of the cube: discrete coordinates snap to their cells. */
  static Candidate at(Encoder encoder, double[] point) {
    return of(encoder, encoder.decode(point));
  }

  /** The set of active parameters, as a key. */
  List<Boolean> branch() {
    List<Boolean> branch = new ArrayList<>(active.length);
    for (boolean isActive : active) {
      branch.add(isActive);
    }
    return branch;
  }

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
