package dev.luthier.strategy.gp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.space.Configuration;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.space.SpaceBuilder;
import dev.luthier.study.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailedTrialsTest {
  private static final SpaceBuilder BUILDER = SearchSpace.builder();
  private static final RealParameter X = BUILDER.add(RealParameter.linear("x", 0, 1));
  private static final RealParameter Y = BUILDER.add(RealParameter.linear("y", 0, 1));
  private static final SearchSpace SQUARE = BUILDER.build();

  private static double slope(Configuration c) {
    double y = c.get(Y) - 0.4;
    return y * y - c.get(X);
  }

  /** It is least where trials begin to fail: −0.6. */
  private static double failing(Configuration c) {
    return c.get(X) > 0.6 ? Double.NaN : slope(c);
  }

  private static double best(Loop loop) {
    return loop.finished().stream()
        .filter(Trial.Completed.class::isInstance)
        .mapToDouble(t -> ((Trial.Completed) t).evaluation().value(Loop.VALUE))
        .min()
        .orElseThrow();
  }

  private static long failures(List<Trial.Finished> trials) {
    return trials.stream().filter(Trial.Failed.class::isInstance).count();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theOptimumIsWhereTrialsBeginToFail(long seed) {
    try (Loop loop = new Loop(SQUARE, seed, Map.of())) {
      loop.add(samples(10), FailedTrialsTest::failing);
      loop.minimize(FailedTrialsTest::failing, 25);
      assertEquals(-0.6, best(loop), 0.02);
      assertTrue(failures(loop.finished()) > 0);
    }
  }

  /** Failures of every third trial say nothing of where, and do not end the search. */
  @Test
  void failuresByChance() {
    try (Loop loop = new Loop(SQUARE, 5, Map.of())) {
      SplittableRandom random = new SplittableRandom(8);
      loop.minimize(c -> random.nextInt(3) == 0 ? Double.NaN : slope(c), 40);
      assertEquals(-1, best(loop), 0.02);
    }
  }

  /** The objective's model does not see them: by it the best of noisy values is the same. */
  @Test
  void theObjectivesModelDoesNotSeeThem() {
    SplittableRandom random = new SplittableRandom(10);
    List<Configuration> samples = samples(30);
    double[] noise = samples.stream().mapToDouble(_ -> 0.5 * random.nextGaussian()).toArray();
    List<Configuration> others =
        IntStream.range(0, 10).mapToObj(_ -> SQUARE.sample(random)).toList();
    try (Loop without = new Loop(SQUARE, 6, Map.of());
        Loop with = new Loop(SQUARE, 6, Map.of())) {
      for (int i = 0; i < samples.size(); i++) {
        double value = slope(samples.get(i)) + noise[i];
        List<Configuration> sample = List.of(samples.get(i));
        without.add(sample, _ -> value);
        with.add(sample, _ -> value);
        if (i % 3 == 0) {
          with.add(List.of(others.get(i / 3)), _ -> Double.NaN);
        }
        assertEquals(without.recommend(), with.recommend());
      }
    }
  }

  /** Whatever was asked in between, and however many trials came at a time. */
  @Test
  void proposalsAreAFunctionOfTheLog() {
    try (Loop one = new Loop(SQUARE, 7, Map.of());
        Loop resumed = new Loop(SQUARE, 7, Map.of())) {
      one.add(samples(10), FailedTrialsTest::failing);
      one.minimize(FailedTrialsTest::failing, 10);
      assertTrue(failures(one.finished()) > 0);
      resumed.resume(one);
      assertEquals(one.ask(3), resumed.ask(3));
    }
  }

  private static List<Configuration> samples(int count) {
    SplittableRandom random = new SplittableRandom(9);
    List<Configuration> samples = new ArrayList<>();
    IntStream.range(0, count).forEach(_ -> samples.add(SQUARE.sample(random)));
    return samples;
  }
}
