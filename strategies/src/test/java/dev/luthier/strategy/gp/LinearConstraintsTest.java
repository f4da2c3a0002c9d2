package dev.luthier.strategy.gp;

import static dev.luthier.space.Condition.when;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.space.CategoricalParameter;
import dev.luthier.space.Configuration;
import dev.luthier.space.IntegerParameter;
import dev.luthier.space.LinearSum;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.space.SpaceBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinearConstraintsTest {
  private static final RealParameter X = RealParameter.linear("x", 0, 1);
  private static final RealParameter Y = RealParameter.linear("y", 0, 1);
  private static final Map<String, Object> SMALL = Map.of("candidates", 256, "starts", 4);

  private static SearchSpace triangle() {
    SpaceBuilder space = SearchSpace.builder();
    space.add(X);
    space.add(Y);
    space.limit(LinearSum.of(1, X).plus(1, Y).atMost(0.6));
    return space.build();
  }

  /**
   * A valley across the line x + y = 0.6, with its bottom beyond: w (x − a)² + v (y − b)² has its
   * least value on the line where the weighted errors are equal, (a + b − 0.6) v / (w + v) off in
   * x.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void findsTheOptimumOnAFace(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double a = random.nextDouble(0.4, 0.7);
    double b = random.nextDouble(0.4, 0.7);
    double w = random.nextDouble(0.5, 3);
    double v = random.nextDouble(0.5, 3);
    double x = a - (a + b - 0.6) * v / (w + v);
    double y = b - (a + b - 0.6) * w / (w + v);
    assertEquals(0.6, x + y, 1e-12);
    Configuration best = best(triangle(), seed, w, v, a, b);
    assertEquals(x, best.get(X), 1e-2);
    assertEquals(y, best.get(Y), 1e-2);
  }

  /** A ten-thousandth of the square: x and y are the same but for 5e-5. */
  @Test
  void findsTheOptimumOfAThinBand() {
    SpaceBuilder builder = SearchSpace.builder();
    builder.add(X);
    builder.add(Y);
    builder.limit(LinearSum.of(1, X).minus(1, Y).atMost(5e-5));
    builder.limit(LinearSum.of(1, Y).minus(1, X).atMost(5e-5));
    Configuration best = best(builder.build(), 5, 1, 1, 0.2, 0.9);
    assertEquals(0.55, best.get(X), 1e-2);
    assertEquals(0.55, best.get(Y), 1e-2);
  }

  private static Configuration best(
      SearchSpace space, long seed, double w, double v, double a, double b) {
    ToDoubleFunction<Configuration> valley =
        c -> w * Math.pow(c.get(X) - a, 2) + v * Math.pow(c.get(Y) - b, 2);
    List<Configuration> tried = new ArrayList<>();
    try (Loop loop = new Loop(space, seed, SMALL)) {
      for (int trial = 0; trial < 40; trial++) {
        loop.ask(1);
        tried.add(loop.tell(valley));
      }
    }
    tried.forEach(c -> assertTrue(space.permits(c), c::toJson));
    return tried.stream().min(Comparator.comparingDouble(valley)).orElseThrow();
  }

  @Test
  void whatIsBrokenIsBroughtToTheNearestByWhatIsLinear() {
    SpaceBuilder builder = SearchSpace.builder();
    var n = builder.add(IntegerParameter.linear("n", 0, 9));
    var x = builder.add(RealParameter.linear("x", -10, 10));
    var z = builder.add(RealParameter.log("z", 0.1, 10));
    builder.limit(LinearSum.of(1, n).plus(1, x).plus(1, z).atMost(5));
    CandidateSpace space = new CandidateSpace(builder.build());
    // n = 9, x = 8, z = 1: x has to be −5, a quarter of its range.
    Candidate near = space.near(new double[] {0.95, 0.9, 0.5}).orElseThrow();
    assertArrayEquals(new double[] {0.95, 0.25, 0.5}, near.point(), 1e-9);
    // n = 0, x = −9, z = 1 is permitted and stays.
    double[] inside = {0.05, 0.05, 0.5};
    assertArrayEquals(inside, space.near(inside.clone()).orElseThrow().point(), 1e-12);
    // With x at least 0 n = 9 is left nothing.
    assertTrue(
        space
            .near(new double[] {0.95, 0.9, 0.5}, new double[] {0, 0.5, 0}, new double[] {1, 1, 1})
            .isEmpty());
  }

  @Test
  void aConstraintDoesNotMoveWhatItDoesNotApplyTo() {
    SpaceBuilder builder = SearchSpace.builder();
    var mode = builder.add(CategoricalParameter.of("mode", "a", "b"));
    builder.add(X);
    builder.add(Y, when(mode, "a"));
    builder.limit(LinearSum.of(1, X).plus(1, Y).atMost(0.6));
    SearchSpace space = builder.build();
    CandidateSpace candidates = new CandidateSpace(space);
    Candidate b = candidates.of(space.configuration(Map.of("mode", "b", "x", 0.9)));
    assertArrayEquals(b.point(), candidates.near(b.point().clone()).orElseThrow().point(), 0);
    Configuration broken = space.configure((i, p) -> p.decode(new double[] {0, 0.5, 0.5}[i]));
    Candidate a = candidates.near(candidates.of(broken).point()).orElseThrow();
    assertArrayEquals(new double[] {0.25, 0.3, 0.3}, a.point(), 1e-9);
  }

  /** Around a centre in a corner, where a random point of the box often breaks the constraint. */
  @Test
  void pointsOfATrustRegionAreInItAndPermitted() {
    SearchSpace space = triangle();
    CandidateSpace candidates = new CandidateSpace(space);
    Candidate centre = candidates.of(space.configuration(Map.of("x", 0.58, "y", 0.02)));
    double[] sides = {0.2, 0.2};
    var box = new BoxCandidates(space, candidates, new ModelSpace(space));
    List<Candidate> points = box.around(centre, sides, new SplittableRandom(1));
    assertEquals(box.size(), points.size());
    for (Candidate point : points) {
      assertTrue(space.permits(candidates.configuration(point)), Arrays.toString(point.point()));
      assertTrue(point.distance(centre) <= 0.1 + 1e-12);
    }
  }
}
