package dev.luthier.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.error.InvalidInputException;
import dev.luthier.space.CategoricalParameter;
import dev.luthier.space.IntegerParameter;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.store.StudyEvent.StudyResumed;
import dev.luthier.store.StudyState;
import dev.luthier.store.memory.InMemoryStore;
import dev.luthier.store.sqlite.SqliteStore;
import dev.luthier.study.Budget;
import dev.luthier.study.Evaluation;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.Outcome;
import dev.luthier.study.PrunerSpec;
import dev.luthier.study.StrategySpec;
import dev.luthier.study.StudySpec;
import dev.luthier.study.Trial;
import dev.luthier.study.TrialContext;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A study that is opened again goes on as if it had never been closed. */
final class ResumeTest {
  enum Color {
    RED,
    GREEN,
    BLUE
  }

  private static final Clock CLOCK = Clock.systemUTC();

  @TempDir private Path folder;

  @Test
  void trialsOfADeadProcessAreAbandonedAndComeFirstUnderNewNumbers() {
    List<TrialContext> running;
    Study dead = open(spec("random"));
    running = dead.ask(3).trials();
    dead.tell(running.get(1).number(), Evaluation.of(1));
    dead.close(); // Closing gives nothing up: to the store it is a process that ends.
    try (Study study = open(spec("random"))) {
      assertEquals(1, study.lostWorkers().size());
      assertInstanceOf(Trial.Abandoned.class, study.trials().get(0));
      assertInstanceOf(Trial.Completed.class, study.trials().get(1));
      assertInstanceOf(Trial.Abandoned.class, study.trials().get(2));
      List<TrialContext> again = study.ask(3).trials();
      assertEquals(List.of(3L, 4L, 5L), again.stream().map(TrialContext::number).toList());
      assertEquals(running.get(0).configuration(), again.get(0).configuration());
      assertEquals(running.get(2).configuration(), again.get(1).configuration());
    }
  }

  /** What was measured when the study began is repeated from its log. */
  @Test
  void theChoiceOfABackendIsMadeOnceAndIsInTheLog() {
    try (Study study = open(spec("gp"))) {
      assertEquals(List.of(), study.read(StudyState::backends), "nothing was computed");
      tellAFew(study, 12);
      assertEquals(
          List.of("reference from 1"),
          study.read(StudyState::backends).stream()
              .map(choice -> choice.backend() + " from " + choice.observations())
              .toList());
    }
    try (Study study = open(spec("gp"))) {
      tellAFew(study, 2);
      assertEquals(1, study.read(StudyState::backends).size());
    }
  }

  private static void tellAFew(Study study, int count) {
    for (int i = 0; i < count; i++) {
      study.tell(study.ask().orElseThrow().number(), Evaluation.of(i));
    }
  }

  @Test
  void aClientsTrialStaysHisWhenTheProcessEnds() {
    long number;
    try (Study study = open(spec("random"))) {
      number = study.askForClient(Ask.of(1)).trials().getFirst().number();
    }
    try (Study study = open(spec("random"))) {
      assertTrue(study.lostWorkers().isEmpty());
      assertInstanceOf(Trial.Running.class, study.trials().getFirst());
      study.tell(number, Evaluation.of(2));
      assertEquals(number, study.best().orElseThrow().number());
    }
  }

