package dev.luthier.space;

import java.util.OptionalLong;

/**
 * One thing that can be tuned, and the typed key of its value: {@code
 * configuration.get(learningRate)} is a {@code double}. Immutable; equal when all of its definition
 * is equal.
 *
 * <p>Each parameter is one axis of the unit cube. Discrete values own cells of the axis and are
 * encoded as the cell's centre, so that uniform points of the cube are uniform values on the
 * parameter's scale, the ends included.
 *
 * @param <T> the type of a value: {@code Double}, {@code Long}, or the type of the choices
 */
public sealed interface Parameter<T>
    permits RealParameter, IntegerParameter, CategoricalParameter, OrdinalParameter {

  /** Unique in its space; no white space, no braces. */
  String name();

  /** Number of values, or empty for a continuum. */
  OptionalLong cardinality();

  /**
   * The value with the given index, in ascending or declared order.
   *
   * @throws IllegalStateException on a continuum
   * @throws IndexOutOfBoundsException unless 0 ≤ index &lt; cardinality
   */
  T valueAt(long index);

  /**
   * A value as it comes from outside (a file, a protocol, another space), brought to this
   * parameter's type.
   *
   * @throws dev.luthier.error.InvalidInputException naming this parameter when it is not one of its
   *     values
   */
  T valueOf(Object raw);

  /** Coordinate in [0, 1] of a value of this parameter. O(1), O(log choices) at worst. */
  double encode(T value);

  /**
   * The value at a coordinate; coordinates outside [0, 1] are clipped. {@code decode(encode(v))} is
   * {@code v}.
   */
  T decode(double coordinate);
}
