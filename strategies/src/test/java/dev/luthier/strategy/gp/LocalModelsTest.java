package dev.luthier.strategy.gp;

import static dev.luthier.space.Condition.when;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.space.CategoricalParameter;
import dev.luthier.space.Configuration;
import dev.luthier.space.IntegerParameter;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.space.SpaceBuilder;
import dev.luthier.strategy.Prediction;
import dev.luthier.strategy.Rationale;
import dev.luthier.study.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LocalModelsTest {
  private static SearchSpace cube(int d) {
    SpaceBuilder builder = SearchSpace.builder();
    for (int i = 0; i < d; i++) {
      builder.add(RealParameter.linear("x" + i, 0, 1));
    }
    return builder.build();
  }

  private static ToDoubleFunction<Configuration> of(
      LocalStudy study, ToDoubleFunction<double[]> function) {
    return configuration -> function.applyAsDouble(study.encoder().encode(configuration));
  }

  /** Minimum 0 away from the middle. */
  private static double bowl(double[] point) {
    return Arrays.stream(point).map(u -> (u - 0.7) * (u - 0.7)).sum();
  }

  /** On [−2, 2]^d, minimum 0 at the end of a bent valley. */
  private static double rosenbrock(double[] point) {
    double sum = 0;
    for (int i = 0; i + 1 < point.length; i++) {
      double x = 4 * point[i] - 2;
      double y = 4 * point[i + 1] - 2;
      sum += 100 * (y - x * x) * (y - x * x) + (1 - x) * (1 - x);
    }
    return sum;
  }

  /** A hundred more random points are seldom better than three hundred at all. */
  @Test
  void aHundredProposalsAreFarBetterThanRandomPoints() {
    try (LocalStudy study = new LocalStudy(cube(10), 300)) {
      ToDoubleFunction<Configuration> objective = of(study, LocalModelsTest::rosenbrock);
      study.addRandom(300, objective);
      double before = study.states().getFirst().best();
      SplittableRandom random = new SplittableRandom(99);
      double chance =
          Stream.generate(() -> study.space().sample(random))
              .limit(100)
              .mapToDouble(objective)
              .min()
              .orElseThrow();
      double best = study.minimize(objective, 100);
      assertTrue(
          best < 0.25 * Math.min(before, chance),
          () -> best + " after " + before + "; by chance " + chance);
    }
  }

  /** A smooth function, known at sixty points: its value is what the region's model expects. */
  @Test
  void whyAPointIsProposedIsSaidByTheModelOfItsRegion() {
    try (LocalStudy study = new LocalStudy(cube(2), 60)) {
      ToDoubleFunction<Configuration> objective = of(study, LocalModelsTest::bowl);
      study.addRandom(60, objective);
      double best = study.states().getFirst().best();
      Configuration proposed = study.ranked().getFirst();
      Rationale why = study.rationale(proposed).orElseThrow();
      Prediction prediction = Objects.requireNonNull(why.predictions().get("value"));
      double error = Math.abs(objective.applyAsDouble(proposed) - prediction.mean());
      assertTrue(error <= 4 * prediction.deviation(), () -> error + " and " + prediction);
      assertEquals(prediction.mean() < best, why.motive() == Rationale.Motive.EXPLOITATION);
      assertEquals(OptionalDouble.empty(), why.acquisition());
      assertEquals(List.of(proposed), study.ranked().subList(0, 1), "nothing has changed");
    }
  }

  @Test
  void proposalsLieInTheRegionOfTheirTurn() {
    try (LocalStudy study = new LocalStudy(cube(3), 60)) {
      study.addRandom(60, of(study, LocalModelsTest::bowl));
      // Failures, so that regions are small.
      for (int i = 0; i < 60; i++) {
        int seat = TrustRegions.seat(study.next());
        int centre = study.states().get(seat).centre();
        study.tell(study.configuration(centre), Double.NaN);
      }
      for (long trial = study.next(); trial < study.next() + 6; trial++) {
        TrustRegion region = study.regions().turn(trial).region();
        double[] centre = study.observations().candidate(region.centre()).point();
        List<Configuration> ranked = study.ranked(trial);
        assertFalse(ranked.isEmpty());
        for (Configuration configuration : ranked) {
          double[] point = study.encoder().encode(configuration);
          double volume = 1;
          for (int k = 0; k < 3; k++) {
            assertTrue(Math.abs(point[k] - centre[k]) <= region.length() + 1e-9);
            volume *= Math.max(1e-9, Math.abs(point[k] - centre[k]));
          }
          // No side's half is the mean side in all coordinates together.
          assertTrue(volume <= Math.pow(region.length() / 2, 3) + 1e-9);
        }
      }
    }
  }

  /** A study that is opened again, with its whole log at once, proposes the same to the bit. */
  @Test
  void replayProposesTheSame() {
    try (LocalStudy study = new LocalStudy(mixed(), 40);
        LocalStudy again = new LocalStudy(mixed(), 40)) {
      ToDoubleFunction<Configuration> objective = of(study, LocalModelsTest::bowl);
      study.addRandom(40, objective);
      for (int i = 0; i < 150; i++) {
        // Not every trial is asked for, and some fail.
        Configuration configuration =
            i % 3 == 0
                ? study.ranked().getFirst()
                : near(study, study.states().get(TrustRegions.seat(study.next())));
        study.tell(configuration, i % 7 == 0 ? Double.NaN : objective.applyAsDouble(configuration));
      }
      again.observe(new ArrayList<>(study.log()));
      for (long trial = study.next(); trial < study.next() + 8; trial++) {
        assertEquals(study.ranked(trial), again.ranked(trial));
      }
    }
  }

  private static Configuration near(LocalStudy study, TrustRegion region) {
    double[] point = study.observations().candidate(region.centre()).point().clone();
    SplittableRandom random = new SplittableRandom(study.next());
    for (int k = 0; k < point.length; k++) {
      point[k] = Math.clamp(point[k] + random.nextDouble(-0.1, 0.1), 0, 1);
    }
    return study.encoder().decode(point);
  }

  /** Rows have the noise that is told, whether the model began with them or they came later. */
  @Test
  void standardErrorsAreNoiseAndReplayKeepsThem() {
    try (LocalStudy study = new LocalStudy(cube(2), 30);
        LocalStudy notTold = new LocalStudy(cube(2), 30);
        LocalStudy again = new LocalStudy(cube(2), 30)) {
      SplittableRandom random = new SplittableRandom(3);
      ToDoubleFunction<Configuration> objective = of(study, LocalModelsTest::bowl);
      boolean isDifferent = false;
      for (int i = 0; i < 80; i++) {
        Configuration configuration =
            i < 30 ? study.space().sample(random) : study.ranked().getFirst();
        double error = i % 2 == 0 ? 0.3 : 0;
        double value = objective.applyAsDouble(configuration) + error * random.nextGaussian();
        study.tell(configuration, value, error);
        notTold.tell(configuration, value);
        isDifferent |= i > 30 && !study.ranked().equals(notTold.ranked());
      }
      assertTrue(isDifferent);
      again.observe(new ArrayList<>(study.log()));
      for (long trial = study.next(); trial < study.next() + 8; trial++) {
        assertEquals(study.ranked(trial), again.ranked(trial));
      }
    }
  }

  /** Asking is no observation. */
  @Test
  void askingChangesNothing() {
    try (LocalStudy study = new LocalStudy(cube(2), 30);
        LocalStudy other = new LocalStudy(cube(2), 30)) {
      study.addRandom(35, of(study, LocalModelsTest::bowl));
      other.addRandom(35, of(study, LocalModelsTest::bowl));
      for (long trial = 35; trial < 45; trial++) {
        study.ranked(trial);
      }
      assertEquals(other.ranked(36), study.ranked(36));
    }
  }

  @Test
  void everyTrialHasADrawOfItsOwn() {
    try (LocalStudy study = new LocalStudy(cube(4), 50)) {
      study.addRandom(50, of(study, LocalModelsTest::bowl));
      List<Configuration> first = new ArrayList<>();
      for (long trial = 50; trial < 66; trial++) {
        first.add(study.ranked(trial).getFirst());
      }
      assertEquals(16, new HashSet<>(first).size());
    }
  }

  private static SearchSpace mixed() {
    SpaceBuilder builder = SearchSpace.builder();
    builder.add(IntegerParameter.linear("layers", 1, 200));
    builder.add(CategoricalParameter.of("activation", "relu", "tanh", "gelu"));
    builder.add(RealParameter.log("rate", 1e-5, 1));
    builder.add(IntegerParameter.log("batch", 1, 8));
    return builder.build();
  }

  @Test
  void mixedSpacesAreSearched() {
    try (LocalStudy study = new LocalStudy(mixed(), 100)) {
      ToDoubleFunction<Configuration> objective = of(study, LocalModelsTest::bowl);
      study.addRandom(100, objective);
      double before = study.states().getFirst().best();
      double best = study.minimize(objective, 60);
      // What is left is what the categories' and the small integer's codes do not reach.
      double floor = floor(study);
      assertTrue(
          best - floor < 0.1 * (before - floor), () -> best + " after " + before + "; " + floor);
      assertEquals(160, study.log().stream().map(Trial::configuration).distinct().count());
    }
  }

  private static double floor(LocalStudy study) {
    double[] ideal = {0.7, 0.7, 0.7, 0.7};
    double[] reached = study.encoder().encode(study.encoder().decode(ideal));
    return bowl(reached);
  }

  @Test
  void conditionalSpacesWithForbiddenCombinationsAreSearched() {
    SpaceBuilder builder = SearchSpace.builder();
    var kind = builder.add(CategoricalParameter.of("kind", "a", "b"));
    var size = builder.add(CategoricalParameter.of("size", "s", "m", "l"));
    var depth = builder.add(RealParameter.linear("depth", 0, 1), when(kind, "a"));
    var width = builder.add(RealParameter.linear("width", 0, 1), when(kind, "b"));
    builder.forbid(when(kind, "b").and(when(size, "l")));
    SearchSpace space = builder.build();
    ToDoubleFunction<Configuration> objective =
        c ->
            (c.isActive(depth) ? 0.5 + 0.2 * c.get(depth) : Math.pow(c.get(width) - 0.83, 2))
                + (c.get(size).equals("m") ? 0 : 0.3);
    try (LocalStudy study = new LocalStudy(space, 30)) {
      study.addRandom(30, objective);
      for (int i = 0; i < 40; i++) {
        for (Configuration configuration : study.ranked()) {
          assertTrue(space.permits(configuration), configuration::toString);
          assertEquals(configuration, space.configuration(configuration.asMap()));
        }
        Configuration first = study.ranked().getFirst();
        study.tell(first, objective.applyAsDouble(first));
      }
      double best = study.states().getFirst().best();
      assertTrue(best < 1e-4, () -> "best is " + best);
    }
  }

  @Test
  void goesOnWhateverTheValuesAre() {
    for (double value : new double[] {Double.NaN, 7, 1e308, Double.NEGATIVE_INFINITY}) {
      try (LocalStudy study = new LocalStudy(cube(2), 30)) {
        study.addRandom(30, _ -> value);
        for (int i = 0; i < 12; i++) {
          study.tell(study.ranked().getFirst(), i == 5 ? Double.NaN : value);
        }
      }
    }
  }

  @Test
  void duplicatesDoNoHarm() {
    try (LocalStudy study = new LocalStudy(cube(2), 30)) {
      Configuration same = study.space().sample(new SplittableRandom(4));
      for (int i = 0; i < 60; i++) {
        study.tell(same, 0.5);
      }
      assertFalse(study.ranked().contains(same));
      double best = study.minimize(of(study, LocalModelsTest::bowl), 40);
      assertTrue(best < 0.05, () -> "best is " + best);
    }
  }

  /** What has been tried is left out; when all has been, nothing is left. */
  @Test
  void aSpaceCanBeUsedUp() {
    SpaceBuilder builder = SearchSpace.builder();
    builder.add(IntegerParameter.linear("i", 1, 3));
    builder.add(CategoricalParameter.of("c", "p", "q"));
    try (LocalStudy study = new LocalStudy(builder.build(), 2)) {
      study.addRandom(2, _ -> 1);
      int asked = 0;
      while (!study.ranked().isEmpty()) {
        study.tell(study.ranked().getFirst(), 1 + asked++);
        assertTrue(asked <= 6);
      }
    }
  }

  @Test
  void thereIsNothingToAskBeforeThereAreRegions() {
    try (LocalStudy study = new LocalStudy(cube(2), 30)) {
      study.addRandom(29, _ -> 1);
      assertThrows(IllegalStateException.class, study::ranked);
    }
  }
}
