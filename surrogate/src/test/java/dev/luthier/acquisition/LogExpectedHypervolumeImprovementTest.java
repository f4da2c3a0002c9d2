package dev.luthier.acquisition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.pareto.ParetoFront;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogExpectedHypervolumeImprovementTest {
  private static final int DRAWS = 10_000;

  /** The gain is that of the front's own hypervolume: boxes have no part in it. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void isTheMeanGainOfDraws(int objectives) {
    SplittableRandom random = new SplittableRandom(1);
    for (int n : new int[] {1, 6}) {
      List<double[]> points = points(n, objectives, random);
      double[] reference = filled(objectives, 1.1);
      double before = ParetoFront.of(points).hypervolume(reference);
      for (double center : new double[] {-0.5, 0.2, 0.6}) {
        double[] mean = random.doubles(objectives, center - 0.3, center + 0.3).toArray();
        double[] variance = random.doubles(objectives, 0.1, 0.5).toArray();
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < DRAWS; i++) {
          List<double[]> more = new ArrayList<>(points);
          more.add(draw(mean, variance, random));
          double gain = ParetoFront.of(more).hypervolume(reference) - before;
          sum += gain;
          squares += gain * gain;
        }
        double average = sum / DRAWS;
        double error = Math.sqrt((squares / DRAWS - average * average) / DRAWS);
        double found = Differences.value(over(points, reference), mean, variance).value()[0];
        assertEquals(average, Math.exp(found), 4 * error, n + " points, " + center);
        assertTrue(error < 0.1 * average, "the draws say little");
      }
    }
  }

  /** Strips of two objectives, written down directly and without logarithms. */
  @Test
  void isThePlainSumWhereThatDoesNotUnderflow() {
    double[][] front = {{0, 3}, {1, 1}, {2.5, 0.5}};
    double[] reference = {4, 5};
    var improvement = over(List.of(front), reference);
    for (double mean : new double[] {-2, 0.3, 1, 2.4, 6}) {
      for (double sigma : new double[] {0.5, 1, 4}) {
        double plain = h(front[0][0], mean, sigma) * h(reference[1], 1, 0.7);
        for (int i = 0; i < front.length; i++) {
          double end = i + 1 < front.length ? front[i + 1][0] : reference[0];
          plain += (h(end, mean, sigma) - h(front[i][0], mean, sigma)) * h(front[i][1], 1, 0.7);
        }
        double[] variance = {sigma * sigma, 0.7 * 0.7};
        double found = Differences.value(improvement, new double[] {mean, 1}, variance).value()[0];
        assertEquals(Math.log(plain), found, 1e-12);
      }
    }
  }

  @Test
  void ofOneObjectiveIsTheExpectedImprovement() {
    var improvement = over(List.of(new double[] {2}, new double[] {0.3}), filled(1, 1));
    double[] means = {-5, 0, 0.3, 3, 40, 1e4};
    double[] variances = {1, 1e-4, 0, 0.2, 3, 1};
    Valuation expected = new LogExpectedImprovement(0.3).value(means, variances);
    JointValuation found = improvement.value(new double[][] {means}, new double[][] {variances});
    for (int j = 0; j < means.length; j++) {
      assertRelative(expected.value()[j], found.value()[j]);
      assertRelative(expected.byMean()[j], found.byMean()[0][j]);
      assertRelative(expected.byVariance()[j], found.byVariance()[0][j]);
    }
  }

  @Test
  void withNothingFoundEverythingBelowTheReferenceCounts() {
    double[] reference = {1, 2, 3};
    double[] mean = {0.5, 40, -1};
    double[] variance = {1, 2, 0.1};
    double expected = 0;
    for (int k = 0; k < 3; k++) {
      expected +=
          new LogExpectedImprovement(reference[k])
              .value(new double[] {mean[k]}, new double[] {variance[k]})
              .value()[0];
    }
    assertRelative(
        expected, Differences.value(over(List.of(), reference), mean, variance).value()[0]);
  }

  @Test
  void pointsBeyondTheReferenceDoNotMatter() {
    double[] reference = {1, 1};
    List<double[]> points = points(5, 2, new SplittableRandom(2));
    List<double[]> more = new ArrayList<>(points);
    more.add(new double[] {-1, 1});
    more.add(new double[] {1.5, -3});
    double[] mean = {0.5, 0.6};
    double[] variance = {0.1, 0.2};
    assertEquals(
        Differences.value(over(points, reference), mean, variance).value()[0],
        Differences.value(over(more, reference), mean, variance).value()[0]);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void derivativesAreThoseOfTheValue(int objectives) {
    SplittableRandom random = new SplittableRandom(3);
    double[] reference = filled(objectives, 1.1);
    for (int n : new int[] {0, 1, 8}) {
      var improvement = over(points(n, objectives, random), reference);
      for (double center : new double[] {-3, 0.5, 2, 30, 300}) {
        for (double scale : new double[] {1e-4, 0.1, 2}) {
          double[] mean = random.doubles(objectives, center - 0.5, center + 0.5).toArray();
          double[] variance = random.doubles(objectives, 0.5 * scale, scale).toArray();
          Differences.assertDerivatives(improvement, mean, variance);
        }
      }
    }
  }

  /** Where all draws would miss, the slope still leads to the front. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void leadsToTheFrontFromHundredsOfDeviationsAway(int objectives) {
    var improvement =
        over(points(20, objectives, new SplittableRandom(4)), filled(objectives, 1.1));
    double[] variance = filled(objectives, 1e-4);
    double[] mean = filled(objectives, 10);
    JointValuation at = Differences.value(improvement, mean, variance);
    assertEquals(0, Math.exp(at.value()[0]));
    double closer = Double.NEGATIVE_INFINITY;
    for (double m : new double[] {10, 8, 4, 1.2, 0.7, 0.2, -1}) {
      double value = Differences.value(improvement, filled(objectives, m), variance).value()[0];
      assertTrue(value > closer, value + " at " + m);
      closer = value;
    }
    for (int k = 0; k < objectives; k++) {
      assertTrue(at.byMean()[k][0] < -1 && at.byVariance()[k][0] > 1, "objective " + k);
      mean[k] = 10 - 1e-3;
      assertTrue(Differences.value(improvement, mean, variance).value()[0] > at.value()[0]);
      mean[k] = 10;
    }
  }

  /**
   * Two thousand strips, a sixth of a hundredth of σ wide, against the integral over the triangle
   * they fill: of P(f₁ ≤ a) P(f₂ ≤ b) over all b ≤ 1 − a, a and b ≤ 1.
   */
  @Test
  void aFineFrontIsNearlyALine() {
    List<double[]> points = new ArrayList<>();
    int n = 2000;
    for (int i = 0; i <= n; i++) {
      points.add(new double[] {(double) i / n, 1 - (double) i / n});
    }
    double[] mean = {2, 2};
    double[] variance = {0.09, 0.09};
    double found = Differences.value(over(points, filled(2, 1)), mean, variance).value()[0];
    double integral = 0;
    double step = 1e-4;
    for (double a = -2 + step / 2; a < 1; a += step) {
      double end = a < 0 ? 1 : 1 - a + 0.5 / n; // strips stand out by half a step on average
      integral += step * probability(a, mean[0], 0.3) * h(end, mean[1], 0.3);
    }
    assertEquals(Math.log(integral), found, 1e-4);
  }

  @Test
  void candidatesDoNotMixAndNothingIsNotANumber() {
    double[] ends = {-1e300, -1, 0.5, 1, 1e300};
    double[] variances = {0, Double.MIN_VALUE, 1e-20, 1, 1e300};
    int m = ends.length * ends.length * variances.length * variances.length;
    double[][] mean = new double[2][m];
    double[][] variance = new double[2][m];
    for (int j = 0; j < m; j++) {
      mean[0][j] = ends[j % 5];
      mean[1][j] = ends[j / 5 % 5];
      variance[0][j] = variances[j / 25 % 5];
      variance[1][j] = variances[j / 125];
    }
    var improvement = over(points(6, 2, new SplittableRandom(5)), filled(2, 1));
    JointValuation all = improvement.value(mean, variance);
    for (int j = 0; j < m; j++) {
      JointValuation one =
          Differences.value(
              improvement,
              new double[] {mean[0][j], mean[1][j]},
              new double[] {variance[0][j], variance[1][j]});
      assertTrue(Double.isFinite(all.value()[j]));
      assertEquals(one.value()[0], all.value()[j]);
      for (int k = 0; k < 2; k++) {
        assertTrue(!Double.isNaN(all.byMean()[k][j]) && !Double.isNaN(all.byVariance()[k][j]));
        assertEquals(one.byMean()[k][0], all.byMean()[k][j]);
        assertEquals(one.byVariance()[k][0], all.byVariance()[k][j]);
      }
    }
  }

  private static LogExpectedHypervolumeImprovement over(List<double[]> points, double[] reference) {
    return LogExpectedHypervolumeImprovement.over(ParetoFront.of(points), reference);
  }

  /** On a sphere about (1, …, 1), so that all are on the front. */
  private static List<double[]> points(int n, int objectives, RandomGenerator random) {
    List<double[]> points = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      double[] direction = random.doubles(objectives, 0.05, 1).toArray();
      double norm = Math.sqrt(Arrays.stream(direction).map(x -> x * x).sum());
      points.add(Arrays.stream(direction).map(x -> 1 - x / norm).toArray());
    }
    return points;
  }

  private static double[] draw(double[] mean, double[] variance, RandomGenerator random) {
    double[] draw = new double[mean.length];
    Arrays.setAll(draw, k -> mean[k] + Math.sqrt(variance[k]) * random.nextGaussian());
    return draw;
  }

  private static double[] filled(int length, double value) {
    double[] values = new double[length];
    Arrays.fill(values, value);
    return values;
  }

  /** E max(edge − f, 0), which underflows. */
  private static double h(double edge, double mean, double sigma) {
    return Math.exp(
        new LogExpectedImprovement(edge)
            .value(new double[] {mean}, new double[] {sigma * sigma})
            .value()[0]);
  }

  private static double probability(double edge, double mean, double sigma) {
    return Math.exp(
        new LogProbabilityOfImprovement(edge)
            .value(new double[] {mean}, new double[] {sigma * sigma})
            .value()[0]);
  }

  private static void assertRelative(double expected, double found) {
    assertEquals(expected, found, 1e-12 * Math.max(1, Math.abs(expected)));
  }
}
