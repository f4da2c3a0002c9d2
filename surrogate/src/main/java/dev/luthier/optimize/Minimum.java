package dev.luthier.optimize;

/**
 * Where a descent ended.
 *
 * @param point d variables, within the bounds
 * @param value of the function there; +∞ if the function was of no use at the starting point
 * @param evaluations how many points of this descent were evaluated
 * @param end why it ended
 */
public record Minimum(double[] point, double value, int evaluations, End end) {

  /** Why a descent ended. */
  public enum End {
    /** The projected gradient is within the tolerance. */
    GRADIENT,
    /** An accepted step decreased the value by less than the tolerance. */
    DECREASE,
    /** No point along the last direction was better. */
    NO_STEP,
    /** The rounds were used up. */
    ROUNDS,
    /** The function was of no use at the starting point. */
    NO_VALUE
  }
}
