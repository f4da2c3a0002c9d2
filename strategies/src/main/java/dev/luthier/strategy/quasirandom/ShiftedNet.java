package dev.luthier.strategy.quasirandom;

import java.util.random.RandomGenerator;

/**
 * The first points of Sobol's sequence as a net that is moved anew for every use: each dimension's
 * digits are flipped by one random number, which keeps every elementary interval in one piece and
 * makes each point uniform. For a screen of thousands of points that is drawn for each proposal;
 * nested scrambling, which {@link ScrambledSobol} does, hashes 33 times for each coordinate.
 * Immutable.
 *
 * <p>In Gray code order a point differs from the one before it by a single column (Antonov, Saleev
 * 1979, USSR Comput. Math. Math. Phys. 19:252–256); its first 2^k points are those of the sequence.
 */
public final class ShiftedNet {
  private final DirectionNumbers directions;
  private final int dimensions;

  public ShiftedNet(int dimensions) {
    this.directions = DirectionNumbers.load(Math.min(dimensions, DirectionNumbers.TABULATED));
    this.dimensions = dimensions;
  }

  /**
   * The first {@code count} points, moved: count rows of as many coordinates in [0, 1) as there are
   * dimensions; uniform random numbers in dimensions beyond the table. O(count · dimensions).
   */
  public double[][] points(int count, RandomGenerator random) {
    double[][] points = new double[count][dimensions];
    for (int j = 0; j < dimensions; j++) {
      if (j < DirectionNumbers.TABULATED) {
        long digits = random.nextLong() >>> (Long.SIZE - DirectionNumbers.DIGITS);
        for (int k = 0; k < count; k++) {
          points[k][j] = digits * 0x1p-53;
          digits ^= directions.column(j, Integer.numberOfTrailingZeros(k + 1));
        }
      } else {
        for (int k = 0; k < count; k++) {
          points[k][j] = random.nextDouble();
        }
      }
    }
    return points;
  }
}
