package dev.luthier.nativemath.covariance;

import dev.luthier.nativemath.memory.OffHeapMatrix;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * What one factor reads of a set of points, by columns, made safe to compute with: where a point is
 * inactive its coordinates are 0, since they may be NaN and must not matter; codes of categories
 * are finite, so that a difference of codes is 0 exactly where {@code ==} holds.
 *
 * <pre>
 *   name     meaning                                  shape
 *   columns  coordinates and codes, as in the factor  columns read × n
 *   active   1 or 0                                   n, or 0 if always active
 * </pre>
 */
final class FactorPoints {

  final double[][] columns;
  final double[] active;

  private FactorPoints(double[][] columns, double[] active) {
    this.columns = columns;
    this.active = active;
  }

  /** Points that strips are made of. */
  static FactorPoints ofStrip(CompiledFactor factor, OffHeapMatrix points) {
    return of(factor, points, -0x1p1000);
  }

  /** Points that strips are compared with, one at a time. */
  static FactorPoints ofSingles(CompiledFactor factor, OffHeapMatrix points) {
    return of(factor, points, 0x1p1000);
  }

  /**
   * Copies the columns.
   *
   * @param nan the code in the place of NaN, which is unequal to everything: another for each side
   */
  private static FactorPoints of(CompiledFactor factor, OffHeapMatrix points, double nan) {
    double[] active = factor.masked() ? column(points, factor.mask) : new double[0];
    for (int i = 0; i < active.length; i++) {
      active[i] = active[i] > 0.5 ? 1 : 0;
    }
    double[][] columns = new double[factor.columns.length][];
    for (int c = 0; c < columns.length; c++) {
      columns[c] = column(points, factor.columns[c]);
      if (c >= factor.numeric) {
        Arrays.setAll(columns[c], codes(columns[c], nan));
      }
      for (int i = 0; i < active.length; i++) {
        columns[c][i] = active[i] == 1 ? columns[c][i] : 0;
      }
    }
    return new FactorPoints(columns, active);
  }

  private static IntToDoubleFunction codes(double[] column, double nan) {
    return i -> Double.isNaN(column[i]) ? nan : Math.clamp(column[i], -0x1p999, 0x1p999);
  }

  private static double[] column(OffHeapMatrix points, int index) {
    double[] column = new double[points.rows()];
    points.readColumn(index, 0, column.length, column);
    return column;
  }
}
