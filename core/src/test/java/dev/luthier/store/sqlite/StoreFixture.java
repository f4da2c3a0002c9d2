package dev.luthier.store.sqlite;

import dev.luthier.run.Ask;
import dev.luthier.run.Study;
import dev.luthier.space.CategoricalParameter;
import dev.luthier.space.Condition;
import dev.luthier.space.IntegerParameter;
import dev.luthier.space.OrdinalParameter;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.study.Budget;
import dev.luthier.study.Evaluation;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.StrategySpec;
import dev.luthier.study.StudySpec;
import dev.luthier.study.Trial;
import dev.luthier.study.TrialContext;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Studies in a file, with every kind of parameter and of outcome. */
final class StoreFixture {
  enum Color {
    RED,
    GREEN
  }

  private StoreFixture() {}

  static StudySpec spec(String name) {
    var space = SearchSpace.builder();
    space.add(RealParameter.log("rate", 1e-5, 1e-1));
    space.add(IntegerParameter.linear("width", 1, 1_000));
    space.add(OrdinalParameter.of("batch", 16, 32, 64));
    var color = space.add(CategoricalParameter.of("color", Color.values()));
    space.add(RealParameter.linear("shade\"é\"☃", 0, 1), Condition.when(color, Color.RED));
    return new StudySpec(
        name,
        space.build(),
        List.of(ObjectiveSpec.minimize("loss"), ObjectiveSpec.maximize("gain")),
        List.of("size"),
        StrategySpec.named("random"),
        7,
        Budget.trials(1_000).parallel(4));
  }

  static Study open(Path file) {
    return open(file, spec("study"));
  }

  static Study open(Path file, StudySpec spec) {
    Clock clock = Clock.systemUTC();
    SqliteStore store = SqliteStore.open(file, clock);
    try {
      return Study.open(spec, store, clock);
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  /** Asks and tells so many trials, each in its own way; two more are left running. */
  static void fill(Study study, int trials) {
    for (int i = 0; i < trials; i++) {
      TrialContext trial = study.askForClient(Ask.of(1)).trials().getFirst();
      long number = trial.number();
      trial.report(1, Map.of("loss", Double.NaN, "gain", 0.25));
      switch (i % 5) {
        case 0 -> study.fail(number, "line one\nline two");
        case 1 -> study.prune(number, "little promise");
        case 2 -> study.abandon(number, "not now");
        default -> study.tell(number, evaluation(number));
      }
    }
    study.askForClient(Ask.of(2)).trials().getFirst().report(3, 0.5);
    study.enqueue(
        Map.of("rate", 0.01, "width", 5, "batch", 32, "color", "RED", "shade\"é\"☃", 0.5));
  }

  static Evaluation evaluation(long number) {
    double loss = number % 7 == 0 ? Double.NEGATIVE_INFINITY : 1.0 / (number + 1);
    return Evaluation.of("loss", loss)
        .and("gain", number * 0.1)
        .withConstraint("size", number % 2 == 0 ? -1 : 1)
        .withCost(3)
        .withStandardError(0.125);
  }

  static List<Trial> trials(Path file) {
    try (Study study = open(file)) {
      return study.trials();
    }
  }
}
