package dev.luthier.strategy.gp;

import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * The observations nearest to one of them: one pass over all of the log up to a position, with a
 * heap of the nearest so far.
 *
 * <p>Numbers active in both are apart by their difference; a category that differs, or a parameter
 * that only one of two has, by 1. Distances are Euclidean and without the length scales of a model,
 * which is fitted only when it is known what it shall see. O(nd).
 */
final class NearestObservations {
  private final ModelSpace model;
  private final Observations observations;

  NearestObservations(ModelSpace model, Observations observations) {
    this.model = model;
    this.observations = observations;
  }

  private record Near(int row, double distance) {
    static final Comparator<Near> FARTHEST_FIRST =
        Comparator.comparingDouble(Near::distance).thenComparingInt(Near::row).reversed();
  }

  /**
   * Indices of the nearest, ascending; of two at the same distance the earlier is nearer.
   *
   * @param centre an observation
   * @param before only observations before this one
   * @param count how many at most
   */
  int[] of(int centre, int before, int count) {
    var nearest = new PriorityQueue<Near>(count, Near.FARTHEST_FIRST);
    Candidate from = observations.candidate(centre);
    for (int row = 0; row < before; row++) {
      double distance = squaredDistance(from, observations.candidate(row));
      if (nearest.size() < count) {
        nearest.add(new Near(row, distance));
      } else if (distance < nearest.element().distance()) {
        nearest.remove();
        nearest.add(new Near(row, distance));
      }
    }
    return nearest.stream().mapToInt(Near::row).sorted().toArray();
  }

  private double squaredDistance(Candidate a, Candidate b) {
    double sum = 0;
    for (ModelSpace.Axis axis : model.axes()) {
      int i = axis.parameter();
      double difference = a.point()[i] - b.point()[i];
      if (a.active()[i] != b.active()[i] || (axis.isCategorical() && difference != 0)) {
        sum += 1;
      } else {
        sum += difference * difference;
      }
    }
    return sum;
  }
}
