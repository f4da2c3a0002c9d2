package dev.luthier.report;

import dev.luthier.space.CategoricalParameter;
import dev.luthier.space.Condition;
import dev.luthier.space.Configuration;
import dev.luthier.space.IntegerParameter;
import dev.luthier.space.OrdinalParameter;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.space.SpaceBuilder;
import dev.luthier.store.StudyEvent.BackendChosen;
import dev.luthier.store.StudyState;
import dev.luthier.strategy.Rationale;
import dev.luthier.strategy.Rationale.Motive;
import dev.luthier.strategy.Surrogate;
import dev.luthier.study.Budget;
import dev.luthier.study.Claim;
import dev.luthier.study.Evaluation;
import dev.luthier.study.Failure;
import dev.luthier.study.Measurement;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.Provenance;
import dev.luthier.study.StrategySpec;
import dev.luthier.study.StudySpec;
import dev.luthier.study.Trial;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Studies to report on: a usual one, a large one, and all kinds of odd ones. */
final class SampleStudies {
  static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
  static final String MARKUP = "</script><b>\"bold\"&amp;<!--<script>";
  private static final ObjectiveSpec LOSS = ObjectiveSpec.minimize("loss");

  private SampleStudies() {}

  /** All of them, by name. */
  static Map<String, ReportSubject> all() {
    Map<String, ReportSubject> all = new LinkedHashMap<>();
    all.put("zero", subject(spec(mixed(), LOSS), List.of()));
    all.put("one", subject(spec(mixed(), LOSS), usual(1, mixed(), 0)));
    all.put("failed", subject(spec(mixed(), LOSS), failed(30)));
    all.put("equal", subject(spec(mixed(), LOSS), valued(30, _ -> 0.25)));
    all.put(
        "infinite",
        subject(
            spec(mixed(), LOSS),
            valued(
                40,
                i ->
                    switch (i % 8) {
                      case 3 -> Double.POSITIVE_INFINITY;
                      case 6 -> 1e300;
                      default -> 1.0 / (i + 1);
                    })));
    all.put("allinfinite", subject(spec(mixed(), LOSS), valued(5, _ -> Double.NEGATIVE_INFINITY)));
    all.put("usual", modelled(spec(mixed(), LOSS), usual(60, mixed(), 25)));
    all.put("running", subject(spec(mixed(), LOSS), running()));
    all.put("smooth", modelled(spec(smooth(4), LOSS), usual(45, smooth(4), 0)));
    all.put("single", modelled(spec(smooth(1), LOSS), usual(12, smooth(1), 0)));
    all.put("several", several(2, 80));
    all.put("three", several(3, 200));
    all.put("markup", markup());
    return all;
  }

  static ReportSubject named(String name) {
    ReportSubject subject = all().get(name);
    if (subject == null) {
      throw new IllegalArgumentException("there is no sample " + name);
    }
    return subject;
  }

  /** As large as a report has to bear: 20 parameters, some of the trials with 30 measurements. */
  static ReportSubject large(int trials) {
    SpaceBuilder builder = SearchSpace.builder();
    for (int i = 0; i < 17; i++) {
      builder.add(RealParameter.linear("parameter_%02d".formatted(i), 0, 1));
    }
    builder.add(RealParameter.log("rate", 1e-5, 1));
    builder.add(IntegerParameter.log("width", 16, 4096));
    builder.add(CategoricalParameter.of("kind", "sgd", "adam", "rmsprop"));
    SearchSpace space = builder.build();
    return subject(spec(space, LOSS), usual(trials, space, 30));
  }

  static StudySpec spec(SearchSpace space, ObjectiveSpec... objectives) {
    return new StudySpec(
        "sample",
        space,
        List.of(objectives),
        List.of(),
        StrategySpec.named("gp"),
        7,
        Budget.trials(100));
  }

  static ReportSubject subject(StudySpec spec, List<Trial> trials) {
    return new ReportSubject(
        state(spec, trials, Map.of()), Optional.empty(), START.plusSeconds(9_000));
  }

  static StudyState state(StudySpec spec, List<Trial> trials, Map<Long, Rationale> rationales) {
    List<BackendChosen> backends =
        List.of(new BackendChosen("vector", "1", 1, Map.of(), "the only one that works here"));
    return StudyState.restore(
        new StudyState.Head(
            spec, new Provenance("0.1.0", "25", "none"), backends, 1 + trials.size()),
        trials.stream()
            .map(
                t ->
                    new StudyState.Restored(
                        t, 1 + t.number(), false, Optional.ofNullable(rationales.get(t.number()))))
            .toList());
  }

