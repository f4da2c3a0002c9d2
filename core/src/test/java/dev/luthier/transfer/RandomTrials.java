package dev.luthier.transfer;

import dev.luthier.space.CategoricalParameter;
import dev.luthier.space.Condition;
import dev.luthier.space.Configuration;
import dev.luthier.space.IntegerParameter;
import dev.luthier.space.OrdinalParameter;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.space.SpaceBuilder;
import dev.luthier.study.Budget;
import dev.luthier.study.Claim;
import dev.luthier.study.Evaluation;
import dev.luthier.study.Failure;
import dev.luthier.study.Measurement;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.StrategySpec;
import dev.luthier.study.StudySpec;
import dev.luthier.study.Trial;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** A study with every kind of parameter and name that can hurt, and random trials of it. */
final class RandomTrials {
  static final List<String> ODD =
      List.of(
          "=1+1",
          " 007 ",
          "true",
          "",
          "a \"quoted\" word",
          "\"",
          "one,two",
          "two\nlines",
          "two\r\nlines",
          "\r",
          "näïve ∂ 🎻",
          "NaN",
          "null",
          "1e5",
          "{\"op_code\": 4}",
          "\t",
          "\\n",
          "\u0007");

  enum Precision {
    HALF,
    SINGLE
  }

  static final StudySpec SPEC = spec("odd, \"study\"", space());

  private RandomTrials() {}

  static StudySpec spec(String name, SearchSpace space) {
    return new StudySpec(
        name,
        space,
        List.of(ObjectiveSpec.maximize("acc,\"uracy\""), ObjectiveSpec.minimize("loss")),
        List.of("memory, in\nbytes", "time"),
        StrategySpec.named("random"),
        0,
        Budget.UNLIMITED);
  }

  static List<Trial> draw(int count, long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    List<Trial> trials = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      trials.add(trial(i, random));
    }
    return trials;
  }

  private static SearchSpace space() {
    SpaceBuilder space = SearchSpace.builder();
    space.add(RealParameter.linear("x", -1e300, 1e-300));
    var rate = space.add(CategoricalParameter.of("schedule", "flat", "decay"));
    space.add(RealParameter.log("rate", 1e-12, 1e5), Condition.when(rate, "decay"));
    space.add(RealParameter.linear("dropout", 0, 0.7).step(0.1));
    space.add(IntegerParameter.log("width", 1, 1L << 40));
    space.add(IntegerParameter.linear("layers", -9, 9).step(3));
    space.add(CategoricalParameter.of("odd", ODD));
    space.add(CategoricalParameter.of("mixed", "a", 1.5, 42L, true, "1.50", -7));
    space.add(CategoricalParameter.of("precision", Precision.HALF, Precision.SINGLE));
    space.add(OrdinalParameter.of("size,\"s\"", "small", "medium", "large"));
    space.add(CategoricalParameter.fixed("fixed", 3L));
    return space.build();
  }

  private static Trial trial(long number, RandomGenerator random) {
    Configuration configuration = SPEC.space().sample(random);
    Trial.Timing timing = new Trial.Timing(text(random), instant(random), instant(random));
    List<Measurement> measurements = measurements(random);
    return switch (random.nextInt(8)) {
      case 0 -> new Trial.Pending(number, configuration);
      case 1 ->
          new Trial.Running(
              number,
              configuration,
              new Claim(text(random), instant(random), instant(random)),
              measurements);
      case 2 -> new Trial.Pruned(number, configuration, measurements, timing, text(random));
      case 3 -> new Trial.Abandoned(number, configuration, measurements, timing, text(random));
      case 4 -> new Trial.Failed(number, configuration, measurements, timing, failure(random));
      default ->
          new Trial.Completed(number, configuration, measurements, timing, evaluation(random));
    };
  }

  private static Failure failure(RandomGenerator random) {
    Failure.Kind[] kinds = Failure.Kind.values();
    return new Failure(kinds[random.nextInt(kinds.length)], text(random), text(random));
  }

  private static Evaluation evaluation(RandomGenerator random) {
    return new Evaluation(
        Map.of("acc,\"uracy\"", number(random), "loss", number(random)),
        random.nextBoolean() ? OptionalDouble.of(random.nextDouble()) : OptionalDouble.empty(),
        random.nextBoolean() ? OptionalDouble.of(random.nextDouble(1e9)) : OptionalDouble.empty(),
        Map.of("memory, in\nbytes", number(random), "time", number(random)));
  }

  private static List<Measurement> measurements(RandomGenerator random) {
    List<Measurement> measurements = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      double value = random.nextInt(4) == 0 ? Double.NaN : number(random);
      measurements.add(
          new Measurement(random.nextLong(), Map.of("loss", value, text(random), 1.0)));
    }
    return measurements;
  }

  /** Every double but NaN, the rare ones often. */
  private static double number(RandomGenerator random) {
    double any = Double.longBitsToDouble(random.nextLong());
    return switch (random.nextInt(6)) {
      case 0 -> Double.POSITIVE_INFINITY;
      case 1 -> Double.NEGATIVE_INFINITY;
      case 2 -> -0.0;
      case 3 -> random.nextDouble();
      default -> Double.isNaN(any) ? 0.1 + 0.2 : any;
    };
  }

  private static String text(RandomGenerator random) {
    return ODD.get(random.nextInt(ODD.size()));
  }

  private static Instant instant(RandomGenerator random) {
    return Instant.ofEpochSecond(random.nextLong(4_000_000_000L), random.nextInt(1_000_000_000));
  }
}
