package dev.luthier.strategy.gp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.space.Configuration;
import dev.luthier.space.Encoder;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.space.SpaceBuilder;
import dev.luthier.strategy.StrategySetup;
import dev.luthier.strategy.Workload;
import dev.luthier.study.EarlierStudy;
import dev.luthier.study.Evaluation;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.Outcome;
import dev.luthier.testkit.ReferenceCompute;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trials that are told with the standard error of their value. */
class StandardErrorTest {
  private static final Map<String, Object> SMALL = Map.of("candidates", 128, "starts", 3);
  static final SearchSpace SQUARE = square();

  private static SearchSpace square() {
    SpaceBuilder builder = SearchSpace.builder();
    builder.add(RealParameter.linear("x0", 0, 1));
    builder.add(RealParameter.linear("x1", 0, 1));
    return builder.build();
  }

  /** A bowl with its minimum 0 away from the middle. */
  private static double bowl(Configuration configuration) {
    double sum = 0;
    for (double u : new Encoder(SQUARE).encode(configuration)) {
      sum += (u - 0.7) * (u - 0.7);
    }
    return sum;
  }

  private static List<Configuration> random(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return Stream.generate(() -> SQUARE.sample(random)).limit(count).toList();
  }

  /** Off by an error that every second trial has, and tells or not. */
  private static Function<Configuration, Evaluation> everySecondIsOff(
      List<Configuration> history, double by, boolean isTold) {
    return c -> {
      boolean isOff = history.indexOf(c) % 2 == 1;
      Evaluation told = Evaluation.of(Loop.VALUE, bowl(c) + (isOff ? by : 0));
      return isTold ? told.withStandardError(isOff ? 0.5 : 0.001) : told;
    };
  }

  /** Every second value is off by something of deviation 0.5, half of the range of them. */
  @Test
  void aRecommendationReliesOnPreciseTrials() {
    double told = 0;
    double notTold = 0;
    for (long seed = 0; seed < 8; seed++) {
      List<Configuration> history = random(30, seed);
      double best = history.stream().mapToDouble(StandardErrorTest::bowl).min().orElseThrow();
      told += bowl(recommended(history, seed, true)) - best;
      notTold += bowl(recommended(history, seed, false)) - best;
    }
    assertTrue(told < 0.2 * notTold, "told " + told / 8 + ", not told " + notTold / 8);
  }

  private static Configuration recommended(List<Configuration> history, long seed, boolean isTold) {
    SplittableRandom luck = new SplittableRandom(seed);
    Function<Configuration, Evaluation> objective =
        c -> {
          double error = history.indexOf(c) % 2 == 1 ? 0.5 : 0.001;
          Evaluation evaluation = Evaluation.of(Loop.VALUE, bowl(c) + error * luck.nextGaussian());
          return isTold ? evaluation.withStandardError(error) : evaluation;
        };
    try (Loop loop = new Loop(SQUARE, 1, SMALL)) {
      loop.addEvaluated(history, objective);
      return loop.recommend().orElseThrow();
    }
  }

  /** Several rows of a factor, and not merged. */
  @Test
  void twiceTheSameConfigurationCountsAsItsErrorsSay() {
    List<Configuration> history = random(12, 5);
    Configuration twice = history.getFirst();
    try (Loop loop = new Loop(SQUARE, 1, SMALL)) {
      loop.addEvaluated(
          history, c -> Evaluation.of(Loop.VALUE, 1 + bowl(c)).withStandardError(0.001));
      assertNotEquals(twice, loop.recommend().orElseThrow());
      // By chance far below all others, again and again, and not to be relied on.
      for (int i = 0; i < 3; i++) {
        loop.addEvaluated(List.of(twice), _ -> Evaluation.of(Loop.VALUE, 0).withStandardError(10));
      }
      assertNotEquals(twice, loop.recommend().orElseThrow());
      for (int i = 0; i < 3; i++) {
        loop.addEvaluated(
            List.of(twice), _ -> Evaluation.of(Loop.VALUE, 0).withStandardError(1e-6));
      }
      assertEquals(twice, loop.recommend().orElseThrow());
    }
  }

  @Test
  void anErrorThatIsToldChangesProposals() {
    List<Configuration> history = random(20, 6);
    try (Loop told = new Loop(SQUARE, 1, SMALL);
        Loop notTold = new Loop(SQUARE, 1, SMALL)) {
      told.addEvaluated(history, everySecondIsOff(history, 0.3, true));
      notTold.addEvaluated(history, everySecondIsOff(history, 0.3, false));
      assertNotEquals(told.peek(1), notTold.peek(1));
    }
  }

