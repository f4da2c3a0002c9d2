package dev.luthier.store.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.space.Configuration;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.store.AppendResult;
import dev.luthier.store.EventLog;
import dev.luthier.store.StoredEvent;
import dev.luthier.store.StudyEvent;
import dev.luthier.store.StudyEvent.ClaimRenewed;
import dev.luthier.store.StudyEvent.Measured;
import dev.luthier.store.StudyEvent.Origin;
import dev.luthier.store.StudyEvent.StudyCreated;
import dev.luthier.store.StudyEvent.TrialClaimed;
import dev.luthier.store.StudyEvent.TrialFinished;
import dev.luthier.store.StudyEvent.TrialProposed;
import dev.luthier.store.StudyState;
import dev.luthier.study.Budget;
import dev.luthier.study.Claim;
import dev.luthier.study.Direction;
import dev.luthier.study.Evaluation;
import dev.luthier.study.Failure;
import dev.luthier.study.Measurement;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.Outcome;
import dev.luthier.study.Provenance;
import dev.luthier.study.StrategySpec;
import dev.luthier.study.StudySpec;
import dev.luthier.study.Trial;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** The fold, on random logs: whatever the ledger admits, in whatever order workers might do it. */
class StudyStateTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @RepeatedTest(300)
  void foldingAtOnceAndEventByEventAgree(RepetitionInfo repetition) {
    List<StoredEvent> log = randomLog(new SplittableRandom(repetition.getCurrentRepetition()));
    StudyState incremental = StudyState.fold(log.subList(0, 1));
    for (int i = 1; i < log.size(); i++) {
      incremental.apply(log.get(i));
    }
    assertSame(StudyState.fold(log), incremental);
    assertSame(StudyState.fold(log), StudyState.fold(log));
  }

  @RepeatedTest(300)
  void everyTrialIsInTheStateItsLastEventSays(RepetitionInfo repetition) {
    List<StoredEvent> log = randomLog(new SplittableRandom(repetition.getCurrentRepetition()));
    StudyState state = StudyState.fold(log);
    for (Trial trial : state.trials()) {
      StudyEvent last = log.getFirst().event();
      List<Measurement> measured = new ArrayList<>();
      for (StoredEvent stored : log) {
        if (stored.event() instanceof StudyEvent.TrialEvent e && e.trial() == trial.number()) {
          boolean open = !(last instanceof TrialFinished);
          if (e instanceof TrialClaimed) {
            measured.clear(); // A trial's measurements are those of whoever holds it.
          }
          if (e instanceof Measured(long _, Measurement m) && open) {
            measured.add(m);
          } else if (!(e instanceof Measured) && !(e instanceof ClaimRenewed)) {
            last = e;
          }
        }
      }
      switch (trial) {
        case Trial.Pending _ -> assertTrue(last instanceof TrialProposed);
        case Trial.Running running -> {
          assertTrue(last instanceof TrialClaimed);
          assertEquals(measured, running.measurements());
        }
        case Trial.Finished finished -> {
          assertTrue(last instanceof TrialFinished);
          assertEquals(measured, finished.measurements());
          assertEquals(kind(((TrialFinished) last).outcome()), kind(finished));
        }
      }
    }
  }

  @RepeatedTest(300)
  void bestIsTheFirstOfTheBestFeasibleCompletedTrials(RepetitionInfo repetition) {
    List<StoredEvent> log = randomLog(new SplittableRandom(repetition.getCurrentRepetition()));
    StudyState state = StudyState.fold(log);
    Direction direction = state.spec().firstObjective().direction();
    Optional<Trial.Completed> expected = Optional.empty();
    int index = 0;
    int since = 0;
    for (Trial.Finished finished : state.finishedFrom(0)) {
      // An abandoned trial says nothing, not even that there was no improvement.
      since += finished instanceof Trial.Abandoned ? 0 : 1;
      if (finished instanceof Trial.Completed completed && completed.evaluation().isFeasible()) {
        double value = completed.evaluation().value("value");
        if (expected.isEmpty()
            || direction.isBetter(value, expected.get().evaluation().value("value"))) {
          expected = Optional.of(completed);
          since = 0;
        }
      }
      index++;
    }
    assertEquals(expected, state.best());
    assertEquals(expected.stream().toList(), state.front(), "of one objective");
    assertEquals(since, state.finishedSinceBest());
    assertEquals(index, state.finishedCount());
  }

  @RepeatedTest(200)
  void finishedBeforeCountsTheFinishesBeforeAPosition(RepetitionInfo repetition) {
    List<StoredEvent> log = randomLog(new SplittableRandom(repetition.getCurrentRepetition()));
    StudyState state = StudyState.fold(log);
    int count = 0;
    for (StoredEvent stored : log) {
      assertEquals(count, state.finishedBefore(stored.position()));
      count += stored.event() instanceof TrialFinished ? 1 : 0;
    }
    assertEquals(count, state.finishedBefore(log.size()));
  }

  @Test
  void whatIsNoLogIsRefused() {
    List<StoredEvent> log = randomLog(new SplittableRandom(1));
    assertThrows(IllegalArgumentException.class, () -> StudyState.fold(List.of()));
    assertThrows(IllegalArgumentException.class, () -> StudyState.fold(log.subList(1, log.size())));
    StudyState state = StudyState.fold(log.subList(0, 1));
    assertThrows(IllegalArgumentException.class, () -> state.apply(log.get(2)), "a gap");
    assertThrows(
        IllegalArgumentException.class,
        () ->
            state.apply(
                new StoredEvent(
                    1, NOW, new TrialFinished(0, "w", new Outcome.Pruned(""), Optional.empty()))));
  }

  private static void assertSame(StudyState a, StudyState b) {
    assertEquals(a.trials(), b.trials());
    assertEquals(a.open(), b.open());
    assertEquals(a.best(), b.best());
    assertEquals(a.front(), b.front());
    assertEquals(a.finishedFrom(0), b.finishedFrom(0));
    assertEquals(a.finishedSinceBest(), b.finishedSinceBest());
    assertEquals(a.events(), b.events());
    assertEquals(a.firstPending(), b.firstPending());
  }

  private static String kind(Object outcomeOrTrial) {
    return outcomeOrTrial.getClass().getSimpleName();
  }

  /** Random events, most of them sensible; the log refuses the others. */
  private static List<StoredEvent> randomLog(SplittableRandom random) {
    var space = SearchSpace.builder();
    space.add(RealParameter.linear("x", 0, 1));
    Direction direction = random.nextBoolean() ? Direction.MINIMIZE : Direction.MAXIMIZE;
    StudySpec spec =
        new StudySpec(
            "study",
            space.build(),
            List.of(new ObjectiveSpec("value", direction)),
            List.of("memory"),
            StrategySpec.named("random"),
            random.nextLong(),
            Budget.UNLIMITED);
    EventLog log =
        new InMemoryStore(Clock.systemUTC())
            .create(new StudyCreated(spec, new Provenance("0", "25", "none")))
            .orElseThrow();
    long proposed = 0;
    int refused = 0;
    for (int i = 0; i < 80; i++) {
      long trial = random.nextLong(proposed + 1);
      Configuration x = Configuration.of(Map.of("x", random.nextDouble()));
      StudyEvent event =
          switch (random.nextInt(6)) {
            case 0 -> new TrialProposed(proposed, x, Origin.STRATEGY, log.size());
            case 1, 2 ->
                new TrialClaimed(trial, new Claim("w", NOW, NOW.plusSeconds(9)), Optional.empty());
            case 3 -> new Measured(trial, Measurement.of(i, "value", random.nextInt(5)));
            case 4 -> new ClaimRenewed(trial, "w", NOW.plusSeconds(i));
            default -> new TrialFinished(trial, "w", outcome(random), Optional.empty());
          };
      AppendResult result = log.append(event);
      proposed += result instanceof AppendResult.Appended && event instanceof TrialProposed ? 1 : 0;
      refused += result instanceof AppendResult.Conflict ? 1 : 0;
    }
    assertTrue(refused > 0, "the generator also tries what is not allowed");
    return log.read(0, Integer.MAX_VALUE);
  }

  private static Outcome outcome(SplittableRandom random) {
    return switch (random.nextInt(5)) {
      case 0 -> new Outcome.Failed(new Failure(Failure.Kind.EXCEPTION, "boom"));
      case 1 -> new Outcome.Pruned("median");
      case 2 -> new Outcome.Abandoned("worker died");
      default -> {
        double[] values = {0, 1, 2, 3, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
        yield new Outcome.Completed(
            Evaluation.of(values[random.nextInt(values.length)])
                .withConstraint("memory", random.nextInt(3) - 1));
      }
    };
  }
}
