package dev.luthier.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.error.InvalidInputException;
import dev.luthier.select.Strategies;
import dev.luthier.space.CategoricalParameter;
import dev.luthier.space.Configuration;
import dev.luthier.space.IntegerParameter;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.store.AppendResult;
import dev.luthier.store.StoredEvent;
import dev.luthier.store.StudyEvent.Origin;
import dev.luthier.store.StudyEvent.TrialProposed;
import dev.luthier.store.StudyState;
import dev.luthier.strategy.ProposalRequest;
import dev.luthier.strategy.SearchLimit;
import dev.luthier.strategy.Strategy;
import dev.luthier.study.Budget;
import dev.luthier.study.Evaluation;
import dev.luthier.study.Failure;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.RandomStreams;
import dev.luthier.study.StrategySpec;
import dev.luthier.study.StudySpec;
import dev.luthier.study.Trial;
import dev.luthier.study.TrialContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StudyTest {
  private static final RealParameter X = RealParameter.linear("x", 0, 1);
  private static final CategoricalParameter<String> C = CategoricalParameter.of("c", "a", "b");
  private static final IntegerParameter N = IntegerParameter.log("n", 1, 64);

  @Test
  void theLogTellsTheWholeStory() {
    try (Study study = study("random", Budget.trials(3))) {
      TrialContext a = study.ask().orElseThrow();
      TrialContext b = study.ask().orElseThrow();
      b.report(1, 0.5);
      study.tell(b.number(), Evaluation.of(2));
      study.fail(a.number(), "out of memory");
      TrialContext c = study.ask().orElseThrow();
      study.tell(c.number(), Evaluation.of(1));
      assertEquals(Optional.of(StopReason.TRIALS), study.ask(1).done());
      assertEquals(2, study.best().orElseThrow().number());
      assertEquals(study.trials(), StudyState.fold(study.events(0, 100)).trials());
      assertInstanceOf(Trial.Failed.class, study.trials().get(0));
      assertEquals(1, ((Trial.Completed) study.trials().get(1)).measurements().size());
    }
  }

  @Test
  void sameSeedAndSameAnswersGiveTheSameProposals() {
    for (String strategy : List.of("random", "sobol", "grid", "gp")) {
      assertEquals(proposals(strategy, 7), proposals(strategy, 7));
    }
    assertNotEquals(proposals("random", 7), proposals("random", 8));
    assertNotEquals(proposals("sobol", 7), proposals("sobol", 8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"random", "sobol", "grid", "gp"})
  void proposalsCanBeReplayedFromTheLogOfAManyThreadedRun(String strategy) throws Exception {
    StudySpec spec = spec(strategy, 11, Budget.trials(60));
    List<StoredEvent> log;
    try (Study study = Study.create(spec);
        ExecutorService threads = Executors.newFixedThreadPool(8)) {
      Callable<Integer> worker = () -> askAndTell(study);
      List<Future<Integer>> workers =
          Stream.generate(() -> worker).limit(8).map(threads::submit).toList();
      for (Future<Integer> done : workers) {
        done.get();
      }
      log = study.events(0, Integer.MAX_VALUE);
    }
    int replayed = requireSameAgain(spec, log);
    assertEquals(strategy.equals("grid") ? 5 * 2 * 5 : 60, replayed, "the grid is smaller");
  }

  /** Time that is over before it begins leaves a search its first round. */
  @Test
  void proposalsCutShortCanBeReplayedWithTheRoundsInTheLog() {
    StudySpec spec = spec("gp", 11, Budget.trials(60));
    List<StoredEvent> log;
    try (Study study = Study.create(spec)) {
      for (int i = 0; i < 14; i++) {
        Asked asked =
            i % 3 == 0 ? study.ask(1) : study.ask(i % 3 == 1 ? 1 : 4, Duration.ofNanos(-1));
        assertEquals(1, asked.trials().size());
        TrialContext trial = asked.trials().getFirst();
        study.tell(trial.number(), Evaluation.of(Math.cos(9.0 * trial.number())));
      }
      log = study.events(0, Integer.MAX_VALUE);
    }
    assertEquals(14, requireSameAgain(spec, log));
    List<OptionalInt> rounds =
        log.stream()
            .filter(stored -> stored.event() instanceof TrialProposed)
            .map(stored -> ((TrialProposed) stored.event()).rounds())
            .toList();
    assertEquals(OptionalInt.empty(), rounds.getFirst(), "nothing was searched");
    assertEquals(OptionalInt.empty(), rounds.get(12), "no limit");
    assertEquals(OptionalInt.of(1), rounds.get(10));
    assertEquals(OptionalInt.of(1), rounds.get(11));
  }

  /** Asks a new strategy for everything that one has proposed; how many there were. */
  private static int requireSameAgain(StudySpec spec, List<StoredEvent> log) {
    StudyState end = StudyState.fold(log);
    Strategy rebuilt = Strategies.create(spec);
    int observed = 0;
    int replayed = 0;
    for (StoredEvent stored : log) {
      if (stored.event() instanceof TrialProposed proposed
          && proposed.origin() == Origin.STRATEGY) {
        StudyState basis = StudyState.fold(log.subList(0, (int) proposed.basis()));
        int finished = end.finishedBefore(proposed.basis());
        rebuilt.observe(end.finishedFrom(0).subList(observed, finished));
        observed = finished;
        List<Configuration> again =
            rebuilt
                .propose(
                    new ProposalRequest(
                        1,
                        proposed.trial(),
                        basis.open(),
                        OptionalLong.of(60 - proposed.trial()),
                        new RandomStreams(spec.seed()),
                        proposed.rounds().isPresent()
                            ? SearchLimit.rounds(proposed.rounds().getAsInt())
                            : SearchLimit.NONE))
                .configurations();
        assertEquals(List.of(proposed.configuration()), again);
        replayed++;
      }
    }
    return replayed;
  }

  @Test
  void manyThreadsShareAStudyWithoutLosingOrDoublingATrial() throws Exception {
    int threads = 16;
    try (Study study = study("random", Budget.trials(2_000));
        ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<Integer>> workers = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        workers.add(pool.submit(() -> askAndTell(study)));
      }
      int told = 0;
      for (Future<Integer> worker : workers) {
        told += worker.get();
      }
      assertEquals(2_000, told);
      Set<Long> numbers = new HashSet<>();
      study.trials().forEach(trial -> assertTrue(numbers.add(trial.number())));
      assertEquals(2_000, numbers.size());
      assertTrue(study.trials().stream().allMatch(Trial.Completed.class::isInstance));
    }
  }

  @Test
  void ofEqualTrialsTheOneThatFinishedFirstIsInTheFront() {
    StudySpec one = spec("random", 0, Budget.UNLIMITED);
    StudySpec two =
        new StudySpec(
            one.name(),
            one.space(),
            List.of(ObjectiveSpec.minimize("loss"), ObjectiveSpec.maximize("speed")),
            List.of(),
            one.strategy(),
            one.seed(),
            one.budget());
    try (Study study = Study.create(two)) {
      assertEquals(List.of(), study.front());
      assertEquals(4, study.ask(4).trials().size());
      study.tell(2, Evaluation.of("loss", 2).and("speed", 7));
      study.tell(1, Evaluation.of("loss", 1).and("speed", 5));
      study.tell(0, Evaluation.of("loss", 2).and("speed", 7));
      study.tell(3, Evaluation.of("loss", 1).and("speed", 4));
      assertEquals(List.of(1L, 2L), study.front().stream().map(Trial::number).toList());
      assertEquals(study.front(), study.read(StudyState::front));
    }
  }

  @Test
  void nanIsAFailureAndInfinityIsKept() {
    try (Study study = study("random", Budget.trials(3))) {
      study.tell(study.ask().orElseThrow().number(), Evaluation.of(Double.NaN));
      study.tell(study.ask().orElseThrow().number(), Evaluation.of(Double.POSITIVE_INFINITY));
      study.tell(study.ask().orElseThrow().number(), Evaluation.of(Double.NEGATIVE_INFINITY));
      Trial.Failed failed = (Trial.Failed) study.trials().getFirst();
      assertEquals(new Failure(Failure.Kind.NOT_A_NUMBER, "value is NaN"), failed.failure());
      assertEquals(
          Double.NEGATIVE_INFINITY, study.best().orElseThrow().evaluation().value("value"));
    }
  }

  @Test
  void anotherValueForAToldTrialIsAConflictAndTheSameIsARepetition() {
    try (Study study = study("random", Budget.trials(1))) {
      long trial = study.ask().orElseThrow().number();
      assertInstanceOf(AppendResult.Appended.class, study.tell(trial, Evaluation.of(1)));
      assertInstanceOf(AppendResult.Repeated.class, study.tell(trial, Evaluation.of(1)));
      AppendResult.Conflict conflict =
          assertInstanceOf(AppendResult.Conflict.class, study.tell(trial, Evaluation.of(2)));
      assertTrue(conflict.reason().contains("trial 0 was already told"), conflict.reason());
      assertEquals(1, study.best().orElseThrow().evaluation().value("value"));
    }
  }

  @Test
  void wrongTellsNameWhatIsWrongAndChangeNothing() {
    try (Study study = study("random", Budget.trials(1))) {
      long trial = study.ask().orElseThrow().number();
      long before = study.events(0, 100).size();
      assertField("values", () -> study.tell(trial, Evaluation.of("accuracy", 1)));
      assertField("values", () -> study.tell(trial, Evaluation.of(1).and("other", 2)));
      assertField("values", () -> study.tell(trial, Evaluation.of(1).withConstraint("m", 2)));
      assertField("trial", () -> study.tell(7, Evaluation.of(1)));
      assertField("trial", () -> study.fail(-1, "no"));
      assertField("count", () -> study.ask(0));
      assertEquals(before, study.events(0, 100).size());
    }
  }

  @Test
  void enqueuedConfigurationsComeFirstAndCount() {
    try (Study study = study("random", Budget.trials(2))) {
      study.enqueue(Map.of("x", 0.25, "c", "b", "n", 8));
      assertField("x", () -> study.enqueue(Map.of("x", 2, "c", "b", "n", 8)));
      TrialContext first = study.ask().orElseThrow();
      assertEquals(0.25, first.get(X));
      assertEquals("b", first.get(C));
      assertEquals(8, first.getInt(N));
      assertEquals(1, study.ask(5).trials().size());
      assertTrue(study.ask().isEmpty());
    }
  }

  @Test
  void enqueuedTrialsUseUpTheBudgetOnlyOnceTheyAreStarted() {
    Map<String, Object> wanted = Map.of("x", 0.25, "c", "b", "n", 8);
    try (Study study = study("random", Budget.trials(2))) {
      for (int i = 0; i < 3; i++) {
        study.enqueue(wanted);
      }
      RunReport report = study.run(trial -> Evaluation.of(trial.get(X)));
      assertEquals(StopReason.TRIALS, report.reason());
      assertEquals(2, report.finished().size());
      assertInstanceOf(Trial.Pending.class, study.trials().get(2));
    }
  }

  @Test
  void aBatchHoldsDifferentTrialsAndEndsWithTheBudget() {
    try (Study study = study("grid", Budget.trials(7))) {
      Asked asked = study.ask(10);
      assertEquals(7, asked.trials().size());
      assertEquals(Optional.of(StopReason.TRIALS), asked.done());
      assertEquals(7, asked.trials().stream().map(TrialContext::configuration).distinct().count());
    }
  }

  @Test
  void aFiniteSpaceEndsInExhausted() {
    var space = SearchSpace.builder();
    space.add(C);
    for (String strategy : List.of("random", "sobol", "grid", "gp")) {
      try (Study study = Study.create(spec(strategy, 1, Budget.UNLIMITED, space.build()))) {
        assertEquals(2, study.ask(5).trials().size());
        assertEquals(Optional.of(StopReason.EXHAUSTED), study.ask(1).done());
      }
    }
  }

  @Test
  void anUnknownStrategyIsRefusedBeforeAnythingExists() {
    var thrown = assertThrows(InvalidInputException.class, () -> study("nope", Budget.trials(1)));
    assertEquals(
        "strategy.name = nope: must be one of [gp, grid, random, sobol]", thrown.getMessage());
  }

  @Test
  void seedsOfTrialsDifferAndRepeat() {
    try (Study a = study("random", Budget.trials(2));
        Study b = study("random", Budget.trials(2))) {
      long first = a.ask().orElseThrow().seed();
      assertEquals(first, b.ask().orElseThrow().seed());
      assertNotEquals(first, a.ask().orElseThrow().seed());
    }
  }

  private static int askAndTell(Study study) {
    int told = 0;
    for (Optional<TrialContext> trial = study.ask(); trial.isPresent(); trial = study.ask()) {
      study.tell(trial.get().number(), Evaluation.of(trial.get().get(X)));
      told++;
    }
    return told;
  }

  private static List<Configuration> proposals(String strategy, long seed) {
    try (Study study = Study.create(spec(strategy, seed, Budget.trials(20)))) {
      List<Configuration> proposals = new ArrayList<>();
      for (TrialContext trial : Stream.generate(study::ask).limit(20).map(Optional::get).toList()) {
        proposals.add(trial.configuration());
        study.tell(trial.number(), Evaluation.of(trial.get(X)));
      }
      return proposals;
    }
  }

  private static void assertField(String field, Executable call) {
    assertEquals(field, assertThrows(InvalidInputException.class, call).field());
  }

  private static Study study(String strategy, Budget budget) {
    return Study.create(spec(strategy, 3, budget));
  }

  private static StudySpec spec(String strategy, long seed, Budget budget) {
    var space = SearchSpace.builder();
    space.add(X);
    space.add(C);
    space.add(N);
    return spec(strategy, seed, budget, space.build());
  }

  private static StudySpec spec(String strategy, long seed, Budget budget, SearchSpace space) {
    return new StudySpec(
        "study",
        space,
        List.of(ObjectiveSpec.minimize(ObjectiveSpec.UNNAMED)),
        List.of(),
        StrategySpec.named(strategy),
        seed,
        budget);
  }
}
