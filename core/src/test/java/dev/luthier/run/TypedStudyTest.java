package dev.luthier.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.error.InvalidInputException;
import dev.luthier.space.record.Default;
import dev.luthier.space.record.LogUniform;
import dev.luthier.space.record.Range;
import dev.luthier.space.record.RecordSpace;
import dev.luthier.store.sqlite.SqliteStore;
import dev.luthier.study.Budget;
import dev.luthier.study.Direction;
import dev.luthier.study.Failure;
import dev.luthier.study.PrunerSpec;
import dev.luthier.study.Trial;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Studies whose configurations are records. */
class TypedStudyTest {
  @TempDir private Path folder;

  record Mlp(
      @LogUniform(min = 1e-5, max = 1e-1) double learningRate,
      @Range(min = 16, max = 512, log = true) int width,
      Activation activation,
      Optimizer optimizer) {}

  enum Activation {
    RELU,
    TANH
  }

  sealed interface Optimizer permits Sgd, Adam {}

  record Sgd(@Range(min = 0, max = 0.99) double momentum) implements Optimizer {}

  record Adam(@Range(min = 0, max = 0.999) double beta, Optional<Activation> clipped)
      implements Optimizer {}

  private static double loss(Mlp mlp) {
    double fit = Math.abs(Math.log10(mlp.learningRate()) + 3) + 16.0 / mlp.width();
    return fit
        + switch (mlp.optimizer()) {
          case Sgd(double momentum) -> 1 - momentum;
          case Adam(double beta, Optional<Activation> clipped) ->
              1.5 - beta + (clipped.isPresent() ? 0.1 : 0);
        };
  }

  private static List<Trial> trials(String strategy, long seed) {
    try (TypedStudy<Mlp> study =
        Study.minimize(Mlp.class).strategy(strategy).seed(seed).open(Budget.trials(25))) {
      study.run(trial -> loss(trial.config()));
      return study.study().trials();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"random", "gp", "sobol"})
  void theBestIsARecord(String strategy) {
    List<Mlp> tried = new ArrayList<>();
    TypedReport<Mlp> report =
        Study.minimize(Mlp.class)
            .strategy(strategy)
            .seed(7)
            .run(
                trial -> {
                  tried.add(trial.config());
                  return loss(trial.config());
                },
                Budget.trials(25));
    assertEquals(StopReason.TRIALS, report.reason());
    assertEquals(25, report.finished().size());
    Mlp least = tried.stream().min(Comparator.comparingDouble(TypedStudyTest::loss)).orElseThrow();
    assertEquals(
        new TypedReport.Best<>(least, loss(least), tried.indexOf(least)),
        report.best().orElseThrow());
    assertEquals(
        2,
        tried.stream().map(mlp -> mlp.optimizer().getClass()).distinct().count(),
        "both branches are tried");
  }

  @ParameterizedTest
  @ValueSource(strings = {"random", "gp"})
  void theSameSeedGivesTheSame(String strategy) {
    List<?> first = configurations(trials(strategy, 7));
    assertEquals(first, configurations(trials(strategy, 7)));
    assertNotEquals(first, configurations(trials(strategy, 8)));
  }

  private static List<?> configurations(List<Trial> trials) {
    return trials.stream().map(Trial::configuration).toList();
  }

  @Test
  void parallelTrialsAreTypedToo() {
    var report =
        Study.minimize(Mlp.class)
            .strategy("random")
            .run(trial -> loss(trial.config()), Budget.trials(64).parallel(4));
    double least =
        report.finished().stream()
            .mapToDouble(trial -> ((Trial.Completed) trial).evaluation().value("value"))
            .min()
            .orElseThrow();
    assertEquals(least, report.best().orElseThrow().value());
    assertEquals(least, loss(report.best().orElseThrow().config()));
  }

  @Test
  void aTrialHearsFromThePruner() {
    var report =
        Study.minimize(Mlp.class)
            .strategy("random")
            .pruner(new PrunerSpec("threshold", Map.of("upper", 0.5)))
            .run(
                trial -> {
                  trial.report(1, trial.number() == 1 ? 0.9 : 0.1);
                  assertEquals(trial.number() == 1, trial.shouldStop());
                  return trial.number();
                },
                Budget.trials(3));
    assertEquals(
        List.of(1L),
        report.finished().stream()
            .filter(Trial.Pruned.class::isInstance)
            .map(Trial::number)
            .toList());
  }

  @Test
  void maximizingIsTheOtherWayRound() {
    var plan = Study.maximize(Mlp.class).strategy("random");
    assertEquals(Direction.MAXIMIZE, plan.spec().firstObjective().direction());
    assertEquals("Mlp", plan.spec().name());
    List<Double> values = new ArrayList<>();
    var report =
        plan.run(
            trial -> {
              values.add(loss(trial.config()));
              return values.getLast();
            },
            Budget.trials(20));
    assertEquals(
        values.stream().max(Comparator.naturalOrder()), report.best().map(best -> best.value()));
  }

