package dev.luthier.testkit;

import static dev.luthier.testkit.SampleEvents.DONE;
import static dev.luthier.testkit.SampleEvents.NOW;
import static dev.luthier.testkit.SampleEvents.additionOf;
import static dev.luthier.testkit.SampleEvents.claimOf;
import static dev.luthier.testkit.SampleEvents.configuration;
import static dev.luthier.testkit.SampleEvents.created;
import static dev.luthier.testkit.SampleEvents.proposalOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.store.AppendResult;
import dev.luthier.store.AppendResult.Appended;
import dev.luthier.store.AppendResult.Conflict;
import dev.luthier.store.AppendResult.Repeated;
import dev.luthier.store.EventLog;
import dev.luthier.store.StoredEvent;
import dev.luthier.store.StudyEvent;
import dev.luthier.store.StudyEvent.ClaimRenewed;
import dev.luthier.store.StudyEvent.Measured;
import dev.luthier.store.StudyEvent.Origin;
import dev.luthier.store.StudyEvent.TrialClaimed;
import dev.luthier.store.StudyEvent.TrialFinished;
import dev.luthier.store.StudyEvent.TrialObtained;
import dev.luthier.store.StudyEvent.TrialProposed;
import dev.luthier.store.StudyState;
import dev.luthier.store.StudyStore;
import dev.luthier.strategy.Prediction;
import dev.luthier.strategy.Rationale;
import dev.luthier.study.Claim;
import dev.luthier.study.Evaluation;
import dev.luthier.study.Failure;
import dev.luthier.study.Measurement;
import dev.luthier.study.Outcome;
import dev.luthier.study.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link StudyStore} must do. A subclass says how to open an empty one. */
public abstract class StudyStoreContract {
  @SuppressWarnings("NullAway.Init") // Opened before each test.
  private StudyStore store;

  /** For subclasses. */
  protected StudyStoreContract() {}

  /** An empty store; the contract closes it. */
  protected abstract StudyStore openEmpty();

