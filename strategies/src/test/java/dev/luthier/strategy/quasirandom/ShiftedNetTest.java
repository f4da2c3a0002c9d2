package dev.luthier.strategy.quasirandom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShiftedNetTest {
  /** In every dimension one point in each of 2^k equal parts: moving keeps it. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 64, 1024})
  void everyPartOfAnAxisHasOnePoint(int count) {
    double[][] points = new ShiftedNet(12).points(count, new SplittableRandom(7));
    for (int j = 0; j < 12; j++) {
      BitSet parts = new BitSet();
      for (double[] point : points) {
        parts.set((int) (point[j] * count));
      }
      assertEquals(count, parts.cardinality(), "dimension " + j);
    }
  }

  /** The first two dimensions are a (0, m, 2)-net: so are all ways to cut the square in 64. */
  @Test
  void everyRectangleHasOnePoint() {
    double[][] points = new ShiftedNet(2).points(64, new SplittableRandom(8));
    for (int cuts = 0; cuts <= 6; cuts++) {
      int across = 1 << cuts;
      int down = 64 / across;
      BitSet rectangles = new BitSet();
      for (double[] point : points) {
        int column = (int) (point[0] * across);
        int row = (int) (point[1] * down);
        rectangles.set(column * down + row);
      }
      assertEquals(64, rectangles.cardinality(), across + " by " + down);
    }
  }

  @Test
  void anotherGeneratorMovesItElsewhere() {
    ShiftedNet net = new ShiftedNet(3);
    double[] one = net.points(1, new SplittableRandom(1))[0];
    assertArrayEquals(one, net.points(1, new SplittableRandom(1))[0]);
    assertFalse(Arrays.equals(one, net.points(1, new SplittableRandom(2))[0]));
  }

  @Test
  void beyondTheTableCoordinatesAreRandom() {
    double[][] points = new ShiftedNet(1_002).points(200, new SplittableRandom(1));
    double mean = Arrays.stream(points).mapToDouble(point -> point[1_001]).average().orElseThrow();
    assertEquals(0.5, mean, 0.1);
    assertTrue(Arrays.stream(points).mapToDouble(p -> p[1_001]).distinct().count() > 190);
  }
}