  @Test
  void whoOwnsTheLoopAsksAndTellsRecords() {
    try (TypedStudy<Mlp> study = Study.minimize(Mlp.class).strategy("random").open()) {
      Mlp mine = new Mlp(1e-3, 128, Activation.TANH, new Adam(0.9, Optional.of(Activation.RELU)));
      assertEquals(0, study.enqueue(mine));
      TypedTrial<Mlp> first = study.ask().orElseThrow();
      assertEquals(mine, first.config());
      first.report(1, 0.75);
      study.tell(first, 0.5);
      TypedTrial<Mlp> second = study.ask().orElseThrow();
      study.fail(second, "out of memory");
      assertEquals(new TypedReport.Best<>(mine, 0.5, 0), study.best().orElseThrow());
      assertEquals(1, ((Trial.Completed) study.study().trials().getFirst()).measurements().size());
      assertInstanceOf(Trial.Failed.class, study.study().trials().getLast());
      var outside =
          assertThrows(
              InvalidInputException.class,
              () -> study.enqueue(new Mlp(1, 128, Activation.RELU, new Sgd(0))));
      assertEquals("learningRate", outside.field());
    }
  }

  record Slope(@Range(min = 0, max = 1) double low, @Range(min = 0, max = 1) double high) {
    @Default static final Slope USUAL = new Slope(0.25, 0.75);

    Slope {
      if (low > high) {
        throw new IllegalArgumentException("low must not exceed high");
      }
    }
  }

  @Test
  void aStudyBeginsWithTheDefaultOnce() {
    StudyPlan<Slope> plan =
        Study.minimize(Slope.class).strategy("random").storedIn(folder.resolve("slope.db"));
    List<Slope> tried = new ArrayList<>();
    TypedObjective<Slope> objective =
        trial -> {
          tried.add(trial.config());
          return trial.config().high();
        };
    plan.run(objective, Budget.trials(1));
    assertEquals(List.of(Slope.USUAL), tried);
    var all = plan.run(objective, Budget.trials(6));
    assertEquals(1, tried.stream().filter(Slope.USUAL::equals).count());
    assertEquals(
        tried.stream().mapToDouble(Slope::high).min().orElseThrow(),
        all.best().orElseThrow().value(),
        "the stored trial counts");
  }

  /** Who opens it by name has no record, and strings where the record has constants. */
  @Test
  void aStoredStudyIsTheSameWithTypesAndWithout() {
    Path file = folder.resolve("mlp.db");
    StudyPlan<Mlp> plan = Study.minimize(Mlp.class).strategy("random").storedIn(file);
    var before = plan.run(trial -> loss(trial.config()), Budget.trials(5));
    Clock clock = Clock.systemUTC();
    try (Study untyped = Study.open("Mlp", SqliteStore.open(file, clock), clock)) {
      assertEquals(plan.spec().space(), untyped.spec().space());
      untyped.enqueue(
          Map.of(
              "learningRate",
              1e-3,
              "width",
              256,
              "activation",
              "TANH",
              "optimizer",
              "adam",
              "optimizer.adam.beta",
              0.5,
              "optimizer.adam.clipped",
              true,
              "optimizer.adam.clipped.value",
              "RELU"));
    }
    try (TypedStudy<Mlp> study = plan.open(Budget.trials(7))) {
      assertEquals(before.best(), study.best());
      Mlp waiting =
          new Mlp(1e-3, 256, Activation.TANH, new Adam(0.5, Optional.of(Activation.RELU)));
      assertEquals(waiting, study.ask().orElseThrow().config());
    }
  }

  @Test
  void whatAConstructorRefusesIsAFailedTrial() {
    int evaluated = 0;
    try (TypedStudy<Slope> study =
        Study.minimize(Slope.class).strategy("random").open(Budget.trials(40))) {
      for (var trial = study.ask(); trial.isPresent(); trial = study.ask()) {
        study.tell(trial.get(), trial.get().config().low());
        evaluated++;
      }
      requireRefusalsRecorded(study.study().trials(), evaluated);
    }
  }

  @Test
  void whatAConstructorRefusesIsAFailedTrialOfARunToo() {
    int[] evaluated = new int[1];
    try (TypedStudy<Slope> study =
        Study.minimize(Slope.class).strategy("random").open(Budget.trials(40))) {
      study.run(_ -> evaluated[0]++);
      requireRefusalsRecorded(study.study().trials(), evaluated[0]);
    }
  }

  /** Half of the square is refused: of 40 trials at least 8 and at most 32 with 1 − 1e-4. */
  private static void requireRefusalsRecorded(List<Trial> trials, int evaluated) {
    List<Failure> failures =
        trials.stream()
            .flatMap(
                trial -> trial instanceof Trial.Failed f ? Stream.of(f.failure()) : Stream.empty())
            .toList();
    assertEquals(40, trials.size());
    assertEquals(40, failures.size() + evaluated);
    assertTrue(evaluated >= 8 && evaluated <= 32, () -> evaluated + " of 40");
    for (Failure failure : failures) {
      assertEquals(Failure.Kind.EXCEPTION, failure.kind());
      assertTrue(
          failure.message().matches("Slope = \\{low=0.*, high=0.*}: .*: low must not exceed high"),
          failure.message());
    }
  }

  record Sealed(@Range(min = 0, max = 1) double x, double y) {}

  @Test
  void aWrongRecordIsNoPlan() {
    var wrong = assertThrows(InvalidInputException.class, () -> Study.minimize(Sealed.class));
    assertEquals("Sealed.y", wrong.field());
  }

  @Test
  void theStudyIsThatOfTheRecordsSpace() {
    assertEquals(RecordSpace.of(Mlp.class).space(), Study.minimize(Mlp.class).spec().space());
  }
}
