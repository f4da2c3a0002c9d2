package dev.luthier.bench.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class HypervolumeTest {
  private static final double[] TWO = {1.1, 6};

  @Test
  void nothingIsDominatedByNothing() {
    assertEquals(0, Hypervolume.of(List.of(), TWO));
    assertEquals(0, Hypervolume.of(List.of(new double[] {1.1, 0}), TWO));
    assertEquals(0, Hypervolume.of(List.of(new double[] {0, 7}), TWO));
  }

  @Test
  void boxesAreCountedOnce() {
    List<double[]> points =
        List.of(new double[] {0.1, 4}, new double[] {0.6, 2}, new double[] {0.7, 5});
    assertEquals(1.0 * 2 + 0.5 * 4 - 0.5 * 2, Hypervolume.of(points, TWO), 1e-14);
    List<double[]> cubes = List.of(new double[] {0, 1, 1}, new double[] {1, 0, 1}, new double[3]);
    assertEquals(8, Hypervolume.of(cubes, new double[] {2, 2, 2}), 1e-14);
    assertEquals(2 + 2 - 1, Hypervolume.of(cubes.subList(0, 2), new double[] {2, 2, 2}), 1e-14);
  }

  /** Random points with ties, whose values lie on a grid: the dominated cells are counted. */
  @Test
  void ofThreeValuesItIsTheNumberOfDominatedCells() {
    SplittableRandom random = new SplittableRandom(0);
    for (int repetition = 0; repetition < 20; repetition++) {
      List<double[]> points =
          Stream.generate(() -> random.ints(3, 0, 9).asDoubleStream().toArray()).limit(15).toList();
      int dominated = 0;
      for (int cell = 0; cell < 8 * 8 * 8; cell++) {
        int[] corner = {cell / 64, cell / 8 % 8, cell % 8};
        dominated += points.stream().anyMatch(point -> dominates(point, corner)) ? 1 : 0;
      }
      assertEquals(dominated, Hypervolume.of(points, new double[] {8, 8, 8}), 1e-10);
    }
  }

  private static boolean dominates(double[] point, int[] corner) {
    return IntStream.range(0, corner.length).allMatch(k -> point[k] <= corner[k]);
  }
}