  /** Every kind of parameter, some of them with conditions. */
  static SearchSpace mixed() {
    SpaceBuilder builder = SearchSpace.builder();
    builder.add(RealParameter.log("learning_rate", 1e-5, 0.1));
    builder.add(RealParameter.linear("dropout", 0, 0.5).step(0.05));
    builder.add(IntegerParameter.log("width", 16, 512));
    builder.add(OrdinalParameter.of("batch", 16L, 32L, 64L, 128L));
    var optimizer = builder.add(CategoricalParameter.of("optimizer", "sgd", "adam"));
    builder.add(RealParameter.linear("momentum", 0, 0.99), Condition.when(optimizer, "sgd"));
    builder.add(RealParameter.linear("beta1", 0.8, 0.95), Condition.when(optimizer, "adam"));
    return builder.build();
  }

  /** Numbers only, the first of them on a logarithmic scale. */
  private static SearchSpace smooth(int parameters) {
    SpaceBuilder builder = SearchSpace.builder();
    builder.add(RealParameter.log("a", 1e-4, 1));
    for (int i = 1; i < parameters; i++) {
      builder.add(RealParameter.linear("bcd".substring(i - 1, i), -2, 3));
    }
    return builder.build();
  }

  static Trial.Timing timing(int i) {
    int worker = i % 4;
    Instant start = START.plusMillis(2_000L * (i / 4) + 150L * worker);
    return new Trial.Timing(
        worker < 2 ? "host-a/4711" : "host-b/12", start, start.plusMillis(1_500 + 97 * (i % 5)));
  }

  /** Something smooth of the first numeric parameters, best in the middle of their ranges. */
  static double bowl(SearchSpace space, Configuration configuration) {
    double sum = 0;
    int weight = 1;
    for (var parameter : space.parameters()) {
      double u =
          configuration.find(parameter.name()).map(v -> Cells.coordinate(parameter, v)).orElse(0.5);
      sum += Math.pow(u - 0.4, 2) / weight++;
    }
    return sum;
  }

