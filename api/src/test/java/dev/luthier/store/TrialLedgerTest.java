package dev.luthier.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.space.Configuration;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.store.AppendResult.Conflict;
import dev.luthier.store.AppendResult.Repeated;
import dev.luthier.store.StudyEvent.Origin;
import dev.luthier.store.StudyEvent.StudyCreated;
import dev.luthier.store.StudyEvent.Suggested;
import dev.luthier.store.StudyEvent.TrialAdded;
import dev.luthier.store.StudyEvent.TrialClaimed;
import dev.luthier.store.StudyEvent.TrialFinished;
import dev.luthier.store.StudyEvent.TrialObtained;
import dev.luthier.store.StudyEvent.TrialProposed;
import dev.luthier.study.Budget;
import dev.luthier.study.Claim;
import dev.luthier.study.Evaluation;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.Outcome;
import dev.luthier.study.Provenance;
import dev.luthier.study.StrategySpec;
import dev.luthier.study.StudySpec;
import dev.luthier.study.Trial;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** The rules are the same for a log that is written and for one that is found again. */
class TrialLedgerTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Configuration CONFIGURATION = Configuration.of(Map.of("x", 0.5));
  private static final Outcome DONE = new Outcome.Completed(Evaluation.of(1));

  private final List<StoredEvent> log = new ArrayList<>();
  private final TrialLedger ledger = new TrialLedger(this::at);
  private long trials;

  @RepeatedTest(100)
  void aLedgerMadeFromAStateAnswersAsTheOneThatSawEveryEvent(RepetitionInfo repetition) {
    RandomGenerator random = new SplittableRandom(repetition.getCurrentRepetition());
    append(created());
    int repeated = 0;
    int refused = 0;
    for (int i = 0; i < 60; i++) {
      Optional<AppendResult> answer = append(event(random));
      repeated += answer.filter(Repeated.class::isInstance).isPresent() ? 1 : 0;
      refused += answer.filter(Conflict.class::isInstance).isPresent() ? 1 : 0;
    }
    assertTrue(repeated > 0 && refused > 0, "the generator also says things twice, and wrong ones");
    TrialLedger again = TrialLedger.of(StudyState.fold(log), ledger.keyPositions(), this::at);
    assertEquals(ledger.keyPositions(), again.keyPositions());
    for (int i = 0; i < 200; i++) {
      StudyEvent event = event(random);
      assertEquals(ledger.refusal(event), again.refusal(event), event::toString);
    }
  }

  @RepeatedTest(100)
  void aKeyStandsForTheFirstThatWasSaidUnderIt(RepetitionInfo repetition) {
    RandomGenerator random = new SplittableRandom(repetition.getCurrentRepetition());
    append(created());
    for (int i = 0; i < 60; i++) {
      append(event(random));
    }
    Map<String, StoredEvent> first = new HashMap<>();
    for (StoredEvent stored : log) {
      if (stored.event() instanceof TrialObtained obtained) {
        obtained.key().ifPresent(key -> first.putIfAbsent(key, stored));
      }
    }
    assertTrue(!first.isEmpty());
    first.forEach((key, stored) -> assertEquals(Optional.of(stored), ledger.keyed(key)));
    assertEquals(first.keySet(), ledger.keyPositions().keySet());
  }

  @Test
  void onlyATrialThatRunsMayAskForParameters() {
    append(created());
    append(new TrialProposed(0, CONFIGURATION, Origin.STRATEGY, 1));
    assertTrue(append(new Suggested(0, "x", 0.5)).isPresent());
    append(new TrialClaimed(0, new Claim("w", NOW, NOW.plusSeconds(9)), Optional.empty()));
    assertEquals(Optional.empty(), append(new Suggested(0, "x", 0.5)));
    assertTrue(append(new Suggested(1, "x", 0.5)).isPresent());
    append(new TrialFinished(0, "w", DONE, Optional.empty()));
    assertTrue(append(new Suggested(0, "y", 0.5)).isPresent());
  }

  @Test
  void anUnknownKeyDoesNotExcuseWhatIsWrong() {
    append(created());
    assertTrue(
        append(new TrialProposed(5, CONFIGURATION, Origin.ENQUEUED, 0, key("a"))).isPresent());
    assertEquals(Optional.empty(), ledger.keyed("a"), "what was refused was not said");
    Evaluation wrong = Evaluation.of(Double.NaN);
    assertTrue(append(added(0, new Outcome.Completed(wrong), key("a"))).isPresent());
    assertEquals(Optional.empty(), append(added(0, DONE, key("a"))));
  }

  private Optional<AppendResult> append(StudyEvent event) {
    Optional<AppendResult> refusal = ledger.refusal(event);
    if (refusal.isEmpty()) {
      StoredEvent stored = new StoredEvent(log.size(), NOW, event);
      log.add(stored);
      ledger.record(stored);
      trials += event instanceof TrialProposed || event instanceof TrialAdded ? 1 : 0;
    }
    return refusal;
  }

  private StudyEvent event(RandomGenerator random) {
    Optional<String> key = random.nextBoolean() ? key("k" + random.nextInt(12)) : Optional.empty();
    // Sometimes the number before or after the right one.
    long next = trials + (random.nextInt(6) == 0 ? random.nextInt(-1, 2) : 0);
    long some = random.nextLong(trials + 1);
    return switch (random.nextInt(4)) {
      case 0 -> new TrialProposed(next, CONFIGURATION, Origin.STRATEGY, log.size(), key);
      case 1 -> added(next, DONE, key);
      case 2 -> new TrialClaimed(some, new Claim("w", NOW, NOW.plusSeconds(9)), key);
      default -> new TrialFinished(some, "w", DONE, key);
    };
  }

  private static TrialAdded added(long trial, Outcome outcome, Optional<String> key) {
    Trial.Timing timing = new Trial.Timing("elsewhere", NOW, NOW);
    return new TrialAdded(trial, CONFIGURATION, List.of(), timing, outcome, key);
  }

  private static Optional<String> key(String key) {
    return Optional.of(key);
  }

  private StoredEvent at(long position) {
    return log.get(Math.toIntExact(position));
  }

  private static StudyCreated created() {
    var space = SearchSpace.builder();
    space.add(RealParameter.linear("x", 0, 1));
    StudySpec spec =
        new StudySpec(
            "study",
            space.build(),
            List.of(ObjectiveSpec.minimize(ObjectiveSpec.UNNAMED)),
            List.of(),
            StrategySpec.named("random"),
            1,
            Budget.UNLIMITED);
    return new StudyCreated(spec, new Provenance("0", "25", "none"));
  }
}