  @Test
  void abandonedTrialsUseUpNoBudget() {
    for (int death = 0; death < 10; death++) {
      try (Study study = open(spec("random").withBudget(Budget.trials(6)))) {
        study.ask(4);
      }
    }
    try (Study study = open(spec("random").withBudget(Budget.trials(6)))) {
      RunReport report = study.run(trial -> Evaluation.of((double) trial.number()));
      assertEquals(StopReason.TRIALS, report.reason());
      long completed = study.trials().stream().filter(t -> t instanceof Trial.Completed).count();
      assertEquals(6, completed);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"random", "sobol", "grid", "gp"})
  void aStudyThatIsOpenedAgainAndAgainProposesWhatOneThatStayedOpenDoes(String strategy) {
    List<Object> straight = new ArrayList<>();
    try (Study study = Study.create(spec(strategy), new InMemoryStore(CLOCK), CLOCK)) {
      for (int i = 0; i < 12; i++) {
        straight.add(askAndTell(study));
      }
    }
    List<Object> interrupted = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      try (Study study = open(spec(strategy))) {
        interrupted.add(askAndTell(study));
      }
    }
    assertEquals(straight, interrupted);
    assertEquals(12, new HashSet<>(interrupted).size(), "and none of them twice");
  }

  @Test
  void configurationsComeBackInTheTypesOfTheSpace() {
    var space = SearchSpace.builder();
    CategoricalParameter<Color> color = space.add(CategoricalParameter.of("color", Color.values()));
    CategoricalParameter<Integer> size = space.add(CategoricalParameter.of("size", 1, 2));
    StudySpec spec = spec("random").withSpace(space.build());
    Object asked;
    try (Study study = open(spec)) {
      asked = study.ask().orElseThrow().configuration();
    }
    try (Study study = open(spec)) {
      TrialContext again = study.ask().orElseThrow();
      assertEquals(asked, again.configuration());
      assertTrue(List.of(Color.values()).contains(again.get(color)));
      assertTrue(again.get(size) > 0);
    }
  }

  @Test
  void aBudgetMayGrowAndTheLogSaysSo() {
    try (Study study = open(spec("random").withBudget(Budget.trials(2)))) {
      study.run(trial -> Evaluation.of(1));
    }
    StudySpec more = spec("random").withBudget(Budget.trials(5).parallel(2));
    try (Study study = open(more)) {
      study.run(trial -> Evaluation.of(2));
      assertEquals(5, study.trials().size());
      assertEquals(
          1,
          study.events(0, 1_000).stream().filter(e -> e.event() instanceof StudyResumed).count());
    }
    try (Study study = Study.open("study", SqliteStore.open(file(), CLOCK), CLOCK)) {
      assertEquals(more.budget(), study.spec().budget());
      assertTrue(study.ask().isEmpty());
    }
  }

  @Test
  void whoeverBringsResultsNeedsNoBudget() {
    open(spec("random").withBudget(Budget.trials(25))).close();
    StudySpec less = spec("random").withBudget(Budget.trials(20));
    assertThrows(InvalidInputException.class, () -> open(less));
    try (Study study = Study.join(less, SqliteStore.open(file(), CLOCK), CLOCK)) {
      assertEquals(Budget.trials(25), study.spec().budget());
    }
    StudySpec more = spec("random").withBudget(Budget.trials(30));
    try (Study study = Study.join(more, SqliteStore.open(file(), CLOCK), CLOCK)) {
      assertEquals(Budget.trials(30), study.spec().budget());
    }
  }

  @Test
  void trialsFromElsewhereAreNoLackOfImprovement() {
    EvaluatedTrial good =
        evaluated(Map.of("x", 0.25, "n", 3), new Outcome.Completed(Evaluation.of(-1)));
    EvaluatedTrial bad =
        evaluated(Map.of("x", 0.25, "n", 4), new Outcome.Completed(Evaluation.of(1)));
    try (Study study = open(spec("random").withBudget(Budget.UNLIMITED.untilNoImprovementFor(2)))) {
      study.add(List.of(good, bad, bad, bad, bad));
      assertTrue(study.ask().isPresent());
    }
  }

  @Test
  void theOrderOfNestedOptionsIsNoChange() {
    Map<String, Object> oneWay = new LinkedHashMap<>();
    oneWay.put("at", 0.5);
    oneWay.put("spread", 0.1);
    Map<String, Object> otherWay = new LinkedHashMap<>();
    otherWay.put("spread", 0.1);
    otherWay.put("at", 0.5);
    open(believing(oneWay)).close();
    open(believing(otherWay)).close();
    otherWay.put("at", 0.6);
    assertThrows(InvalidInputException.class, () -> open(believing(otherWay)));
  }

  private static StudySpec believing(Map<String, Object> ofX) {
    Map<String, Object> options = Map.of("beliefs", Map.of("x", ofX));
    return spec("gp").withStrategy(new StrategySpec("gp", options));
  }

  static Stream<Arguments> changes() {
    StudySpec spec = spec("random").withBudget(Budget.trials(10).untilTarget(0.5));
    var wider = SearchSpace.builder();
    wider.add(RealParameter.linear("x", 0, 2));
    wider.add(IntegerParameter.linear("n", 1, 100));
    return Stream.of(
        Arguments.of(
            "space.x = {\"type\":\"float\",\"low\":0.0,\"high\":2.0,\"scale\":\"linear\"}",
            spec.withSpace(wider.build())),
        Arguments.of("seed = 8", spec.withSeed(8)),
        Arguments.of(
            "pruner = median {\"startup_trials\":6}",
            spec.withPruner(new PrunerSpec("median", Map.of("startup_trials", 6)))),
        Arguments.of("strategy = sobol", spec.withStrategy(StrategySpec.named("sobol"))),
        Arguments.of("budget.trials = 9", spec.withBudget(Budget.trials(9).untilTarget(0.5))),
        Arguments.of("budget.target = 0.6", spec.withBudget(Budget.trials(10).untilTarget(0.6))),
        Arguments.of(
            "objectives = [value: maximize]",
            new StudySpec(
                spec.name(),
                spec.space(),
                List.of(ObjectiveSpec.maximize("value")),
                List.of(),
                spec.strategy(),
                spec.seed(),
                spec.budget())),
        Arguments.of(
            "constraints = [c]",
            new StudySpec(
                spec.name(),
                spec.space(),
                spec.objectives(),
                List.of("c"),
                spec.strategy(),
                spec.seed(),
                spec.budget())));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void anythingElseIsAConflictThatShowsTheDifference(String difference, StudySpec changed) {
    StudySpec spec = spec("random").withBudget(Budget.trials(10).untilTarget(0.5));
    open(spec).close();
    InvalidInputException e = assertThrows(InvalidInputException.class, () -> open(changed));
    String message = String.valueOf(e.getMessage());
    assertTrue(message.startsWith(difference), message);
    assertTrue(message.contains("study study was"), message);
    assertEquals(difference.startsWith("space"), message.contains("warm_start: [study]"));
    open(spec).close();
  }

  @Test
  void trialsFromElsewhereCountAsHistoryAndNotAgainstTheBudget() {
    EvaluatedTrial good =
        evaluated(Map.of("x", 0.25, "n", 3), new Outcome.Completed(Evaluation.of(-1)));
    EvaluatedTrial wrong = evaluated(Map.of("x", 7, "n", 3), new Outcome.Pruned("p"));
    try (Study study = open(spec("random").withBudget(Budget.trials(2)))) {
      InvalidInputException e =
          assertThrows(InvalidInputException.class, () -> study.add(List.of(good, wrong)));
      assertEquals("trials[1].parameters.x", e.field());
      assertEquals(0, study.trials().size(), "all or none");
      assertEquals(List.of(0L, 1L), study.add(List.of(good, good)));
      assertEquals(2, study.ask(3).trials().size());
      assertEquals(0, study.best().orElseThrow().number());
    }
    try (Study study = open(spec("random").withBudget(Budget.trials(2)))) {
      Trial.Completed added = assertInstanceOf(Trial.Completed.class, study.trials().getFirst());
      assertEquals(good.timing(), added.timing());
    }
  }

  @Test
  void aStudyThatIsNotThereIsNamedWithThoseThatAre() {
    open(spec("random")).close();
    try (SqliteStore store = SqliteStore.open(file(), CLOCK)) {
      InvalidInputException e =
          assertThrows(InvalidInputException.class, () -> Study.open("other", store, CLOCK));
      assertEquals("study = other: is not in this store, which has [study]", e.getMessage());
    }
  }

  private static EvaluatedTrial evaluated(Map<String, Object> parameters, Outcome outcome) {
    Instant then = Instant.parse("2020-01-01T00:00:00.5Z");
    Trial.Timing timing = new Trial.Timing("elsewhere", then, then.plusSeconds(9));
    return new EvaluatedTrial(parameters, List.of(), timing, outcome);
  }

  private static Object askAndTell(Study study) {
    TrialContext trial = study.askForClient(Ask.of(1)).trials().getFirst();
    study.tell(
        trial.number(),
        new Outcome.Completed(Evaluation.of((double) trial.number())),
        Optional.empty());
    return trial.configuration();
  }

  private static StudySpec spec(String strategy) {
    var space = SearchSpace.builder();
    space.add(RealParameter.linear("x", 0, 1));
    space.add(IntegerParameter.linear("n", 1, 100));
    return new StudySpec(
        "study",
        space.build(),
        List.of(ObjectiveSpec.minimize("value")),
        List.of(),
        StrategySpec.named(strategy),
        7,
        Budget.UNLIMITED);
  }

  private Path file() {
    return folder.resolve("study.db");
  }

  private Study open(StudySpec spec) {
    SqliteStore store = SqliteStore.open(file(), CLOCK);
    try {
      return Study.open(spec, store, CLOCK);
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }
}
