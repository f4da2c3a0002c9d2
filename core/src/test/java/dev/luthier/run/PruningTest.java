package dev.luthier.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.error.InvalidInputException;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.store.StoredEvent;
import dev.luthier.store.StudyEvent.Measured;
import dev.luthier.store.StudyEvent.TrialFinished;
import dev.luthier.store.sqlite.SqliteStore;
import dev.luthier.study.Budget;
import dev.luthier.study.Evaluation;
import dev.luthier.study.Measurement;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.Outcome;
import dev.luthier.study.PrunerSpec;
import dev.luthier.study.StrategySpec;
import dev.luthier.study.StudySpec;
import dev.luthier.study.Trial;
import dev.luthier.study.TrialContext;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which trials of a run are pruned, what is recorded of them, and that the log alone decides. */
final class PruningTest {
  private static final int STEPS = 8;
  private static final RealParameter X = RealParameter.linear("x", 0, 1);
  private static final String STOP = "threshold: 2.0 at step 1, above 1.0";

  /** Where every trial should stop at its first report. */
  private static final PrunerSpec ALWAYS = new PrunerSpec("threshold", Map.of("upper", 1));

  @TempDir private Path folder;

  private static StudySpec spec(long trials, PrunerSpec pruner) {
    var space = SearchSpace.builder();
    space.add(X);
    return new StudySpec(
            "study",
            space.build(),
            List.of(ObjectiveSpec.minimize("value")),
            List.of(),
            StrategySpec.named("random"),
            7,
            Budget.trials(trials))
        .withPruner(pruner);
  }

  private static double x(TrialContext trial) {
    return trial.get(X);
  }

  /** Falls to x; some start high. */
  private static Evaluation descend(TrialContext trial) {
    double value = 0;
    for (int step = 1; step <= STEPS; step++) {
      value = x(trial) + Math.sin(40 * x(trial)) / step;
      trial.report(step, value);
      if (trial.shouldStop()) {
        break;
      }
    }
    return Evaluation.of(value);
  }

  private static List<StoredEvent> run(StudySpec spec) {
    try (Study study = Study.create(spec)) {
      study.run(PruningTest::descend);
      return study.events(0, 100_000);
    }
  }

  /** How a trial of an objective ends that should stop at its first report. */
  private static Trial.Finished ended(Function<TrialContext, Evaluation> objective) {
    try (Study study = Study.create(spec(1, ALWAYS))) {
      return study.run(objective::apply).finished().getFirst();
    }
  }

  private static void assertPruned(Trial.Finished trial) {
    assertEquals(STOP, assertInstanceOf(Trial.Pruned.class, trial).reason());
  }

  @Test
  void whoeverHeardThatItShouldStopIsPrunedWhateverItSays() {
    assertPruned(
        ended(
            trial -> {
              trial.report(1, 2);
              return trial.shouldStop() ? Evaluation.of(0.5) : Evaluation.of(0);
            }));
    assertPruned(
        ended(
            trial -> {
              trial.report(1, 2);
              if (trial.shouldStop()) {
                throw new IllegalStateException("stopped");
              }
              return Evaluation.of(0);
            }));
    assertPruned(
        ended(
            trial -> {
              trial.report(1, 2);
              assertTrue(trial.shouldStop());
              return Evaluation.of(Double.NaN);
            }));
  }

  @Test
  void whoeverDoesNotHearItCompletesOrFails() {
    Trial.Finished deaf =
        ended(
            trial -> {
              trial.report(1, 2);
              return Evaluation.of(0.5);
            });
    assertEquals(
        Evaluation.of(0.5), assertInstanceOf(Trial.Completed.class, deaf).evaluation());
    Trial.Finished goesOn =
        ended(
            trial -> {
              trial.report(1, 2);
              assertTrue(trial.shouldStop());
              trial.report(2, 0);
              return Evaluation.of(0.5);
            });
    assertInstanceOf(Trial.Completed.class, goesOn);
    Trial.Finished failed =
        ended(
            trial -> {
              trial.report(1, 2);
              throw new IllegalStateException("out of memory");
            });
    assertInstanceOf(Trial.Failed.class, failed);
    Trial.Finished fine =
        ended(
            trial -> {
              trial.report(1, 1);
              return trial.shouldStop() ? Evaluation.of(0) : Evaluation.of(0.5);
            });
    assertInstanceOf(Trial.Completed.class, fine);
  }

  @Test
  void onceSaidItStands() {
    assertPruned(
        ended(
            trial -> {
              trial.report(1, 2);
              trial.report(2, 0);
              return trial.shouldStop() ? Evaluation.of(0) : Evaluation.of(1);
            }));
  }

