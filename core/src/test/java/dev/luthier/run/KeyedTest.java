package dev.luthier.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.error.InvalidInputException;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.store.AppendResult;
import dev.luthier.store.StudyStore;
import dev.luthier.store.memory.InMemoryStore;
import dev.luthier.store.sqlite.SqliteStore;
import dev.luthier.study.Budget;
import dev.luthier.study.Evaluation;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.Outcome;
import dev.luthier.study.StrategySpec;
import dev.luthier.study.StudySpec;
import dev.luthier.study.Trial;
import dev.luthier.study.TrialContext;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is said again under a key is answered as the first time, also after re-opening. */
final class KeyedTest {
  private static final Clock CLOCK = Clock.systemUTC();

  /** Each holds another one, or what we put in front of keys. */
  private static final List<String> TRICKY =
      List.of(
          "a",
          "0/a",
          "a/0",
          "1/a",
          "0",
          "/",
          "//a",
          "",
          " ",
          "first/a",
          "last/a",
          "0/0/a",
          "a1",
          "1",
          "ask/0/a",
          "enqueue/a",
          "add/first/a",
          "add/last/a",
          "A",
          "\u0000",
          "\ud800",
          "é");

  @TempDir private Path folder;
  private Study study = Study.create(spec());
  private final StudyStore memory = new InMemoryStore(CLOCK);

  enum Kept {
    IN_MEMORY,
    IN_A_FILE
  }

  @AfterEach
  void close() {
    study.close();
  }

