package dev.luthier.strategy.gp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.space.Configuration;
import dev.luthier.study.Direction;
import dev.luthier.study.Evaluation;
import dev.luthier.study.Measurement;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.Trial;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is believed of a trial that was stopped. */
final class FinalValuesTest {
  private static final Trial.Timing TIMING = new Trial.Timing("w", Instant.EPOCH, Instant.EPOCH);
  private static final Configuration ANY = Configuration.of(Map.of("x0", 0.5, "x1", 0.5));

  private static List<Measurement> curve(double... values) {
    List<Measurement> measurements = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      measurements.add(Measurement.of(i + 1, "y", values[i]));
    }
    return measurements;
  }

  private static Trial.Completed completed(double end, double... values) {
    return new Trial.Completed(0, ANY, curve(values), TIMING, Evaluation.of("y", end));
  }

  private static Trial.Pruned pruned(double... values) {
    return new Trial.Pruned(1, ANY, curve(values), TIMING, "median");
  }

  private static FinalValues after(ObjectiveSpec objective, Trial.Completed... trials) {
    FinalValues finals = new FinalValues(objective);
    for (Trial.Completed trial : trials) {
      double value = trial.evaluation().value("y");
      finals.completed(trial, objective.direction() == Direction.MINIMIZE ? value : -value);
    }
    return finals;
  }

  /**
   * Curves that keep a part of their distances but for noise: the truth lies within two errors as
   * often as that of a normal number should, and is not missed on average.
   */
  @ParameterizedTest
  @CsvSource({"MINIMIZE, 0.7", "MAXIMIZE, 0.7", "MINIMIZE, 0.2"})
  void predictsWithTheErrorThatItSays(Direction direction, double kept) {
    RandomGenerator random = new SplittableRandom(1);
    double sign = direction == Direction.MINIMIZE ? 1 : -1;
    ObjectiveSpec objective = new ObjectiveSpec("y", direction);
    int rounds = 4_000;
    double sum = 0;
    double squares = 0;
    for (int round = 0; round < rounds; round++) {
      Trial.Completed[] trials = new Trial.Completed[30];
      for (int i = 0; i < trials.length; i++) {
        double at = random.nextGaussian();
        double end = kept * at - 5 + 0.1 * random.nextGaussian();
        trials[i] = completed(sign * end, sign * (at + 5), sign * at, sign * end);
      }
      double at = 1 + random.nextGaussian();
      double end = kept * at - 5 + 0.1 * random.nextGaussian();
      FinalValues finals = after(objective, trials);
      FinalValues.Predicted predicted = finals.of(pruned(sign * (at + 5), sign * at)).orElseThrow();
      double miss = (end - predicted.value()) / predicted.error();
      sum += miss;
      squares += miss * miss;
    }
    assertEquals(0, sum / rounds, 0.1);
    // A fitted slope costs a degree of freedom, and more for who stands apart: 1.1 in place of 1.
    assertEquals(1.1, squares / rounds, 0.15);
  }

  /** Whoever began badly ends like the others: no gain is to be expected from a bad beginning. */
  @Test
  void curvesThatAllEndAlikePredictThatEnd() {
    ObjectiveSpec objective = ObjectiveSpec.minimize("y");
    Trial.Completed[] trials = new Trial.Completed[8];
    for (int i = 0; i < trials.length; i++) {
      // The later they begin to fall, the lower they end, as it happens: the slope is held at 0.
      trials[i] = completed(1 - 0.01 * i, 5 + i, 1 - 0.01 * i);
    }
    FinalValues.Predicted predicted = after(objective, trials).of(pruned(50)).orElseThrow();
    assertEquals(1 - 0.035, predicted.value(), 1e-12);
    // The standard deviation of 0, 0.01, … 0.07, and that of its mean.
    assertEquals(0.01 * Math.sqrt(6 * (1 + 1 / 8.0)), predicted.error(), 1e-12);
  }

  /** Curves that fall apart are not extrapolated: a slope above 1 is held there. */
  @Test
  void distancesAreKeptAtMost() {
    ObjectiveSpec objective = ObjectiveSpec.minimize("y");
    Trial.Completed[] trials = new Trial.Completed[6];
    for (int i = 0; i < trials.length; i++) {
      trials[i] = completed(3 * i, 10 + i, 3 * i);
    }
    assertEquals(
        7.5 + (20 - 12.5), after(objective, trials).of(pruned(20)).orElseThrow().value(), 1e-12);
  }

  @Test
  void isNoBetterThanTheBestThatCompleted() {
    ObjectiveSpec objective = ObjectiveSpec.maximize("y");
    FinalValues finals =
        after(
            objective,
            completed(0.6, 0.3, 0.6),
            completed(0.7, 0.4, 0.7),
            completed(0.8, 0.5, 0.8),
            completed(0.9, 0.6, 0.9),
            completed(0.5, 0.2, 0.5));
    assertEquals(-0.4, finals.of(pruned(0.1)).orElseThrow().value(), 1e-12);
    assertEquals(-0.9, finals.of(pruned(0.85)).orElseThrow().value());
  }

  @Test
  void takesFiveWhoWereThereToCompareWith() {
    ObjectiveSpec objective = ObjectiveSpec.minimize("y");
    Trial.Completed whole = completed(1, 3, 2, 1);
    Trial.Completed brief = completed(1, 1);
    Trial.Completed silent = completed(0);
    Trial.Completed broken = completed(1, 3, Double.NaN, 1);
    Trial.Completed infinite = completed(Double.NEGATIVE_INFINITY, 3, 2, 1);
    FinalValues four =
        after(objective, whole, whole, whole, whole, brief, silent, broken, infinite);
    assertEquals(Optional.empty(), four.of(pruned(3, 2.5)));
    FinalValues five = after(objective, whole, whole, whole, whole, whole, brief, silent, broken);
    assertEquals(new FinalValues.Predicted(1.5, 0), five.of(pruned(3, 2.5)).orElseThrow());
    assertEquals(Optional.empty(), five.of(pruned()));
    assertEquals(Optional.empty(), five.of(pruned(3, Double.NaN)));
    assertEquals(Optional.empty(), five.of(pruned(3, Double.POSITIVE_INFINITY)));
    // Later than anybody has come.
    assertEquals(Optional.empty(), five.of(pruned(3, 3, 3, 3)));
  }

  /** The model is given the prediction and its error, where before it had the worst value. */
  @Test
  void theModelSeesThePrediction() {
    CandidateSpace candidates = new CandidateSpace(StandardErrorTest.SQUARE);
    ModelSpace model = new ModelSpace(StandardErrorTest.SQUARE);
    List<Output> outputs =
        List.of(
            new Output.Objective(ObjectiveSpec.maximize("y"), true),
            new Output.Constraint("c"),
            new Output.Failure());
    try (EarlierModels none = StandardErrorTest.earlier()) {
      Observations observations = new Observations(candidates, model, outputs, none);
      Observations several =
          new Observations(
              candidates,
              model,
              List.of(new Output.Objective(ObjectiveSpec.maximize("y"), false)),
              none);
      for (int i = 0; i < 6; i++) {
        Trial.Completed trial = completed(0.5 + i / 10.0, 0.2 + i / 20.0, 0.5 + i / 10.0);
        observations.add(trial);
        several.add(trial);
      }
      observations.add(pruned(0.1));
      several.add(pruned(0.1));
      int[] last = {6};
      // From 0.2, 0.25, … 0.45 to 0.5, 0.6, … 1.0: twice as far apart, so distances are kept.
      assertEquals(-(0.75 + 0.1 - 0.325), observations.observed(0, last).values()[0], 1e-12);
      double variance = 0.05 * 0.05 * 3.5 * (1 + 1 / 6.0);
      assertEquals(Math.sqrt(variance), observations.observed(0, last).errors()[0], 1e-12);
      assertTrue(Double.isNaN(observations.observed(1, last).values()[0]));
      assertEquals(-1, observations.observed(2, last).values()[0]);
      assertTrue(Double.isNaN(observations.value(6)), "it is not one to improve on");
      assertTrue(Double.isNaN(several.observed(0, last).values()[0]));
    }
  }
}
