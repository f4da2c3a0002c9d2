package dev.luthier.nativemath.tile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However a lower triangle is cut, each element on and below the diagonal is computed once. */
class TriangleTilingTest {

  private final TileScheduler scheduler = new TileScheduler(1);
  private final WorkerPool workers = new WorkerPool(CountingKernels::new);

  /**
   * 2,309 = 64 · 36 + 5: bounds are rounded at several levels; from 4,000 on there are four strips.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 8, 64, 65, 129, 1_301, 2_309, 4_001})
  void eachElementOnce(int order) {
    Block c = Block.allocate(order);
    SquareTiles squares = new SquareTiles(scheduler, workers);
    squares.a.set(c).size(order, 1_000);
    squares.c.set(c);
    squares.run(1, 1);
    assertCounts(c, 1);
    HalvedProductTiles halves = new HalvedProductTiles(scheduler, workers);
    halves.a.set(c);
    halves.b.set(c);
    halves.c.set(c);
    halves.run(1, 1);
    assertCounts(c, 2);
  }

  @ParameterizedTest
  @ValueSource(ints = {129, 1_301, 3_999, 4_000, 6_001, 40_000})
  void stripsHaveAboutTheSameArea(int order) {
    int strips = Strips.ofProduct(order, Long.MAX_VALUE);
    assertEquals(order < 4_000 ? 2 : order / 2_000 * 2, strips);
    assertEquals(0, Strips.ofTriangle(order, 0, strips));
    assertEquals(order, Strips.ofTriangle(order, strips, strips));
    double whole = (double) order * order / 2;
    for (int strip = 0; strip < strips; strip++) {
      double from = order - Strips.ofTriangle(order, strip, strips);
      double to = order - Strips.ofTriangle(order, strip + 1, strips);
      double area = (from * from - to * to) / 2;
      // Each bound is at most eight columns behind where it would be.
      assertTrue(Math.abs(area - whole / strips) <= 8.0 * order, () -> "area " + area);
    }
  }

  private static void assertCounts(Block c, int expected) {
    for (int j = 0; j < c.cols; j++) {
      for (int i = j; i < c.rows; i++) {
        if (c.get(i, j) != expected) {
          assertEquals(expected, c.get(i, j), "(" + i + ", " + j + ")");
        }
      }
    }
  }
}
