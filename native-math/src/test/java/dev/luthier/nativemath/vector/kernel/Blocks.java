package dev.luthier.nativemath.vector.kernel;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.nativemath.tile.Block;
import java.util.SplittableRandom;

/** Blocks with known elements, inside larger memory, and what they are compared with. */
final class Blocks {

  private static final double EPSILON = Math.ulp(1.0);

  private Blocks() {}

  /** Uniform in ±½; three columns and rows of its memory do not belong to it. */
  static Block random(int rows, int cols, int seed) {
    Block whole = Block.allocate(Math.max(rows, cols) + 3);
    whole.size(rows, cols);
    SplittableRandom random = new SplittableRandom(seed);
    for (int j = 0; j < cols; j++) {
      for (int i = 0; i < rows; i++) {
        whole.put(i, j, random.nextDouble() - 0.5);
      }
    }
    return whole;
  }

  /** Definite and a good lower triangular factor: n on the diagonal, NaN above it. */
  static Block lower(int n) {
    Block matrix = random(n, n, n);
    for (int j = 0; j < n; j++) {
      for (int i = 0; i < j; i++) {
        matrix.put(i, j, Double.NaN);
      }
      matrix.put(j, j, n);
    }
    return matrix;
  }

  /** The same elements, of which rows are contiguous instead of columns. */
  static Block byRows(Block source) {
    Block copy = Block.allocate(Math.max(source.rows, source.cols) + 3);
    copy.size(source.cols, source.rows).transpose();
    for (int j = 0; j < source.cols; j++) {
      for (int i = 0; i < source.rows; i++) {
        copy.put(i, j, source.get(i, j));
      }
    }
    return copy;
  }

  static Block copy(Block source) {
    Block copy = Block.allocate(Math.max(source.rows, source.cols));
    copy.size(source.rows, source.cols);
    for (int j = 0; j < source.cols; j++) {
      for (int i = 0; i < source.rows; i++) {
        copy.put(i, j, source.get(i, j));
      }
    }
    return copy;
  }

  /** Within the rounding of sums of {@code terms} products of about {@code size}. */
  static void assertClose(double expected, double actual, double terms, double size) {
    double tolerance = 8 * EPSILON * Math.max(terms, 8) * size;
    assertTrue(Math.abs(expected - actual) <= tolerance, () -> expected + " but was " + actual);
  }

  /** All bits of all elements. */
  static long hash(Block block) {
    long hash = 1;
    for (int j = 0; j < block.cols; j++) {
      for (int i = 0; i < block.rows; i++) {
        hash = 31 * hash + Double.doubleToRawLongBits(block.get(i, j));
      }
    }
    return hash;
  }
}
