package dev.luthier.strategy.quasirandom;

import dev.luthier.study.RandomStreams;

/**
 * Points of Sobol's sequence in any number of dimensions, scrambled by a seed. Any coordinate of
 * any point is computed by itself, without the points before it. Immutable.
 *
 * <p>The first 1,000 dimensions are Sobol's; the rest, for which there is no table, are independent
 * uniform random numbers, so that the projection onto the first 1,000 stays what it is. At that
 * dimension no affordable number of points is a useful net anyway.
 */
public final class ScrambledSobol {
  private final DirectionNumbers directions;
  private final long[] keys;

  /** Of the given number of dimensions; the same seed scrambles alike. */
  public ScrambledSobol(int dimensions, long seed) {
    this(DirectionNumbers.load(Math.min(dimensions, DirectionNumbers.TABULATED)), dimensions, seed);
  }

  /** With direction numbers of the first {@code dimensions} dimensions, or of all that have any. */
  ScrambledSobol(DirectionNumbers directions, int dimensions, long seed) {
    this.directions = directions;
    this.keys = new long[dimensions];
    RandomStreams streams = new RandomStreams(seed);
    for (int j = 0; j < dimensions; j++) {
      keys[j] = streams.seed(j, "sobol scrambling");
    }
  }

  /**
   * Coordinate in [0, 1) of a point, with all 53 binary digits in use.
   *
   * @param dimension from 0 on
   * @param point in [0, 2⁵³)
   */
  public double coordinate(int dimension, long point) {
    long digits =
        dimension < DirectionNumbers.TABULATED
            ? OwenScrambling.scramble(directions.digits(dimension, point), keys[dimension])
            : OwenScrambling.random(keys[dimension], point)
                >>> (Long.SIZE - DirectionNumbers.DIGITS);
    return digits * 0x1p-53;
  }
}
