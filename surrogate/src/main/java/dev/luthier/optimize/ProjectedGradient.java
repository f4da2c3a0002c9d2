package dev.luthier.optimize;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/**
 * Spectral projected gradients (Birgin, Martínez, Raydan 2000, SIAM J. Optim. 10:1196–1211): for
 * convex sets that are no boxes, where a quasi-Newton step cannot be projected. Every point is
 * within the set, and a descent that comes to its boundary goes on along it. All starting points
 * advance together, as in {@link BatchedLbfgs}, which needs fewer points where a box will do.
 *
 * @param rounds most points evaluated in each descent
 * @param gradientTolerance largest component of P(x − g) − x at which a descent ends
 * @param decreaseTolerance decrease of the value, relative to max(|f|, 1), at which it ends when it
 *     is no larger several times in a row
 * @param firstStep largest change of a variable in the first step, before curvature is known
 * @param longestStep largest change of a variable in any step, the projection aside
 */
public record ProjectedGradient(
    int rounds,
    double gradientTolerance,
    double decreaseTolerance,
    double firstStep,
    double longestStep) {

  public ProjectedGradient {
    if (rounds < 1) {
      throw new IllegalArgumentException("rounds = " + rounds);
    }
    if (!(gradientTolerance >= 0 && decreaseTolerance >= 0 && firstStep > 0 && longestStep > 0)) {
      throw new IllegalArgumentException(
          "tolerances "
              + gradientTolerance
              + ", "
              + decreaseTolerance
              + ", steps "
              + firstStep
              + ", "
              + longestStep);
    }
  }

  /**
   * Descends from every starting point. One or two projections and O(d) a point besides the
   * function. Where the function is of no use the step is shortened, which keeps a descent out of
   * places that the projections do not know of, but does not let it slide along them.
   *
   * @param starts one or more points; where one is not within its set the descent begins at its
   *     projection
   * @param sets for every start the projection onto its set, which must be convex
   * @return one minimum a start, in their order, never worse than the start
   */
  public List<Minimum> minimize(
      BatchFunction function, List<double[]> starts, List<UnaryOperator<double[]>> sets) {
    return minimize(function, starts, sets, () -> false);
  }

  /**
   * As the other, with the best so far of the descents that still run when somebody says stop.
   *
   * @param stop asked before each round in which a descent would go on
   */
  public List<Minimum> minimize(
      BatchFunction function,
      List<double[]> starts,
      List<UnaryOperator<double[]>> sets,
      BooleanSupplier stop) {
    List<ProjectedDescent> descents = new ArrayList<>();
    for (int i = 0; i < starts.size(); i++) {
      descents.add(new ProjectedDescent(this, sets.get(i), starts.get(i)));
    }
    return Stepwise.run(function, descents, stop);
  }
}
