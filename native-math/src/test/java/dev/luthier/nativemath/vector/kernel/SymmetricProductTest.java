package dev.luthier.nativemath.vector.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.luthier.nativemath.tile.Block;
import dev.luthier.nativemath.tile.TileScheduler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders and numbers of columns about all that S and B are cut into. */
class SymmetricProductTest {

  /** Two parts. */
  private static final int LARGE = 1_031;

  private final SymmetricProduct product = new SymmetricProduct(new TileScheduler(1));

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 9, 15, 16, 17, 31, 32, 33, 47, 48, 49, 63, 64, 65, 543, 544, 545})
  void readsTheLowerTriangleForAnyNumberOfColumns(int n) {
    for (int cols : n < 100 ? new int[] {1, 2, 3, 4, 5, 6, 9, 10, 13, 64, 65} : new int[] {2, 9}) {
      Block s = Blocks.lower(n);
      Block b = Blocks.random(n, cols, 2);
      Block c = Blocks.random(n, cols, 3);
      Block out = Blocks.copy(c);
      product.multiply(-0.5, s, b, 2, out);
      for (int j = 0; j < cols; j++) {
        for (int i = 0; i < n; i++) {
          double expected = -0.5 * plain(s, b, i, j) + 2 * c.get(i, j);
          Blocks.assertClose(expected, out.get(i, j), n, n);
        }
      }
    }
  }

  @Test
  void doesNotReadWhatItSets() {
    for (int cols : new int[] {1, 4, 5}) {
      Block s = Blocks.lower(50);
      Block b = Blocks.random(50, cols, 2);
      Block out = Blocks.random(50, cols, 3);
      out.put(49, cols - 1, Double.NaN);
      product.multiply(1, s, b, 0, out);
      Blocks.assertClose(plain(s, b, 49, cols - 1), out.get(49, cols - 1), 50, 50);
    }
  }

  @Test
  void bitsDependNeitherOnThreadsNorOnHowMatricesAreStored() {
    Block s = Blocks.lower(LARGE);
    for (int cols : new int[] {1, 10}) {
      Block b = Blocks.random(LARGE, cols, 2);
      Block out = Blocks.random(LARGE, cols, 3);
      product.multiply(1, s, b, 0, out);
      long expected = Blocks.hash(out);
      try (TileScheduler scheduler = new TileScheduler(2)) {
        new SymmetricProduct(scheduler).multiply(1, s, b, 0, out);
      }
      assertEquals(expected, Blocks.hash(out));
      product.multiply(1, s, Blocks.byRows(b), 0, out);
      assertEquals(expected, Blocks.hash(out));
    }
  }

  @Test
  void readsMatricesByRows() {
    Block s = Blocks.lower(100);
    Block b = Blocks.random(100, 5, 2);
    Block out = Blocks.random(100, 5, 3);
    product.multiply(1, Blocks.byRows(s), b, 0, out);
    for (int i = 0; i < 100; i++) {
      Blocks.assertClose(plain(s, b, i, 4), out.get(i, 4), 100, 100);
    }
    product.multiply(1, Blocks.byRows(s), Blocks.copy(b).size(100, 2), 0, out.size(100, 2));
    Blocks.assertClose(plain(s, b, 99, 1), out.get(99, 1), 100, 100);
  }

  private static double plain(Block s, Block b, int row, int col) {
    double sum = 0;
    for (int k = 0; k < s.rows; k++) {
      sum += (k <= row ? s.get(row, k) : s.get(k, row)) * b.get(k, col);
    }
    return sum;
  }
}