  @BeforeEach
  void open() {
    store = openEmpty();
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void studiesAreCreatedOnceAndFoundByName() {
    assertTrue(store.find("a").isEmpty());
    assertTrue(store.create(created("b")).isPresent());
    assertTrue(store.create(created("a")).isPresent());
    assertTrue(store.create(created("a")).isEmpty(), "the name is taken");
    assertEquals(List.of("a", "b"), store.studies());
    assertEquals(created("a"), store.find("a").orElseThrow().read(0, 1).getFirst().event());
  }

  @Test
  void positionsCountFromZeroWithoutGapsAndRefusedEventsTakeNone() {
    EventLog log = newLog();
    propose(log, 0);
    assertInstanceOf(Conflict.class, log.append(new TrialFinished(0, "w", DONE, Optional.empty())));
    claim(log, 0, "w");
    List<StoredEvent> events = log.read(0, 100);
    assertEquals(3, log.size());
    for (int i = 0; i < 3; i++) {
      assertEquals(i, events.get(i).position());
    }
  }

  @Test
  void readReturnsTheRequestedWindow() {
    EventLog log = newLog();
    for (long n = 0; n < 9; n++) {
      propose(log, n);
    }
    assertEquals(List.of(4L, 5L, 6L), log.read(4, 3).stream().map(StoredEvent::position).toList());
    assertEquals(List.of(9L), log.read(9, 5).stream().map(StoredEvent::position).toList());
    assertEquals(List.of(), log.read(10, 5));
    assertThrows(IllegalArgumentException.class, () -> log.read(-1, 5));
  }

  @Test
  void eventsComeBackAsTheyWent() {
    EventLog log = newLog();
    List<StudyEvent> events = new ArrayList<>();
    events.add(new TrialProposed(0, configuration(0.1), Origin.ENQUEUED, 1));
    events.add(new TrialProposed(1, configuration(1e-300), Origin.STRATEGY, 2));
    Claim claim = new Claim("worker \"é\"", NOW, NOW.plusSeconds(60));
    events.add(new TrialClaimed(0, claim, Optional.of("key")));
    events.add(new ClaimRenewed(0, "worker \"é\"", NOW.plusSeconds(90)));
    events.add(
        new Measured(
            0, new Measurement(-3, Map.of("value", Double.NaN, "loss", Double.NEGATIVE_INFINITY))));
    Evaluation evaluation =
        Evaluation.of(Double.POSITIVE_INFINITY).withStandardError(0.25).withCost(3);
    events.add(
        new TrialFinished(0, claim.worker(), new Outcome.Completed(evaluation), Optional.of("k2")));
    events.add(new TrialClaimed(1, claim, Optional.empty()));
    events.add(
        new TrialFinished(
            1,
            claim.worker(),
            new Outcome.Failed(new Failure(Failure.Kind.EXCEPTION, "it\nbroke")),
            Optional.empty()));
    events.add(additionOf(2, Optional.empty()));
    events.add(additionOf(3, Optional.of("k3")));
    events.add(proposalOf(4, Optional.of("k \"é\" 4")));
    events.add(
        new TrialProposed(
            5,
            configuration(0.2),
            Origin.STRATEGY,
            9,
            OptionalInt.of(7),
            Optional.of(
                new Rationale(
                    Rationale.Motive.EXPLORATION,
                    Map.of(
                        "value", new Prediction(0.1, 1e-300),
                        "limit", new Prediction(-3, Double.POSITIVE_INFINITY)),
                    OptionalDouble.of(-2.5))),
            Optional.empty()));
    events.forEach(event -> assertInstanceOf(Appended.class, log.append(event), event::toString));
    assertEquals(events, log.read(1, 100).stream().map(StoredEvent::event).toList());
  }

  @Test
  void trialNumbersFollowEachOther() {
    EventLog log = newLog();
    assertConflict(log, new TrialProposed(1, configuration(0), Origin.STRATEGY, 0));
    propose(log, 0);
    assertConflict(log, new TrialProposed(0, configuration(0), Origin.STRATEGY, 0));
    assertConflict(log, new TrialProposed(-1, configuration(0), Origin.STRATEGY, 0));
    assertConflict(log, created("study"));
  }

  @Test
  void eventsAboutUnknownTrialsAreConflicts() {
    EventLog log = newLog();
    propose(log, 0);
    for (long unknown : new long[] {-1, 1, Long.MAX_VALUE}) {
      assertConflict(log, claimOf(unknown, "w", NOW, Optional.empty()));
      assertConflict(log, new TrialFinished(unknown, "w", DONE, Optional.empty()));
      assertConflict(log, new Measured(unknown, Measurement.of(1, "value", 1)));
      assertConflict(log, new ClaimRenewed(unknown, "w", NOW));
    }
  }

  @Test
  void aTrialIsClaimedByOneWorkerUntilItsLeaseLapses() {
    EventLog log = newLog();
    propose(log, 0);
    claim(log, 0, "a");
    assertConflict(log, claimOf(0, "b", NOW.plusSeconds(1), Optional.empty()));
    assertConflict(log, new ClaimRenewed(0, "b", NOW.plusSeconds(100)));
    assertAppended(log, new ClaimRenewed(0, "a", NOW.plusSeconds(100)));
    assertConflict(log, claimOf(0, "b", NOW.plusSeconds(61), Optional.empty()));
    assertAppended(log, claimOf(0, "b", NOW.plusSeconds(101), Optional.empty()));
    assertConflict(log, new ClaimRenewed(0, "a", NOW.plusSeconds(200)));
    assertConflict(log, new TrialFinished(0, "a", DONE, Optional.empty()));
    assertAppended(log, new TrialFinished(0, "b", DONE, Optional.empty()));
  }

  @Test
  void whoeverObtainsATrialAgainUnderTheSameKeyHearsTheFirst() {
    EventLog log = newLog();
    propose(log, 0);
    StoredEvent proposal = assertAppended(log, proposalOf(1, Optional.of("enqueue-1")));
    StoredEvent addition = assertAppended(log, additionOf(2, Optional.of("add-1")));
    StoredEvent claim = assertAppended(log, claimOf(1, "w", NOW, Optional.of("ask-1")));
    // Each again, and with another trial, also one that there cannot be.
    for (long trial : new long[] {0, 1, 2, 3, -1}) {
      assertRepeated(proposal, log, proposalOf(trial, Optional.of("enqueue-1")));
      assertRepeated(addition, log, additionOf(trial, Optional.of("add-1")));
      assertRepeated(claim, log, claimOf(trial, "v", NOW, Optional.of("ask-1")));
    }
    assertEquals(5, log.size());
    assertAppended(log, proposalOf(3, Optional.of("enqueue-2")));
  }

  @Test
  void aKeyNamesOneKindOfEvent() {
    EventLog log = newLog();
    assertAppended(log, proposalOf(0, Optional.of("a")));
    assertAppended(log, additionOf(1, Optional.of("b")));
    assertAppended(log, claimOf(0, "w", NOW, Optional.of("c")));
    propose(log, 2);
    for (StudyEvent wrong :
        List.of(
            claimOf(2, "w", NOW, Optional.of("a")),
            additionOf(3, Optional.of("a")),
            claimOf(2, "w", NOW, Optional.of("b")),
            proposalOf(3, Optional.of("b")),
            proposalOf(3, Optional.of("c")),
            additionOf(3, Optional.of("c")))) {
      String key = ((TrialObtained) wrong).key().orElseThrow();
      String reason = assertConflict(log, wrong);
      assertTrue(reason.contains("the key " + key), reason);
    }
  }

  @Test
  void whatWasFirstSaidUnderAKeyIsFound() {
    EventLog log = newLog();
    assertEquals(Optional.empty(), log.keyed("enqueue-1"));
    StoredEvent proposal = assertAppended(log, proposalOf(0, Optional.of("enqueue-1")));
    StoredEvent addition = assertAppended(log, additionOf(1, Optional.of("add-1")));
    StoredEvent claim = assertAppended(log, claimOf(0, "w", NOW, Optional.of("ask-1")));
    assertAppended(log, new TrialFinished(0, "w", DONE, Optional.of("tell-1")));
    assertEquals(Optional.of(proposal), log.keyed("enqueue-1"));
    assertEquals(Optional.of(addition), log.keyed("add-1"));
    assertEquals(Optional.of(claim), log.keyed("ask-1"));
    assertEquals(Optional.empty(), log.keyed("tell-1"), "a tell brings nobody a trial");
    EventLog other = store.create(created("other")).orElseThrow();
    assertEquals(Optional.empty(), other.keyed("ask-1"), "keys belong to a study");
  }

  @Test
  void aReleasedLogIsFoundAgainAsItWas() {
    EventLog log = newLog();
    StoredEvent proposal = assertAppended(log, proposalOf(0, Optional.of("enqueue-1")));
    claim(log, 0, "w");
    log.release(); // What was appended may not be durable yet.
    EventLog again = store.find("study").orElseThrow();
    assertEquals(3, again.size());
    assertEquals(3, again.read(0, 100).size());
    assertEquals(3, again.replay(Optional.empty()).events());
    assertEquals(Optional.of(proposal), again.keyed("enqueue-1"));
    assertConflict(again, claimOf(0, "v", NOW, Optional.empty()));
    again.sync(2);
    again.release();
    assertAppended(again, new TrialFinished(0, "w", DONE, Optional.empty()));
    again.release();
    assertConflict(again, new TrialFinished(0, "w", new Outcome.Pruned(""), Optional.empty()));
    assertEquals(4, store.find("study").orElseThrow().replay(Optional.empty()).events());
  }

  @Test
  void logsAreReleasedWhileOthersGrow() throws Exception {
    int studies = 4;
    int trials = 200;
    List<Callable<Long>> users = new ArrayList<>();
    for (int s = 0; s < studies; s++) {
      String name = "study-" + s;
      assertTrue(store.create(created(name)).isPresent());
      users.add(
          () -> {
            for (long n = 0; n < trials; n++) {
              EventLog log = store.find(name).orElseThrow();
              StoredEvent mine = assertAppended(log, proposalOf(n, Optional.of("key-" + n)));
              assertEquals(n + 1, mine.position());
              if (n % 3 == 0) {
                log.sync(mine.position());
              }
              log.release();
            }
            return store.find(name).orElseThrow().replay(Optional.empty()).events();
          });
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(studies)) {
      for (Future<Long> events : threads.invokeAll(users)) {
        assertEquals(1 + trials, events.get());
      }
    }
  }

  @Test
  void aRepeatedTellReturnsTheFirstAnswerAndAnotherValueIsAConflict() {
    EventLog log = newLog();
    propose(log, 0);
    claim(log, 0, "w");
    StoredEvent first = assertAppended(log, new TrialFinished(0, "w", DONE, Optional.of("tell-1")));
    Outcome other = new Outcome.Completed(Evaluation.of(2.5));
    for (TrialFinished again :
        List.of(
            new TrialFinished(0, "w", DONE, Optional.of("tell-1")),
            new TrialFinished(0, "w", DONE, Optional.empty()),
            new TrialFinished(0, "w", other, Optional.of("tell-1")))) {
      assertEquals(first, assertInstanceOf(Repeated.class, log.append(again)).first());
    }
    assertConflict(log, new TrialFinished(0, "w", other, Optional.of("tell-2")));
    assertConflict(log, new TrialFinished(0, "w", other, Optional.empty()));
    assertConflict(log, claimOf(0, "w", NOW, Optional.empty()));
  }

  @Test
  void aCompletedTrialHasANumberForEveryObjective() {
    EventLog log = newLog();
    propose(log, 0);
    claim(log, 0, "w");
    for (Evaluation wrong : List.of(Evaluation.of("other", 1), Evaluation.of(Double.NaN))) {
      assertConflict(
          log, new TrialFinished(0, "w", new Outcome.Completed(wrong), Optional.empty()));
    }
  }

  @Test
  void reportsAreAppendedEvenWhenTheyComeTooLate() {
    EventLog log = newLog();
    propose(log, 0);
    claim(log, 0, "w");
    assertAppended(log, new Measured(0, Measurement.of(1, "value", 1)));
    assertAppended(log, new TrialFinished(0, "w", DONE, Optional.empty()));
    assertAppended(log, new Measured(0, Measurement.of(2, "value", 2)));
    Trial.Completed trial =
        assertInstanceOf(
            Trial.Completed.class, StudyState.fold(log.read(0, 100)).find(0).orElseThrow());
    assertEquals(List.of(Measurement.of(1, "value", 1)), trial.measurements());
  }

  @Test
  void ofManyWorkersWhoRaceForATrialOneWins() throws Exception {
    EventLog log = newLog();
    int workers = 8;
    int trials = 50;
    for (long n = 0; n < trials; n++) {
      propose(log, n);
    }
    CountDownLatch go = new CountDownLatch(1);
    List<Callable<Integer>> racers = new ArrayList<>();
    for (int w = 0; w < workers; w++) {
      String worker = "w" + w;
      racers.add(
          () -> {
            go.await();
            int won = 0;
            for (long n = 0; n < trials; n++) {
              AppendResult result = log.append(claimOf(n, worker, NOW, Optional.empty()));
              won += result instanceof Appended ? 1 : 0;
            }
            return won;
          });
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(workers)) {
      List<Future<Integer>> results = racers.stream().map(threads::submit).toList();
      go.countDown();
      int total = 0;
      for (Future<Integer> result : results) {
        total += result.get();
      }
      assertEquals(trials, total);
    }
    assertEquals(1 + 2 * trials, log.size());
  }

  private EventLog newLog() {
    return store.create(created("study")).orElseThrow();
  }

  private static void propose(EventLog log, long trial) {
    assertAppended(log, proposalOf(trial, Optional.empty()));
  }

  private static void claim(EventLog log, long trial, String worker) {
    assertAppended(log, claimOf(trial, worker, NOW, Optional.empty()));
  }

  private static StoredEvent assertAppended(EventLog log, StudyEvent event) {
    return assertInstanceOf(Appended.class, log.append(event)).event();
  }

  private static void assertRepeated(StoredEvent first, EventLog log, StudyEvent event) {
    assertEquals(first, assertInstanceOf(Repeated.class, log.append(event)).first());
  }

  /** Returns the reason. */
  private static String assertConflict(EventLog log, StudyEvent event) {
    long before = log.size();
    Conflict conflict = assertInstanceOf(Conflict.class, log.append(event));
    assertTrue(!conflict.reason().isBlank());
    assertEquals(before, log.size(), "a conflict appends nothing");
    return conflict.reason();
  }
}
