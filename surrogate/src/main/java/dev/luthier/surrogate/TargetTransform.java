package dev.luthier.surrogate;

import java.util.function.DoubleUnaryOperator;

/**
 * Brings what trials report to targets that a Gaussian process with unit variance expects. A
 * transform has no state: its constants, such as a mean, are those of the values it is given.
 * Immutable; any thread.
 */
public sealed interface TargetTransform
    permits OutputTransform, ConstraintTransform, CostTransform {

  /**
   * The targets of values. O(n log n).
   *
   * @param values n of them, NaN for a trial that failed; read, not kept
   */
  double[] apply(double[] values);

  /**
   * The value that a target stands for, of the transform that has the constants of some values: the
   * inverse of {@link #apply}, continued beyond where that cuts off. Not decreasing, and never
   * infinite: the largest number instead. NaN where none of the values is finite; the same for all
   * targets where no two of them differ, so that targets have no scale. O(n log n), and O(1) a
   * target.
   *
   * @param values n of them; read, not kept
   */
  DoubleUnaryOperator inverse(double[] values);

  /**
   * The logarithm of the density of values over that of their targets, Σ log dtarget/dvalue, up to
   * a constant that all transforms of a family share: what a likelihood of targets needs to be
   * compared with that of other targets (Box, Cox 1964, eq. 4). O(n log n).
   */
  double logSlope(double[] values);
}