  /** The median rule worked out anew from nothing but the log. */
  @Test
  void theLogSaysWhoWasStopped() {
    List<StoredEvent> log = run(spec(60, PrunerSpec.named("median")));
    Map<Long, double[]> bests = new HashMap<>();
    List<double[]> completed = new ArrayList<>();
    Set<Long> expected = new HashSet<>();
    Set<Long> pruned = new HashSet<>();
    int steps = 0;
    for (StoredEvent stored : log) {
      if (stored.event() instanceof Measured(long trial, Measurement measurement)) {
        steps++;
        int step = Math.toIntExact(measurement.step());
        double[] best = bests.computeIfAbsent(trial, _ -> new double[STEPS + 1]);
        double before = step == 1 ? Double.POSITIVE_INFINITY : best[step - 1];
        best[step] = Math.min(before, measurement.values().getOrDefault("value", Double.NaN));
        double[] others = completed.stream().mapToDouble(b -> b[step]).sorted().toArray();
        int n = others.length;
        if (n >= 5
            && step < STEPS
            && best[step] > (others[(n - 1) / 2] + others[n / 2]) / 2) {
          expected.add(trial);
        }
      } else if (stored.event() instanceof TrialFinished e) {
        switch (e.outcome()) {
          case Outcome.Completed _ ->
              completed.add(Objects.requireNonNull(bests.get(e.trial())));
          case Outcome.Pruned(String reason) -> {
            pruned.add(e.trial());
            assertTrue(reason.startsWith("median: best "), reason);
          }
          case Outcome.Failed _, Outcome.Abandoned _ -> throw new AssertionError(e);
        }
      }
    }
    assertEquals(expected, pruned);
    assertTrue(pruned.size() >= 20 && completed.size() >= 5, pruned + " " + completed.size());
    assertTrue(steps < 60 * STEPS * 0.8, "nothing was saved: " + steps);
  }

  @Test
  void aSequentialRunRepeatsBitForBit() {
    StudySpec spec = spec(30, PrunerSpec.named("median")).withStrategy(StrategySpec.named("gp"));
    assertEquals(what(run(spec)), what(run(spec)));
  }

  /** But for the clock, and the name of the process. */
  private static List<Object> what(List<StoredEvent> log) {
    return log.stream()
        .map(StoredEvent::event)
        .map(e -> e instanceof TrialFinished f ? List.of(f.trial(), f.outcome()) : e)
        .filter(e -> e instanceof List || e instanceof Measured)
        .collect(Collectors.toList());
  }

  @Test
  void whoAsksAndTellsIsToldWhy() {
    try (Study study = Study.create(spec(2, ALWAYS))) {
      TrialContext trial = study.ask().orElseThrow();
      assertEquals(Optional.empty(), study.report(0, Measurement.of(1, "other", 5)));
      assertEquals(Optional.empty(), study.report(0, Measurement.of(1, "value", 1)));
      assertFalse(trial.shouldStop());
      trial.report(1, 2);
      assertTrue(trial.shouldStop());
      assertEquals(Optional.of(STOP), study.advice(0));
      study.prune(0, STOP);
      assertEquals(Optional.empty(), study.report(0, Measurement.of(2, "value", 7)));
      study.ask();
      assertEquals(Optional.empty(), study.advice(1));
    }
  }

  /** A client's trial lives on, and so do its reports: the next one is judged with those before. */
  @Test
  void aReopenedStudyGoesOnJudging() {
    PrunerSpec patient = new PrunerSpec("patience", Map.of("patience", 3));
    StudySpec spec = spec(2, patient);
    try (Study study = open(spec)) {
      study.askForClient(Ask.of(1));
      for (int step = 1; step <= 3; step++) {
        assertEquals(Optional.empty(), study.report(0, Measurement.of(step, "value", 1)));
      }
    }
    try (Study study = open(spec)) {
      assertEquals(
          Optional.of("patience: no better than 1.0 in 3 reports, up to step 4"),
          study.report(0, Measurement.of(4, "value", 1)));
    }
  }

  @Test
  void anotherPrunerIsAnotherStudy() {
    StudySpec spec = spec(2, new PrunerSpec("median", Map.of("startup_trials", 6)));
    open(spec).close();
    var other = assertThrows(InvalidInputException.class, () -> open(spec(2, ALWAYS)));
    assertEquals("pruner", other.field());
    var none =
        assertThrows(
            InvalidInputException.class, () -> open(spec.withPruner(Optional.empty())));
    assertEquals("none", none.value());
    // 6 is 6, whatever it was read as.
    open(spec(2, new PrunerSpec("median", Map.of("startup_trials", 6L)))).close();
  }

  @Test
  void whatCannotPruneIsRefused() {
    StudySpec spec = spec(1, ALWAYS);
    var several =
        assertThrows(
            InvalidInputException.class,
            () ->
                new StudySpec(
                    "s",
                    spec.space(),
                    List.of(ObjectiveSpec.minimize("a"), ObjectiveSpec.minimize("b")),
                    List.of(),
                    spec.strategy(),
                    0,
                    spec.budget(),
                    List.of(),
                    spec.pruner()));
    assertEquals("pruner", several.field());
    for (PrunerSpec wrong :
        List.of(
            PrunerSpec.named("mean"),
            new PrunerSpec("median", Map.of("startup", 3)),
            new PrunerSpec("patience", Map.of("of", Map.of("patience", 3))),
            new PrunerSpec("patience", Map.of("of", Map.of("name", "mean"))))) {
      var refused =
          assertThrows(InvalidInputException.class, () -> Study.create(spec(1, wrong)));
      assertTrue(refused.field().startsWith("pruner."), refused.field());
    }
  }

  private Study open(StudySpec spec) {
    SqliteStore store = SqliteStore.open(folder.resolve("s.db"), Clock.systemUTC());
    try {
      return Study.open(spec, store, Clock.systemUTC());
    } catch (InvalidInputException e) {
      store.close();
      throw e;
    }
  }
}
