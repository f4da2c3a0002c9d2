package dev.luthier.acquisition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.pareto.ParetoFront;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NondominatedBoxesTest {

  /** On a grid, so that there are ties, probed between its lines and beyond the reference. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void whatIsNotDominatedIsInOneBoxAndNothingElseIs(int objectives) {
    SplittableRandom random = new SplittableRandom(1);
    double[] reference = new double[objectives];
    Arrays.fill(reference, 6.5);
    for (int n = 0; n < 12; n++) {
      List<double[]> points = new ArrayList<>();
      for (int i = 0; i < n; i++) {
        points.add(random.ints(objectives, 0, 8).asDoubleStream().toArray());
      }
      ParetoFront front = ParetoFront.of(points);
      NondominatedBoxes boxes = NondominatedBoxes.below(reference, front);
      for (int i = 0; i < 300; i++) {
        double[] probe = random.ints(objectives, -1, 8).mapToDouble(k -> k + 0.25).toArray();
        boolean dominated = points.stream().anyMatch(p -> isBelow(p, probe));
        boolean wanted = isBelow(probe, reference) && !dominated;
        assertEquals(wanted ? 1 : 0, holding(boxes, probe), "n = " + n);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void boxesAreFew(int objectives) {
    SplittableRandom random = new SplittableRandom(2);
    double[] reference = new double[objectives];
    for (int n : new int[] {0, 1, 5, 40}) {
      List<double[]> points = new ArrayList<>();
      for (int i = 0; i < n; i++) {
        double[] point = random.doubles(objectives, 0.01, 1).toArray();
        double norm = Math.sqrt(Arrays.stream(point).map(x -> x * x).sum());
        points.add(Arrays.stream(point).map(x -> -x / norm).toArray());
      }
      ParetoFront front = ParetoFront.of(points);
      assertEquals(n, front.points().size());
      int most = objectives == 2 ? n + 1 : 2 * n + 1;
      int count = NondominatedBoxes.below(reference, front).count();
      assertTrue(count <= most, count + " boxes for " + n + " points");
    }
  }

  private static boolean isBelow(double[] a, double[] b) {
    return IntStream.range(0, a.length).allMatch(k -> a[k] < b[k]);
  }

  private static long holding(NondominatedBoxes boxes, double[] probe) {
    return IntStream.range(0, boxes.count())
        .filter(b -> IntStream.range(0, probe.length).allMatch(k -> holds(boxes, b, k, probe[k])))
        .count();
  }

  private static boolean holds(NondominatedBoxes boxes, int b, int k, double value) {
    Intervals intervals = boxes.intervals().get(k);
    int side = boxes.side()[k][b];
    return intervals.edges()[intervals.lower()[side]] < value
        && value < intervals.edges()[intervals.upper()[side]];
  }
}
