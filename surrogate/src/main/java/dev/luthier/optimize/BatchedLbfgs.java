package dev.luthier.optimize;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Limited-memory BFGS within bounds, all starting points advancing together: every round evaluates
 * one point of each descent that still runs, in one batch.
 *
 * <p>A descent never waits for another's line search: its state machine ({@link Descent}) takes
 * whatever step is its own, as in decoupled batching (arXiv:2511.13625, 1.5 times faster than line
 * searches in lockstep).
 *
 * @param memory pairs of steps kept; some ten are usual
 * @param rounds most points evaluated in each descent
 * @param gradientTolerance largest component of the projected gradient at which a descent ends
 * @param decreaseTolerance decrease of the value, relative to max(|f|, 1), at which it ends
 * @param firstStep largest change of a variable in the first step, before curvature is known
 */
public record BatchedLbfgs(
    int memory, int rounds, double gradientTolerance, double decreaseTolerance, double firstStep) {

  public BatchedLbfgs {
    if (memory < 1 || rounds < 1) {
      throw new IllegalArgumentException("memory = " + memory + ", rounds = " + rounds);
    }
    if (!(gradientTolerance >= 0 && decreaseTolerance >= 0 && firstStep > 0)) {
      throw new IllegalArgumentException(
          "tolerances " + gradientTolerance + ", " + decreaseTolerance + ", step " + firstStep);
    }
  }

  /**
   * Descends from every starting point. O(memory · d) a point besides the function.
   *
   * @param starts one or more points, clipped to the box
   * @return one minimum a start, in their order, never worse than the start
   */
  public List<Minimum> minimize(BatchFunction function, List<double[]> starts, Box box) {
    return minimize(function, starts, box, () -> false);
  }

  /**
   * As {@link #minimize(BatchFunction, List, Box)}, with the best so far of the descents that still
   * run when somebody says stop. Before the first round there is no best: the values are infinite.
   *
   * @param stop asked before each round in which a descent would go on
   */
  public List<Minimum> minimize(
      BatchFunction function, List<double[]> starts, Box box, BooleanSupplier stop) {
    List<Descent> descents = new ArrayList<>();
    for (double[] start : starts) {
      descents.add(new Descent(this, box, start));
    }
    return Stepwise.run(function, descents, stop);
  }
}
