package dev.luthier.bench.development;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.space.Configuration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class LearnersTest {
  /**
   * A learner.
   *
   * @param idle makes it answer with almost nothing, whatever the rest is
   */
  private record Learner(
      String name, Function<RandomGenerator, Drawn> source, Map<String, Object> idle) {}

  private static final Map<String, Object> IDLE_RIDGE =
      Map.of(
          "penalty", 1e3, "kernel", "laplace", "offset", 0.0, "width", 1.0, "standardised", true);

  private static final List<Learner> LEARNERS =
      List.of(
          new Learner("ridge", r -> KernelRidge.draw(false, r), with(IDLE_RIDGE, "degree", 2)),
          new Learner("conditional ridge", r -> KernelRidge.draw(true, r), IDLE_RIDGE),
          new Learner(
              "network",
              Network::draw,
              Map.of(
                  "rate",
                  1e-4,
                  "spread",
                  1e-2,
                  "activation",
                  "tanh",
                  "batch",
                  60,
                  "width",
                  1,
                  "method",
                  "momentum",
                  "momentum",
                  0.0,
                  "decay",
                  1e-6)),
          new Learner(
              "trees",
              BoostedTrees::draw,
              Map.of(
                  "trees",
                  1,
                  "shrinkage",
                  0.01,
                  "levels",
                  1,
                  "examples",
                  1.0,
                  "inputs",
                  1.0,
                  "leaf",
                  1)));

  @Test
  void whatHardlyLearnsIsAsGoodAsAConstant() {
    for (Learner learner : LEARNERS) {
      for (long seed = 0; seed < 5; seed++) {
        Drawn drawn = learner.source.apply(new SplittableRandom(seed));
        Configuration idle = drawn.space().configuration(learner.idle);
        assertEquals(
            ofZero(seed), drawn.function().applyAsDouble(idle), 0.05, learner.name + " " + seed);
      }
    }
  }

  /** The noise alone is at least a twentieth of a task, so no learner is nearly perfect. */
  @Test
  void someConfigurationLearnsAndNoneIsPerfect() {
    for (Learner learner : LEARNERS) {
      double gain =
          LongStream.range(0, 8)
              .mapToDouble(seed -> best(learner.source, seed) / ofZero(seed))
              .average()
              .orElseThrow();
      assertTrue(gain < 0.9 && gain > 0.04, learner.name + " " + gain);
    }
  }

  @Test
  void standardisedInputsHaveMeanZeroAndDeviationOne() {
    LearningTask task = LearningTask.draw(new SplittableRandom(1)).standardised();
    for (int i = 0; i < LearningTask.INPUTS; i++) {
      int input = i;
      double[] values = Arrays.stream(task.inputs()).mapToDouble(row -> row[input]).toArray();
      assertEquals(0, DoubleStream.of(values).average().orElseThrow(), 1e-13);
      assertEquals(1, DoubleStream.of(values).map(v -> v * v).average().orElseThrow(), 1e-13);
    }
  }

  @Test
  void aLearnerOutOfBoundsIsTheWorst() {
    LearningTask task = LearningTask.draw(new SplittableRandom(2));
    for (double wild : List.of(Double.NaN, Double.POSITIVE_INFINITY, 1e300)) {
      assertEquals(1e4, task.error(_ -> wild));
    }
  }

  private static Map<String, Object> with(Map<String, Object> values, String name, Object value) {
    Map<String, Object> more = new HashMap<>(values);
    more.put(name, value);
    return Map.copyOf(more);
  }

  private static double best(Function<RandomGenerator, Drawn> source, long seed) {
    Drawn drawn = source.apply(new SplittableRandom(seed));
    RandomGenerator random = new SplittableRandom(100);
    return Stream.generate(() -> drawn.space().sample(random))
        .limit(200)
        .mapToDouble(drawn.function())
        .min()
        .orElseThrow();
  }

  /** A learner's task is what its generator draws first. */
  private static double ofZero(long seed) {
    return LearningTask.draw(new SplittableRandom(seed)).error(_ -> 0);
  }
}