  @ParameterizedTest
  @EnumSource
  void anAskAgainGivesTheSameTrialsWhateverHasBecomeOfThem(Kept kept) {
    open(kept);
    study.askForClient(Ask.of(2));
    List<TrialContext> first = ask("k", 3).trials();
    assertEquals(List.of(2L, 3L, 4L), numbers(first));
    study.tell(2, Evaluation.of(1));
    study.fail(3, "out of memory");
    study.abandon(4, "no time");
    for (int round = 0; round < 2; round++) {
      for (int count : new int[] {3, 1, 10}) {
        List<TrialContext> again = ask("k", count).trials();
        assertEquals(List.of(2L, 3L, 4L), numbers(again));
        for (int i = 0; i < 3; i++) {
          assertEquals(first.get(i).configuration(), again.get(i).configuration());
          assertEquals(first.get(i).seed(), again.get(i).seed());
        }
      }
      assertEquals(5 + round, study.trials().size(), "nothing new");
      assertEquals(List.of(5L + round), numbers(study.askForClient(Ask.of(1)).trials()));
      open(kept);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anAskThatGotFewerTrialsGetsNoMoreLater(Kept kept) {
    open(kept, spec().withBudget(Budget.trials(3)));
    ask("a", 1);
    Asked near = ask("b", 5);
    assertEquals(List.of(1L, 2L), numbers(near.trials()));
    assertEquals(Optional.of(StopReason.TRIALS), near.done());
    open(kept, spec().withBudget(Budget.trials(30)));
    assertEquals(List.of(1L, 2L), numbers(ask("b", 5).trials()));
    assertEquals(List.of(3L, 4L), numbers(ask("c", 2).trials()));
  }

  @ParameterizedTest
  @EnumSource
  void anAskAgainIsAnsweredWhenTheStudyIsDone(Kept kept) {
    open(kept, spec().withBudget(Budget.UNLIMITED.untilTarget(0)));
    ask("k", 2);
    study.tell(0, Evaluation.of(-1));
    Asked again = ask("k", 2);
    assertEquals(List.of(0L, 1L), numbers(again.trials()));
    assertEquals(Optional.of(StopReason.TARGET), again.done());
    assertEquals(List.of(), ask("other", 1).trials());
  }

  @ParameterizedTest
  @EnumSource
  void aConfigurationIsEnqueuedOnceUnderOneKey(Kept kept) {
    open(kept);
    Map<String, Object> half = Map.of("x", 0.5);
    long number = study.enqueue(half, Optional.of("k"));
    for (int round = 0; round < 2; round++) {
      assertEquals(number, study.enqueue(half, Optional.of("k")));
      assertEquals(number, study.enqueue(Map.of("x", 0.25), Optional.of("k")));
      open(kept);
    }
    assertEquals(1, study.trials().size());
    assertEquals(1, study.enqueue(half, Optional.of("other")));
    assertEquals(2, study.enqueue(half));
    assertThrows(
        InvalidInputException.class, () -> study.enqueue(Map.of("x", 7), Optional.of("wrong")));
    assertEquals(3, study.enqueue(half, Optional.of("wrong")), "the key was not used up");
  }

  @ParameterizedTest
  @EnumSource
  void trialsAreAddedOnceUnderOneKeyHoweverManyTheyAre(Kept kept) {
    open(kept);
    Map<String, List<Long>> numbers = new HashMap<>();
    for (int count : new int[] {1, 2, 3, 7}) {
      String key = "k" + count;
      numbers.put(key, study.add(evaluated(count), Optional.of(key)));
      assertEquals(count, Set.copyOf(study.add(evaluated(count), Optional.of(key))).size());
    }
    for (int round = 0; round < 2; round++) {
      numbers.forEach(
          (key, before) -> {
            assertEquals(before, study.add(evaluated(before.size()), Optional.of(key)));
            assertEquals(before, study.add(evaluated(1), Optional.of(key)), "fewer");
            assertEquals(before, study.add(evaluated(20), Optional.of(key)), "more");
            assertEquals(before, study.add(List.of(), Optional.of(key)), "none");
          });
      assertEquals(13, study.trials().size());
      open(kept);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anAdditionThatWasRefusedDoesNotUseUpItsKey(Kept kept) {
    open(kept);
    List<EvaluatedTrial> wrong = new ArrayList<>(evaluated(2));
    wrong.add(evaluated(Map.of("x", 7)));
    assertThrows(InvalidInputException.class, () -> study.add(wrong, Optional.of("k")));
    assertEquals(List.of(), study.trials());
    assertEquals(List.of(0L, 1L), study.add(evaluated(2), Optional.of("k")));
  }

  @ParameterizedTest
  @EnumSource
  void aTellUnderTheFirstTellsKeyIsAnsweredWithIt(Kept kept) {
    open(kept);
    ask("k", 2);
    Outcome good = new Outcome.Completed(Evaluation.of(1));
    Outcome other = new Outcome.Pruned("slow");
    assertInstanceOf(AppendResult.Appended.class, study.tell(0, good, Optional.of("k")));
    for (int round = 0; round < 2; round++) {
      assertInstanceOf(AppendResult.Repeated.class, study.tell(0, other, Optional.of("k")));
      assertInstanceOf(AppendResult.Repeated.class, study.tell(0, good, Optional.empty()));
      assertInstanceOf(AppendResult.Conflict.class, study.tell(0, other, Optional.of("0")));
      assertInstanceOf(AppendResult.Conflict.class, study.tell(0, other, Optional.empty()));
      open(kept);
    }
    assertInstanceOf(AppendResult.Appended.class, study.tell(1, other, Optional.of("k")));
    assertInstanceOf(Trial.Completed.class, study.trials().getFirst());
  }

  @ParameterizedTest
  @EnumSource
  void theSameKeyMayNameAnAskAnEnqueuedOneAnAdditionAndATell(Kept kept) {
    open(kept);
    List<Long> asked = numbers(ask("k", 2).trials());
    long enqueued = study.enqueue(Map.of("x", 0.5), Optional.of("k"));
    List<Long> added = study.add(evaluated(2), Optional.of("k"));
    Outcome outcome = new Outcome.Completed(Evaluation.of(1));
    assertInstanceOf(AppendResult.Appended.class, study.tell(0, outcome, Optional.of("k")));
    assertEquals(List.of(0L, 1L), asked);
    assertEquals(2, enqueued);
    assertEquals(List.of(3L, 4L), added);
    for (int round = 0; round < 2; round++) {
      assertEquals(asked, numbers(ask("k", 2).trials()));
      assertEquals(enqueued, study.enqueue(Map.of("x", 0.5), Optional.of("k")));
      assertEquals(added, study.add(evaluated(2), Optional.of("k")));
      assertInstanceOf(AppendResult.Repeated.class, study.tell(0, outcome, Optional.of("k")));
      open(kept);
    }
    assertEquals(5, study.trials().size());
  }

  @ParameterizedTest
  @EnumSource
  void noKeyIsTakenForAnother(Kept kept) {
    open(kept);
    Map<String, List<Long>> asked = new HashMap<>();
    Map<String, List<Long>> added = new HashMap<>();
    Map<String, Long> enqueued = new HashMap<>();
    Set<Long> seen = new HashSet<>();
    for (String key : TRICKY) {
      // More than ten: the index of a trial in an ask has two digits then.
      asked.put(key, numbers(ask(key, 12).trials()));
      added.put(key, study.add(evaluated(3), Optional.of(key)));
      long number = study.enqueue(Map.of("x", 0.5), Optional.of(key));
      // Before the next ask would get it.
      assertEquals(List.of(number), numbers(study.askForClient(Ask.of(1)).trials()));
      enqueued.put(key, number);
    }
    asked.values().forEach(numbers -> assertTrue(seen.addAll(numbers)));
    added.values().forEach(numbers -> assertTrue(seen.addAll(numbers)));
    assertTrue(seen.addAll(enqueued.values()));
    assertEquals(16 * TRICKY.size(), seen.size());
    open(kept);
    for (String key : TRICKY) {
      assertEquals(asked.get(key), numbers(ask(key, 1).trials()), key);
      assertEquals(added.get(key), study.add(evaluated(1), Optional.of(key)), key);
      assertEquals(enqueued.get(key), study.enqueue(Map.of("x", 0.5), Optional.of(key)), key);
    }
    assertEquals(16 * TRICKY.size(), study.trials().size());
  }

  @Test
  void keysAreInASnapshotToo() {
    open(Kept.IN_A_FILE);
    List<Long> asked = numbers(ask("a", 1_300).trials()); // 2,600 events: a snapshot on closing
    long enqueued = study.enqueue(Map.of("x", 0.5), Optional.of("e"));
    List<Long> added = study.add(evaluated(3), Optional.of("d"));
    for (int round = 0; round < 2; round++) {
      open(Kept.IN_A_FILE);
      assertEquals(asked, numbers(ask("a", 1).trials()));
      assertEquals(enqueued, study.enqueue(Map.of("x", 0.5), Optional.of("e")));
      assertEquals(added, study.add(evaluated(3), Optional.of("d")));
    }
  }

  @ParameterizedTest
  @EnumSource
  void thoseWhoAskAtTheSameTimeUnderOneKeyGetTheSameTrials(Kept kept) throws Exception {
    open(kept);
    int threads = 4;
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      for (int round = 0; round < 10; round++) {
        CyclicBarrier together = new CyclicBarrier(threads);
        String key = "k" + round;
        List<Future<List<Object>>> answers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
          answers.add(
              pool.submit(
                  () -> {
                    together.await();
                    return List.of(
                        numbers(ask(key, 2).trials()),
                        study.enqueue(Map.of("x", 0.5), Optional.of(key)),
                        study.add(evaluated(2), Optional.of(key)));
                  }));
        }
        Set<Object> different = new HashSet<>();
        for (Future<List<Object>> answer : answers) {
          different.add(answer.get());
        }
        assertEquals(1, different.size(), different::toString);
      }
    }
  }

  /** Opens the study, or opens it again. */
  private void open(Kept kept) {
    open(kept, spec());
  }

  private void open(Kept kept, StudySpec spec) {
    switch (kept) {
      case IN_MEMORY -> study = Study.open(spec, memory, CLOCK);
      case IN_A_FILE -> {
        study.close();
        study = Study.open(spec, SqliteStore.open(folder.resolve("s.db"), CLOCK), CLOCK);
      }
    }
  }

  private Asked ask(String key, int count) {
    return study.askForClient(new Ask(count, Optional.of(key), Optional.empty()));
  }

  private static List<Long> numbers(List<TrialContext> trials) {
    return trials.stream().map(TrialContext::number).toList();
  }

  private static List<EvaluatedTrial> evaluated(int count) {
    return IntStream.range(0, count).mapToObj(_ -> evaluated(Map.of("x", 0.25))).toList();
  }

  private static EvaluatedTrial evaluated(Map<String, Object> parameters) {
    Trial.Timing timing = new Trial.Timing("elsewhere", Instant.EPOCH, Instant.EPOCH);
    return new EvaluatedTrial(
        parameters, List.of(), timing, new Outcome.Completed(Evaluation.of(1)));
  }

  private static StudySpec spec() {
    var space = SearchSpace.builder();
    space.add(RealParameter.linear("x", 0, 1));
    return new StudySpec(
        "study",
        space.build(),
        List.of(ObjectiveSpec.minimize(ObjectiveSpec.UNNAMED)),
        List.of(),
        StrategySpec.named("random"),
        7,
        Budget.UNLIMITED);
  }
}
