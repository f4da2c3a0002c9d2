package dev.luthier.bench.problem;

import java.util.List;

/** Numbers that do not change. */
final class Vector {
  private final double[] values;

  private Vector(double[] values) {
    this.values = values;
  }

  static Vector of(List<Double> values) {
    return new Vector(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  int size() {
    return values.length;
  }

  double get(int i) {
    return values[i];
  }

  /** A copy. */
  double[] toArray() {
    return values.clone();
  }

  /** The sum of products with an array of the same length. */
  double dot(double[] other) {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += values[i] * other[i];
    }
    return sum;
  }
}
