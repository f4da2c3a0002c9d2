package dev.luthier.testkit;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A dense matrix on the host with the arithmetic that oracles need, written from the definitions.
 * Column-major, no padding.
 */
final class HostMatrix {

  /** The value of an element. */
  @FunctionalInterface
  interface Element {
    double at(int row, int col);
  }

  private final int rows;
  private final int cols;
  private final double[] elements;

  private HostMatrix(int rows, int cols, double[] elements) {
    this.rows = rows;
    this.cols = cols;
    this.elements = elements;
  }

  static HostMatrix of(int rows, int cols, Element element) {
    HostMatrix matrix = new HostMatrix(rows, cols, new double[rows * cols]);
    for (int j = 0; j < cols; j++) {
      for (int i = 0; i < rows; i++) {
        matrix.set(i, j, element.at(i, j));
      }
    }
    return matrix;
  }

  static HostMatrix wrap(int rows, int cols, double... elements) {
    return new HostMatrix(rows, cols, elements);
  }

  static HostMatrix filled(int rows, int cols, double value) {
    return of(rows, cols, (_, _) -> value);
  }

  static HostMatrix identity(int n) {
    return of(n, n, (i, j) -> i == j ? 1 : 0);
  }

  /** Elements uniform in [−1, 1]. */
  static HostMatrix random(int rows, int cols, RandomGenerator random) {
    return of(rows, cols, (_, _) -> 2 * random.nextDouble() - 1);
  }

  /** Well-conditioned: a Gram matrix plus n times the identity. */
  static HostMatrix randomDefinite(int n, RandomGenerator random) {
    HostMatrix g = random(n, n, random);
    return g.times(g.transposed()).plus(identity(n).scaled(n));
  }

  /** Lower triangular with a dominant diagonal, zero above. */
  static HostMatrix randomLower(int n, RandomGenerator random) {
    return of(n, n, (i, j) -> i > j ? (2 * random.nextDouble() - 1) / n : i == j ? 1 + i % 3 : 0);
  }

  int rows() {
    return rows;
  }

  int cols() {
    return cols;
  }

  double[] elements() {
    return elements;
  }

  double get(int row, int col) {
    return elements[row + col * rows];
  }

  void set(int row, int col, double value) {
    elements[row + col * rows] = value;
  }

  HostMatrix copy() {
    return new HostMatrix(rows, cols, elements.clone());
  }

  /** A copy with one element replaced. */
  HostMatrix with(int row, int col, double value) {
    HostMatrix changed = copy();
    changed.set(row, col, value);
    return changed;
  }

  double[] row(int i) {
    double[] row = new double[cols];
    Arrays.setAll(row, j -> get(i, j));
    return row;
  }

  HostMatrix transposed() {
    return of(cols, rows, (i, j) -> get(j, i));
  }

  HostMatrix times(HostMatrix other) {
    return of(
        rows,
        other.cols,
        (i, j) -> {
          double sum = 0;
          for (int k = 0; k < cols; k++) {
            sum += get(i, k) * other.get(k, j);
          }
          return sum;
        });
  }

  HostMatrix plus(HostMatrix other) {
    return of(rows, cols, (i, j) -> get(i, j) + other.get(i, j));
  }

  HostMatrix minus(HostMatrix other) {
    return of(rows, cols, (i, j) -> get(i, j) - other.get(i, j));
  }

  HostMatrix scaled(double factor) {
    return of(rows, cols, (i, j) -> factor * get(i, j));
  }

  HostMatrix absolute() {
    return of(rows, cols, (i, j) -> Math.abs(get(i, j)));
  }

  /** The lower triangle, zero above. */
  HostMatrix lower() {
    return of(rows, cols, (i, j) -> i >= j ? get(i, j) : 0);
  }

  /** The symmetric matrix whose lower triangle this is. */
  HostMatrix symmetric() {
    return of(rows, cols, (i, j) -> i >= j ? get(i, j) : get(j, i));
  }

  /** The lower triangle under NaN: reading the strict upper part shows. */
  HostMatrix poisonedAbove() {
    return of(rows, cols, (i, j) -> i >= j ? get(i, j) : Double.NaN);
  }

  /** Largest column sum of absolute values; NaN if an element is NaN. */
  double norm1() {
    double norm = 0;
    for (int j = 0; j < cols; j++) {
      double sum = 0;
      for (int i = 0; i < rows; i++) {
        sum += Math.abs(get(i, j));
      }
      norm = Math.max(norm, sum);
    }
    return norm;
  }
}
