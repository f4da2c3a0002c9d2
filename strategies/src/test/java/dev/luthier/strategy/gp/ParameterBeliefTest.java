package dev.luthier.strategy.gp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ParameterBeliefTest {
  static Stream<ParameterBelief> beliefs() {
    return Stream.of(
        new NormalBelief(0.4, 0.25),
        new NormalBelief(0, 0.1),
        new NormalBelief(0.77, 0.01),
        new NormalBelief(1, 1),
        new WeightedBelief(new double[] {3, 1, 1}),
        new WeightedBelief(new double[] {1, 1e308, 1e-300, 1e308}),
        new WeightedBelief(new double[] {2}));
  }

  private static double integral(DoubleUnaryOperator f, double from, double to) {
    int n = 100_000;
    double width = (to - from) / n;
    return width
        * IntStream.range(0, n).mapToDouble(k -> f.applyAsDouble(from + (k + 0.5) * width)).sum();
  }

  @ParameterizedTest
  @MethodSource("beliefs")
  void theMeanDensityIsOne(ParameterBelief belief) {
    assertEquals(1, integral(belief::density, 0, 1), 1e-4);
  }

  /** Within a part of a table of a thousand. */
  @ParameterizedTest
  @MethodSource("beliefs")
  void belowAQuantileThereIsItsShare(ParameterBelief belief) {
    for (double share : new double[] {0, 1e-9, 0.01, 0.25, 1 / 3.0, 0.5, 0.9, 0.999, 1 - 0x1p-53}) {
      double quantile = belief.quantile(share);
      assertEquals(share, integral(belief::density, 0, quantile), 2e-3);
      assertEquals(Math.clamp(quantile, 0, 1), quantile);
    }
  }

  @ParameterizedTest
  @MethodSource("beliefs")
  void slopesAreDifferences(ParameterBelief belief) {
    double step = 1e-6;
    for (double u : new double[] {0.03, 0.2, 0.4, 0.76, 0.772, 0.99}) {
      double difference = (belief.density(u + step) - belief.density(u - step)) / (2 * step);
      assertEquals(difference, belief.slope(u), 1e-4 * Math.max(1, Math.abs(difference)));
    }
  }

  /** Seven parts in ten of a normal, three of a uniform. */
  @Test
  void aNormalIsDoubted() {
    ParameterBelief belief = new NormalBelief(0.5, 0.05);
    assertEquals(0.3, belief.density(0), 1e-12);
    assertEquals(Math.exp(-2), (belief.density(0.6) - 0.3) / (belief.density(0.5) - 0.3), 1e-12);
  }

  @Test
  void weightsAreRelative() {
    ParameterBelief belief = new WeightedBelief(new double[] {30, 10, 20});
    assertEquals(0.7 * 1.5 + 0.3, belief.density(1 / 6.0), 1e-12);
    assertEquals(0.7 * 0.5 + 0.3, belief.density(0.5), 1e-12);
    assertEquals(1, belief.density(5 / 6.0), 1e-12);
    assertEquals(1, belief.density(1), 1e-12);
  }
}
