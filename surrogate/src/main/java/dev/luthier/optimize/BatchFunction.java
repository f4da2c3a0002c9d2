package dev.luthier.optimize;

/** A smooth function, evaluated at several points at a time. */
@FunctionalInterface
public interface BatchFunction {

  /**
   * Values and gradients at m points.
   *
   * @param starts which of the starting points each point descends from, m indices, ascending
   * @param points m points of d variables each; read, not kept
   * @param values m values, overwritten; NaN and +∞ mean that the point is of no use
   * @param gradients m × d, overwritten
   */
  void evaluate(int[] starts, double[][] points, double[] values, double[][] gradients);
}
