package dev.luthier.pareto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParetoFrontTest {

  /** On a small grid, so that there are ties and duplicates. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void frontIsWhatNothingDominates(int objectives) {
    SplittableRandom random = new SplittableRandom(1);
    for (int n = 0; n <= 30; n++) {
      List<double[]> points = onGrid(n, objectives, random);
      int[] expected =
          IntStream.range(0, n)
              .filter(i -> points.stream().noneMatch(p -> dominates(p, points.get(i))))
              .filter(
                  i ->
                      IntStream.range(0, i)
                          .noneMatch(j -> Arrays.equals(points.get(i), points.get(j))))
              .toArray();
      ParetoFront front = ParetoFront.of(points);
      assertArrayEquals(expected, Arrays.stream(front.indices()).sorted().toArray());
      for (int i = 0; i < expected.length; i++) {
        assertArrayEquals(points.get(front.indices()[i]), front.points().get(i));
      }
    }
  }

  /** Integers: all volumes are exact. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void hypervolumeIsThatOfInclusionAndExclusion(int objectives) {
    SplittableRandom random = new SplittableRandom(2);
    double[] reference = IntStream.range(0, objectives).mapToDouble(k -> 4 + k % 2).toArray();
    for (int i = 0; i < 200; i++) {
      List<double[]> points = onGrid(i % 9, objectives, random);
      assertEquals(
          byInclusionAndExclusion(points, reference),
          ParetoFront.of(points).hypervolume(reference),
          () -> points.stream().map(Arrays::toString).toList().toString());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5})
  void hypervolumeOfManyPointsIsTheShareOfDominatedDraws(int objectives) {
    SplittableRandom random = new SplittableRandom(3);
    List<double[]> points = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      points.add(random.doubles(objectives).toArray());
    }
    ParetoFront front = ParetoFront.of(points);
    double[] reference = new double[objectives];
    Arrays.fill(reference, 1);
    int draws = 100_000;
    int dominated = 0;
    for (int i = 0; i < draws; i++) {
      double[] draw = random.doubles(objectives).toArray();
      dominated += front.points().stream().anyMatch(p -> dominates(p, draw)) ? 1 : 0;
    }
    double share = (double) dominated / draws;
    double volume = front.hypervolume(reference);
    assertEquals(share, volume, 4 * Math.sqrt(volume * (1 - volume) / draws));
  }

  @Test
  void pointsBeyondTheReferenceAddNothing() {
    List<double[]> points =
        List.of(new double[] {0, 2}, new double[] {1, 1}, new double[] {2, 0}, INFINITE.clone());
    assertEquals(1, ParetoFront.of(points).hypervolume(new double[] {2, 2}));
    assertEquals(0, ParetoFront.of(points).hypervolume(new double[] {1, 1}));
    assertEquals(0, ParetoFront.of(List.of()).hypervolume(new double[] {1, 1}));
  }

  @Test
  void aNegativeZeroIsAZero() {
    ParetoFront front = ParetoFront.of(List.of(new double[] {0.0, 1}, new double[] {-0.0, 1}));
    assertArrayEquals(new int[] {0}, front.indices());
  }

  @Test
  void whatHasNoOrderIsRejected() {
    assertRejected("NaN", new double[] {1, Double.NaN});
    assertRejected("-Infinity", new double[] {1, Double.NEGATIVE_INFINITY});
    assertRejected("3 objectives", new double[] {1, 2, 3});
    assertThrows(
        IllegalArgumentException.class,
        () ->
            ParetoFront.of(List.of(new double[] {1, 2})).hypervolume(new double[] {3, Double.NaN}));
    assertThrows(
        IllegalArgumentException.class,
        () -> ParetoFront.of(List.of(new double[] {1, 2})).hypervolume(new double[] {3}));
  }

  private static final double[] INFINITE = {-1, Double.POSITIVE_INFINITY};

  private static void assertRejected(String reason, double[] point) {
    var rejection =
        assertThrows(
            IllegalArgumentException.class,
            () -> ParetoFront.of(List.of(new double[] {1, 2}, point)));
    assertTrue(rejection.toString().contains(reason), rejection::toString);
  }

  private static List<double[]> onGrid(int n, int objectives, SplittableRandom random) {
    List<double[]> points = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      points.add(random.ints(objectives, 0, 5).asDoubleStream().toArray());
    }
    return points;
  }

  private static boolean dominates(double[] a, double[] b) {
    return IntStream.range(0, a.length).allMatch(k -> a[k] <= b[k])
        && IntStream.range(0, a.length).anyMatch(k -> a[k] < b[k]);
  }

  private static double byInclusionAndExclusion(List<double[]> points, double[] reference) {
    double sum = 0;
    for (int subset = 1; subset < 1 << points.size(); subset++) {
      double product = Integer.bitCount(subset) % 2 == 1 ? 1 : -1;
      for (int k = 0; k < reference.length; k++) {
        double worst = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < points.size(); i++) {
          if ((subset >> i & 1) == 1) {
            worst = Math.max(worst, points.get(i)[k]);
          }
        }
        product *= Math.max(0, reference[k] - worst);
      }
      sum += product;
    }
    return sum;
  }
}
