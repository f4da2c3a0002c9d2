package dev.luthier.nativemath.covariance;

import dev.luthier.nativemath.memory.OffHeapMatrix;

/**
 * What one factor reads of two sets of points, made ready to compute with: coordinates are
 * multiplied with the weights of their columns once, so that a pair costs a subtraction and a
 * multiplication a column; where a point is inactive its coordinates are 0, since they may be NaN
 * and must not matter; codes of categories are finite, so that a difference of codes is 0 exactly
 * where {@code ==} holds. Strips are filled up with points at 0. Immutable.
 *
 * <pre>
 *   name          meaning                                      shape
 *   length        points in a strip; less if there are few
 *   strips        one set, by strips, each by columns          strips · columns arrays
 *   singles       the other, by points                         m × columns
 *   stripActive   1 or 0                                       strips × length, or 0 if always
 *   singleActive  1 or 0                                       m, or 0 if always active
 * </pre>
 */
final class FactorPoints {

  final int length;
  final double[][] strips;
  final double[] singles;
  final double[] stripActive;
  final double[] singleActive;

  /** Copies the points; both sets may be the same. */
  FactorPoints(CompiledFactor factor, OffHeapMatrix strip, OffHeapMatrix single) {
    int columns = factor.columns.length;
    length = Math.min(Strip.LENGTH, Strip.padded(strip.rows()));
    int padded = Strip.count(strip.rows()) * length;
    strips = new double[Strip.count(strip.rows()) * columns][length];
    singles = new double[single.rows() * columns];
    stripActive = factor.masked() ? active(strip, factor.mask, padded) : new double[0];
    singleActive = factor.masked() ? active(single, factor.mask, single.rows()) : new double[0];
    double[] column = new double[Math.max(strip.rows(), single.rows())];
    for (int c = 0; c < columns; c++) {
      new Side(strip, stripActive, -0x1p1000).read(factor, c, column);
      for (int i = 0; i < strip.rows(); i++) {
        strips[i / length * columns + c][i % length] = column[i];
      }
      new Side(single, singleActive, 0x1p1000).read(factor, c, column);
      for (int j = 0; j < single.rows(); j++) {
        singles[j * columns + c] = column[j];
      }
    }
  }

  private static double[] active(OffHeapMatrix points, int mask, int length) {
    double[] active = new double[length];
    points.readColumn(mask, 0, points.rows(), active);
    for (int i = 0; i < points.rows(); i++) {
      active[i] = active[i] > 0.5 ? 1 : 0;
    }
    return active;
  }

  /**
   * One of the sets.
   *
   * @param nan the code in the place of NaN, which is unequal to everything: another for each set
   */
  private record Side(OffHeapMatrix points, double[] active, double nan) {

    void read(CompiledFactor factor, int c, double[] column) {
      points.readColumn(factor.columns[c], 0, points.rows(), column);
      double weight = factor.weight[c];
      boolean numeric = c < factor.numeric;
      for (int i = 0; i < points.rows(); i++) {
        double value = numeric ? column[i] * weight : code(column[i]);
        column[i] = active.length == 0 || active[i] == 1 ? value : 0;
      }
    }

    private double code(double code) {
      return Double.isNaN(code) ? nan : Math.clamp(code, -0x1p999, 0x1p999);
    }
  }
}
