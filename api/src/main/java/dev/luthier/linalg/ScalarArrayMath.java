package dev.luthier.linalg;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;

/** {@link ArrayMath}, one element after the other: the definition of its bits. */
final class ScalarArrayMath implements ArrayMath {

  static final ScalarArrayMath INSTANCE = new ScalarArrayMath();

  /** Partial sums: as many as the widest vector has lanes. */
  private static final int PARTS = 8;

  private ScalarArrayMath() {}

  @Override
  public void exp(double[] source, double[] target) {
    map(source, target, Elementary::exp);
  }

  @Override
  public void log(double[] source, double[] target) {
    map(source, target, Elementary::log);
  }

  @Override
  public void normalCdf(double[] source, double[] target) {
    map(source, target, NormalDistribution::cdf);
  }

  @Override
  public void logNormalCdf(double[] source, double[] target) {
    map(source, target, NormalDistribution::logCdf);
  }

  @Override
  public double logSumExp(double[] values, int from, int to) {
    Objects.checkFromToIndex(from, to, values.length);
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = from; i < to; i++) {
      largest = Math.max(largest, values[i]);
    }
    if (Double.isInfinite(largest) || Double.isNaN(largest)) {
      return largest;
    }
    double[] parts = new double[PARTS];
    for (int i = from; i < to; i++) {
      parts[(i - from) % PARTS] += Elementary.exp(values[i] - largest);
    }
    double low = (parts[0] + parts[1]) + (parts[2] + parts[3]);
    double high = (parts[4] + parts[5]) + (parts[6] + parts[7]);
    return largest + Elementary.log(low + high);
  }

  @Override
  public void weightedSquaredDistances(
      double[] point, double[] points, double[] weights, double[] target) {
    requireLength("weights", weights.length, point.length);
    requireLength("points", points.length, (long) point.length * target.length);
    Arrays.fill(target, 0);
    for (int c = 0; c < point.length; c++) {
      int column = c * target.length;
      for (int i = 0; i < target.length; i++) {
        double difference = point[c] - points[column + i];
        target[i] += weights[c] * difference * difference;
      }
    }
  }

  private static void map(double[] source, double[] target, DoubleUnaryOperator function) {
    requireLength("target", target.length, source.length);
    for (int i = 0; i < source.length; i++) {
      target[i] = function.applyAsDouble(source[i]);
    }
  }

  private static void requireLength(String name, int length, long expected) {
    if (length != expected) {
      throw new IllegalArgumentException(
          name + " has length " + length + ", must have " + expected);
    }
  }
}
