package dev.luthier.cli.view;

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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A run to look at: one trial of each kind, at a fixed time. */
final class SampleRun {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  static final StudySpec SPEC =
      new StudySpec(
          "digits",
          space(),
          List.of(ObjectiveSpec.maximize("accuracy")),
          List.of(),
          StrategySpec.named("sobol"),
          1,
          Budget.trials(40).parallel(2));

  private SampleRun() {}

  private static SearchSpace space() {
    SpaceBuilder builder = SearchSpace.builder();
    builder.add(RealParameter.log("learning_rate", 1e-5, 0.1));
    builder.add(IntegerParameter.log("width", 16, 512));
    builder.add(RealParameter.linear("dropout", 0, 0.5).step(0.05));
    builder.add(OrdinalParameter.of("batch", 16L, 32L, 64L, 128L));
    CategoricalParameter<String> optimizer =
        builder.add(CategoricalParameter.of("optimizer", "sgd", "adam"));
    builder.add(RealParameter.linear("momentum", 0, 0.99), Condition.when(optimizer, "sgd"));
    return builder.build();
  }

  static Configuration configuration(boolean sgd) {
    Map<String, Object> values =
        new TreeMap<>(
            Map.of(
                "learning_rate",
                3.2145678e-4,
                "width",
                128L,
                "dropout",
                0.35,
                "batch",
                32L,
                "optimizer",
                sgd ? "sgd" : "adam"));
    if (sgd) {
      values.put("momentum", 0.9123456);
    }
    return SPEC.space().configuration(values);
  }

  static Trial.Running running(long number) {
    Claim claim = new Claim("worker", START.plusSeconds(10), Instant.MAX);
    return new Trial.Running(number, configuration(true), claim, List.of());
  }

  static Trial.Completed completed(long number, double accuracy) {
    return new Trial.Completed(
        number,
        configuration(number % 2 == 0),
        List.of(),
        timing(1_900),
        Evaluation.of("accuracy", accuracy));
  }

  static Trial.Failed failed(long number) {
    Failure failure =
        new Failure(Failure.Kind.EXCEPTION, "java.lang.IllegalStateException: loss is NaN");
    return new Trial.Failed(number, configuration(false), List.of(), timing(140), failure);
  }

  static Trial.Pruned pruned(long number, double... reported) {
    List<Measurement> reports = new ArrayList<>();
    for (double value : reported) {
      reports.add(Measurement.of(reports.size() + 1, "accuracy", value));
    }
    return new Trial.Pruned(number, configuration(false), reports, timing(300), "median: too low");
  }

  private static Trial.Timing timing(long millis) {
    return new Trial.Timing("worker", START, START.plusMillis(millis));
  }

  /** Two running, one of them with a report; twelve finished. */
  static RunSnapshot snapshot() {
    RunProgress progress = new RunProgress(SPEC, () -> START);
    for (long i = 0; i < 10; i++) {
      progress.finished(completed(i, 0.9 + i / 1000.0));
    }
    progress.finished(failed(10));
    progress.finished(
        new Trial.Abandoned(
            11, configuration(true), List.of(), timing(30_000), "stopped by the user"));
    progress.started(running(12));
    progress.started(running(13));
    progress.measured(13, Measurement.of(7, "accuracy", 0.8765));
    RunSnapshot at = progress.snapshot();
    return at(at, START.plus(Duration.ofSeconds(12)), Optional.empty());
  }

  /** The same at another moment, with another notice. */
  static RunSnapshot at(RunSnapshot s, Instant now, Optional<String> notice) {
    return new RunSnapshot(
        s.spec(),
        s.running(),
        s.recent(),
        s.best(),
        s.tally(),
        s.before(),
        s.start(),
        now,
        notice.orElse(s.notice()));
  }
}
