package dev.luthier.nativemath.vector.kernel;

import dev.luthier.linalg.TriangularSystem;
import dev.luthier.nativemath.tile.Block;
import java.util.Arrays;

/**
 * Triangular systems with few right-hand sides, which take as long as reading L does: once, in
 * strips of eight columns from the diagonal down.
 *
 * <pre>
 *   name     meaning                                                       shape
 *   l        the coefficients, lower triangular, columns contiguous        n × n
 *   x        right-hand sides, which become the unknowns                   n × m
 *   leaf     a diagonal block, by columns of ORDER                         ORDER × ORDER
 *
 *   L X = B     for J ascending:   X(J) = L(J,J)⁻¹ X(J),   X(I) −= L(I,J) X(J)    for I below J
 *   Lᵀ X = B    for J descending:  X(J) −= L(I,J)ᵀ X(I),   X(J) = L(J,J)⁻ᵀ X(J)
 * </pre>
 */
final class ColumnSolve {

  /** Each reads L from a cache once more, with a third of the rate of packed panels. Not tuned. */
  static final int MOST_SIDES = 4;

  /** 8 KB: the elements in diagonal blocks, which are not vectorized, are few. Others not tried. */
  private static final int ORDER = 32;

  /** Rows of eight columns that stay in the first-level cache from one side to the next: 16 KB. */
  private static final int ROWS = 256;

  private final Block l = new Block();
  private final Block sides = new Block();
  private final Block part = new Block();
  private final EightColumns columns = new EightColumns();
  private final double[] leaf = new double[ORDER * ORDER];
  private final double[] reciprocals = new double[ORDER];
  private final double[] dots = new double[MOST_SIDES * EightColumns.COUNT * EightColumns.COUNT];
  private double[] x = new double[0];
  private int n;

  /** Whether this is the way to solve it. */
  static boolean suits(TriangularSystem system, Block coefficients, Block b) {
    int count = onTheLeft(system) ? b.cols : b.rows;
    return count <= MOST_SIDES && coefficients.columnsAreContiguous();
  }

  private static boolean onTheLeft(TriangularSystem system) {
    return switch (system) {
      case LEFT, LEFT_TRANSPOSED -> true;
      case RIGHT, RIGHT_TRANSPOSED -> false;
    };
  }

  /** Solves the system in place. Those with X on the left are transposed. */
  void run(TriangularSystem system, Block coefficients, Block b) {
    l.set(coefficients);
    n = l.rows;
    columns.of(l);
    sides.set(b);
    if (!onTheLeft(system)) {
      sides.transpose();
    }
    read();
    switch (system) {
      case LEFT, RIGHT_TRANSPOSED -> forward();
      case LEFT_TRANSPOSED, RIGHT -> backward();
    }
    write();
  }

  private void read() {
    if (x.length < n * sides.cols) {
      x = new double[n * sides.cols];
    }
    for (int side = 0; side < sides.cols; side++) {
      for (int i = 0; i < n; i++) {
        x[i + side * n] = sides.get(i, side);
      }
    }
  }

  private void write() {
    for (int side = 0; side < sides.cols; side++) {
      for (int i = 0; i < n; i++) {
        sides.put(i, side, x[i + side * n]);
      }
    }
  }

  private void forward() {
    for (int from = 0; from < n; from += ORDER) {
      int order = Math.min(ORDER, n - from);
      readLeaf(from, order);
      for (int side = 0; side < sides.cols; side++) {
        solveLeaf(from + side * n, order);
      }
      for (int col = from; from + order < n && col < from + order; col += EightColumns.COUNT) {
        subtract(from + order, col);
      }
    }
  }

  /** What is below {@code row} of the eight columns. */
  private void subtract(int row, int col) {
    for (int first = row; first < n; first += ROWS) {
      int rows = Math.min(ROWS, n - first);
      for (int side = 0; side < sides.cols; side++) {
        for (int j = 0; j < EightColumns.COUNT; j++) {
          columns.factors[j] = -x[col + j + side * n];
        }
        columns.add(l.at(first, col), x, first + side * n, rows);
      }
    }
  }

  private void backward() {
    for (int from = (n - 1) / ORDER * ORDER; from >= 0; from -= ORDER) {
      int order = Math.min(ORDER, n - from);
      for (int col = from; from + order < n && col < from + order; col += EightColumns.COUNT) {
        subtractDots(from + order, col);
      }
      readLeaf(from, order);
      for (int side = 0; side < sides.cols; side++) {
        solveLeafTransposed(from + side * n, order);
      }
    }
  }

  private void subtractDots(int row, int col) {
    int count = columns.parts.length;
    Arrays.fill(dots, 0, sides.cols * count, 0);
    for (int first = row; first < n; first += ROWS) {
      int rows = Math.min(ROWS, n - first);
      for (int side = 0; side < sides.cols; side++) {
        System.arraycopy(dots, side * count, columns.parts, 0, count);
        columns.dots(l.at(first, col), x, first + side * n, rows);
        System.arraycopy(columns.parts, 0, dots, side * count, count);
      }
    }
    for (int side = 0; side < sides.cols; side++) {
      System.arraycopy(dots, side * count, columns.parts, 0, count);
      for (int j = 0; j < EightColumns.COUNT; j++) {
        x[col + j + side * n] -= columns.sum(j);
      }
    }
  }

  private void readLeaf(int from, int order) {
    Leaf.read(part.part(l, from, from).size(order, order), leaf, ORDER);
    for (int j = 0; j < order; j++) {
      reciprocals[j] = 1 / leaf[j + j * ORDER];
    }
  }

  private void solveLeaf(int at, int order) {
    for (int j = 0; j < order; j++) {
      x[at + j] *= reciprocals[j];
      double unknown = -x[at + j];
      for (int i = j + 1; i < order; i++) {
        x[at + i] = Math.fma(leaf[i + j * ORDER], unknown, x[at + i]);
      }
    }
  }

  private void solveLeafTransposed(int at, int order) {
    for (int j = order - 1; j >= 0; j--) {
      double rest = x[at + j];
      for (int i = j + 1; i < order; i++) {
        rest = Math.fma(-leaf[i + j * ORDER], x[at + i], rest);
      }
      x[at + j] = rest * reciprocals[j];
    }
  }
}