  /** Random trials of which some fail and some are pruned; a third of them has curves. */
  static List<Trial> usual(int n, SearchSpace space, int steps) {
    RandomGenerator random = new SplittableRandom(1);
    List<Trial> trials = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      Configuration configuration = space.sample(random);
      double loss = bowl(space, configuration) + 0.02 * random.nextDouble();
      List<Measurement> measured = new ArrayList<>();
      boolean isPruned = i % 11 == 7;
      for (int step = 1; i % 3 != 2 && step <= (isPruned ? steps / 3 : steps); step++) {
        measured.add(Measurement.of(step, "loss", loss + Math.exp(-0.15 * step) * (1 + loss)));
      }
      Trial.Timing timing = timing(i);
      trials.add(
          isPruned
              ? new Trial.Pruned(i, configuration, measured, timing, "below the median at step 8")
              : i % 13 == 5
                  ? new Trial.Failed(i, configuration, measured, timing, failure())
                  : new Trial.Completed(
                      i, configuration, measured, timing, Evaluation.of("loss", loss)));
    }
    return trials;
  }

  private static Failure failure() {
    return new Failure(Failure.Kind.EXCEPTION, "IllegalStateException: loss is NaN", "");
  }

  static List<Trial> failed(int n) {
    RandomGenerator random = new SplittableRandom(2);
    return IntStream.range(0, n)
        .<Trial>mapToObj(
            i ->
                new Trial.Failed(
                    i,
                    mixed().sample(random),
                    List.of(Measurement.of(1, "loss", Double.NaN)),
                    timing(i),
                    failure()))
        .toList();
  }

  static List<Trial> valued(int n, IntToDoubleFunction value) {
    RandomGenerator random = new SplittableRandom(3);
    return IntStream.range(0, n)
        .<Trial>mapToObj(
            i ->
                new Trial.Completed(
                    i,
                    mixed().sample(random),
                    List.of(
                        Measurement.of(1, "loss", Double.NaN),
                        Measurement.of(2, "loss", Double.POSITIVE_INFINITY),
                        Measurement.of(3, "loss", value.applyAsDouble(i))),
                    timing(i),
                    Evaluation.of("loss", value.applyAsDouble(i))))
        .toList();
  }

  private static List<Trial> running() {
    List<Trial> trials = new ArrayList<>(usual(4, mixed(), 5));
    RandomGenerator random = new SplittableRandom(4);
    trials.add(
        new Trial.Running(
            4,
            mixed().sample(random),
            new Claim("host-a/4711", START.plusSeconds(5), START.plusSeconds(60)),
            List.of(Measurement.of(1, "loss", 0.5))));
    trials.add(
        new Trial.Abandoned(
            5, mixed().sample(random), List.of(), timing(5), "its worker was lost"));
    trials.add(new Trial.Pending(6, mixed().sample(random)));
    return trials;
  }

  static ReportSubject several(int objectives, int n) {
    SearchSpace space = mixed();
    List<ObjectiveSpec> specs =
        List.of(
                ObjectiveSpec.maximize("accuracy"),
                ObjectiveSpec.minimize("latency_ms"),
                ObjectiveSpec.minimize("memory"))
            .subList(0, objectives);
    RandomGenerator random = new SplittableRandom(5);
    List<Trial> trials = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      Configuration configuration = space.sample(random);
      double loss = bowl(space, configuration);
      double width = Math.log((Long) configuration.find("width").orElseThrow());
      Map<String, Double> values = new HashMap<>();
      values.put("accuracy", 1 - loss);
      values.put("latency_ms", width * width + 3 * random.nextDouble());
      values.put("memory", 20 / width + random.nextDouble());
      values.keySet().retainAll(specs.stream().map(ObjectiveSpec::name).toList());
      trials.add(
          new Trial.Completed(
              i,
              configuration,
              List.of(),
              timing(i),
              new Evaluation(
                  values,
                  OptionalDouble.empty(),
                  OptionalDouble.empty(),
                  Map.of("over_budget", width - 5.2))));
    }
    StudySpec spec =
        new StudySpec(
            "several objectives",
            space,
            specs,
            List.of("over_budget"),
            StrategySpec.named("gp"),
            7,
            Budget.trials(n));
    return modelled(spec, trials);
  }

  private static ReportSubject markup() {
    CategoricalParameter<String> kind =
        CategoricalParameter.of(MARKUP, MARKUP, "{a|b}", "'\"\\\u2028", "__proto__");
    SpaceBuilder builder = SearchSpace.builder();
    builder.add(kind);
    builder.add(RealParameter.linear("__proto__", -1, 1));
    builder.add(
        RealParameter.linear("a_very_long_name_of_a_parameter_that_no_axis_has_room_for", 0, 1));
    SearchSpace space = builder.build();
    RandomGenerator random = new SplittableRandom(6);
    List<Trial> trials = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Configuration configuration = space.sample(random);
      trials.add(
          i % 5 == 0
              ? new Trial.Failed(
                  i,
                  configuration,
                  List.of(),
                  new Trial.Timing(MARKUP, START, START.plusSeconds(1)),
                  new Failure(Failure.Kind.EXCEPTION, MARKUP, MARKUP))
              : new Trial.Completed(
                  i,
                  configuration,
                  List.of(Measurement.of(1, MARKUP, 1), Measurement.of(2, MARKUP, 2)),
                  timing(i),
                  Evaluation.of(MARKUP, random.nextDouble())));
    }
    StudySpec spec =
        new StudySpec(
            MARKUP,
            space,
            List.of(ObjectiveSpec.maximize(MARKUP)),
            List.of(),
            StrategySpec.named("gp"),
            1,
            Budget.UNLIMITED);
    return modelled(spec, trials);
  }

  /** With a model and reasons, as a strategy would give them. */
  static ReportSubject modelled(StudySpec spec, List<Trial> trials) {
    Surrogate surrogate = new SampleSurrogate(spec, trials);
    Map<Long, Rationale> rationales = new HashMap<>();
    for (Trial trial : trials) {
      boolean isDesign = trial.number() < 10;
      rationales.put(
          trial.number(),
          new Rationale(
              isDesign
                  ? Motive.DESIGN
                  : trial.number() % 3 == 0 ? Motive.EXPLORATION : Motive.EXPLOITATION,
              isDesign ? Map.of() : surrogate.predict(List.of(trial.configuration())).getFirst(),
              isDesign ? OptionalDouble.empty() : OptionalDouble.of(-0.1 * trial.number())));
    }
    return new ReportSubject(
        state(spec, trials, rationales), Optional.of(surrogate), START.plusSeconds(9_000));
  }
}