  /** Past a hundred observations rows are appended to a factor: as a block, and one at a time. */
  @Test
  void proposalsAreAFunctionOfTheLog() {
    List<Configuration> history = random(136, 12);
    SplittableRandom random = new SplittableRandom(1);
    Function<Configuration, Evaluation> objective =
        c -> {
          double error = random.nextInt(3) == 0 ? 0.2 * random.nextDouble() : 0;
          Evaluation told = Evaluation.of(Loop.VALUE, bowl(c) + error * random.nextGaussian());
          return random.nextBoolean() ? told.withStandardError(error) : told;
        };
    List<Object> asked = new ArrayList<>();
    try (Loop loop = new Loop(SQUARE, 6, SMALL)) {
      for (Configuration configuration : history) {
        loop.addEvaluated(List.of(configuration), objective);
        if (loop.finished().size() > 100) {
          loop.recommend();
        }
        if (loop.finished().size() % 12 == 8) {
          try (Loop again = new Loop(SQUARE, 6, SMALL)) {
            again.resume(loop);
            asked.add(loop.peek(1));
            assertEquals(asked.getLast(), again.peek(1));
            assertEquals(loop.recommend(), again.recommend());
          }
        }
      }
    }
    assertEquals(11, asked.size());
  }

  /** Values that contradict each other and are said to be exact, and errors without end. */
  @ParameterizedTest
  @ValueSource(doubles = {0, Double.MIN_VALUE, 1e-30, 1e6, Double.MAX_VALUE, 1.0 / 0})
  void goesOnWhateverTheErrorsAre(double error) {
    List<Configuration> some = random(4, 8);
    try (Loop loop = new Loop(SQUARE, 2, SMALL)) {
      for (int i = 0; i < 20; i++) {
        double value = Math.sin(i);
        loop.addEvaluated(
            List.of(some.get(i % 4)),
            _ -> Evaluation.of(Loop.VALUE, value).withStandardError(error));
        Configuration proposed = loop.ask(1).getFirst();
        assertEquals(proposed, SQUARE.configuration(proposed.asMap()));
        loop.tell(StandardErrorTest::bowl);
      }
      assertTrue(loop.recommend().isPresent());
    }
  }

  /** Nothing is said of the second objective, and of what is to be kept. */
  @Test
  void theErrorIsTheFirstObjectives() {
    List<Output> outputs =
        List.of(
            new Output.Objective(ObjectiveSpec.maximize("first"), false),
            new Output.Objective(ObjectiveSpec.minimize("second"), false),
            new Output.Constraint("kept"));
    try (Loop loop = new Loop(SQUARE, 1, SMALL);
        EarlierModels none = earlier()) {
      loop.addEvaluated(
          random(2, 1),
          c ->
              Evaluation.of("first", bowl(c))
                  .and("second", 1)
                  .and(Loop.VALUE, 1)
                  .withConstraint("kept", -1)
                  .withStandardError(0.25));
      loop.add(random(1, 2), _ -> Double.NaN);
      var observations =
          new Observations(new CandidateSpace(SQUARE), new ModelSpace(SQUARE), outputs, none);
      loop.finished().forEach(observations::add);
      int[] rows = {2, 0, 1};
      assertArrayEquals(
          new double[] {Double.NaN, 0.25, 0.25}, observations.observed(0, rows).errors());
      for (int output = 1; output < 3; output++) {
        double[] errors = observations.observed(output, rows).errors();
        assertTrue(Arrays.stream(errors).allMatch(Double::isNaN), Arrays.toString(errors));
      }
    }
  }

  /** Half of an earlier study's values were luck, and said so. */
  @Test
  void anEarlierStudysErrorsCount() {
    double told = agreement(true);
    double notTold = agreement(false);
    assertTrue(told > 0.95, () -> "told: " + told);
    assertTrue(notTold < 0.9, () -> "not told: " + notTold);
  }

  /** The part of pairs of points that are in order by what an earlier study lets one expect. */
  private static double agreement(boolean isTold) {
    List<Configuration> history = random(30, 4);
    Function<Configuration, Evaluation> objective = everySecondIsOff(history, -0.5, isTold);
    List<EarlierStudy.Evaluated> trials =
        history.stream()
            .map(c -> new EarlierStudy.Evaluated(c, new Outcome.Completed(objective.apply(c))))
            .toList();
    try (EarlierModels earlier = earlier(new EarlierStudy("earlier", trials))) {
      List<Configuration> points = random(60, 9);
      int inOrder = 0;
      for (int i = 1; i < points.size(); i++) {
        double truth = bowl(points.get(i)) - bowl(points.get(i - 1));
        double expected = mean(earlier, points.get(i)) - mean(earlier, points.get(i - 1));
        inOrder += truth * expected > 0 ? 1 : 0;
      }
      return inOrder / 59.0;
    }
  }

  private static double mean(EarlierModels earlier, Configuration configuration) {
    Candidate candidate = new CandidateSpace(SQUARE).of(configuration);
    return earlier.means(new ModelSpace(SQUARE).features(candidate.point(), candidate.active()))[0];
  }

  static EarlierModels earlier(EarlierStudy... studies) {
    ObjectiveSpec objective = ObjectiveSpec.minimize(Loop.VALUE);
    return new EarlierModels(
        new StrategySetup(
            SQUARE,
            List.of(objective),
            List.of(),
            1,
            Map.of(),
            new ReferenceCompute(),
            List.of(studies)),
        new CandidateSpace(SQUARE),
        new ModelSpace(SQUARE),
        new Output.Objective(objective, true),
        new Workload(1, 2, 64));
  }
}
