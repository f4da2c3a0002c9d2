package dev.luthier.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.error.InvalidInputException;
import dev.luthier.space.CategoricalParameter;
import dev.luthier.space.Configuration;
import dev.luthier.space.IntegerParameter;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.store.EventLog;
import dev.luthier.store.StudyStore;
import dev.luthier.store.memory.InMemoryStore;
import dev.luthier.store.sqlite.SqliteStore;
import dev.luthier.study.Budget;
import dev.luthier.study.EarlierStudy;
import dev.luthier.study.EarlierStudy.Evaluated;
import dev.luthier.study.Evaluation;
import dev.luthier.study.Failure;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.Outcome;
import dev.luthier.study.StrategySpec;
import dev.luthier.study.StudySpec;
import dev.luthier.study.Trial;
import dev.luthier.study.TrialContext;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a study is told of earlier ones: looked up once, and its own from then on. */
final class WarmStartTest {
  enum Color {
    RED,
    GREEN
  }

  private static final Clock CLOCK = Clock.systemUTC();
  private static final Outcome DIVERGED =
      new Outcome.Failed(new Failure(Failure.Kind.EXIT, "diverged"));

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void finishedTrialsAreCopiedInTheOrderInWhichTheyFinished(boolean inMemory) {
    try (StudyStore store = inMemory ? new InMemoryStore(CLOCK) : file()) {
      List<Evaluated> expected = tellAll(earlier(store));
      StudySpec young = Study.create(young(EarlierStudy.named("old")), store, CLOCK).spec();
      assertEquals(List.of(new EarlierStudy("old", expected)), young.warmStart());
    }
  }

  /** One trial of every kind, told from the last to the first; what is to be known of them. */
  private static List<Evaluated> tellAll(Study study) {
    List<TrialContext> asked = study.ask(6).trials();
    Evaluation good = Evaluation.of("loss", -0.1).withCost(3).withStandardError(0.25);
    Evaluation bad = Evaluation.of("loss", Double.POSITIVE_INFINITY);
    Failure failure = new Failure(Failure.Kind.EXIT, "diverged", "line one\nline two");
    List<Outcome> outcomes =
        List.of(
            new Outcome.Completed(good),
            new Outcome.Failed(failure),
            new Outcome.Abandoned("not now"),
            new Outcome.Pruned("little promise"),
            new Outcome.Completed(bad));
    List<Evaluated> told = new ArrayList<>();
    for (int i = 4; i >= 0; i--) {
      study.tell(asked.get(i).number(), outcomes.get(i), Optional.empty());
      told.add(new Evaluated(written(asked.get(i).configuration()), outcomes.get(i)));
    }
    told.remove(2); // Abandoned; the sixth still runs.
    told.set(2, new Evaluated(told.get(2).configuration(), DIVERGED));
    return told;
  }

  /** As a file has it: of another space than the new study's, a color is only a text. */
  private static Configuration written(Configuration configuration) {
    Map<String, Object> values = configuration.asMap();
    values.computeIfPresent("color", (_, color) -> color.toString());
    return Configuration.of(values);
  }

  @Test
  void whatWasCopiedStaysWhenTheEarlierStudyGoesOn() {
    List<EarlierStudy> copied;
    try (StudyStore store = file()) {
      Study old = earlier(store);
      complete(old, 3);
      copied = Study.create(young(EarlierStudy.named("old")), store, CLOCK).spec().warmStart();
      complete(old, 4);
      assertEquals(7, old.asEarlier().trials().size());
    }
    assertEquals(3, copied.getFirst().trials().size());
    try (Study young = Study.open(young(EarlierStudy.named("old")), file(), CLOCK)) {
      assertEquals(copied, young.spec().warmStart());
      young.goOn(young(EarlierStudy.named("old")).withBudget(Budget.trials(200)));
      assertEquals(copied, young.spec().warmStart());
    }
    try (Study young = Study.open("young", file(), CLOCK)) {
      assertEquals(copied, young.spec().warmStart());
      assertTrue(young.ask().isPresent());
    }
  }

  @Test
  void aStudyGoesOnWithoutTheEarlierOne() {
    EarlierStudy old;
    try (Study study = earlier(new InMemoryStore(CLOCK))) {
      complete(study, 3);
      old = study.asEarlier();
    }
    Study.create(young(old), file(), CLOCK).close();
    StudySpec names = young(EarlierStudy.named("old"));
    try (Study young = Study.open(names, file(), CLOCK)) {
      assertEquals(List.of(old), young.spec().warmStart());
    }
    try (Study young = Study.join(names, file(), CLOCK)) {
      assertEquals(List.of(old), young.spec().warmStart());
    }
  }

  @Test
  void aSnapshotLosesNothing() {
    StudySpec spec;
    try (StudyStore store = file()) {
      complete(earlier(store), 3);
      Study young = Study.create(young(EarlierStudy.named("old")), store, CLOCK);
      complete(young, 2);
      spec = young.spec();
      EventLog log = store.find("young").orElseThrow();
      log.checkpoint(log.replay(Optional.empty()));
    }
    try (Study young = Study.open(young(EarlierStudy.named("old")), file(), CLOCK)) {
      assertEquals(spec, young.spec());
      assertEquals(2, young.trials().size());
    }
  }

  @Test
  void theNamesAreAPartOfTheQuestionTheirOrderIsNot() {
    EarlierStudy a = given("a", List.of(0.5));
    EarlierStudy b = given("b", List.of(0.5));
    try (Study study = Study.create(young(a, b))) {
      study.goOn(young(EarlierStudy.named("b"), EarlierStudy.named("a")));
      InvalidInputException e =
          assertThrows(
              InvalidInputException.class, () -> study.goOn(young(EarlierStudy.named("b"))));
      assertEquals(
          "warm_start = [b]: study young was begun with [a, b];"
              + " give the study another name, or another store, to begin anew",
          e.getMessage());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "none | is not in this store, which has [empty, other, turned, unlike]",
        "empty | has no trial to learn from: it has 1 finished ones,"
            + " and none is completed, failed or pruned",
        "turned | has the objectives [loss: maximize], and this study needs loss: minimize",
        "other | has the objectives [gain: minimize], and this study needs loss: minimize",
        "unlike | has no parameter in common with this study: there are [y], here are [n, x]"
      })
  void anEarlierStudyThatCannotHelpIsAMistake(String name, String reason) {
    try (StudyStore store = new InMemoryStore(CLOCK)) {
      Study empty = Study.create(spec("empty", ObjectiveSpec.minimize("loss"), "x"), store, CLOCK);
      empty.abandon(empty.ask().orElseThrow().number(), "not now");
      for (StudySpec spec :
          List.of(
              spec("turned", ObjectiveSpec.maximize("loss"), "x"),
              spec("other", ObjectiveSpec.minimize("gain"), "x"),
              spec("unlike", ObjectiveSpec.minimize("loss"), "y"))) {
        complete(Study.create(spec, store, CLOCK), 1);
      }
      InvalidInputException e =
          assertThrows(
              InvalidInputException.class,
              () -> Study.create(young(EarlierStudy.named(name)), store, CLOCK));
      assertEquals("warm_start = " + name + ": " + reason, e.getMessage());
      assertFalse(store.studies().contains("young"), "nothing has been created");
    }
  }

  @Test
  void whatIsGivenIsCheckedToo() {
    Configuration x = Configuration.of(Map.of("x", 0.5));
    EarlierStudy other =
        new EarlierStudy(
            "o", List.of(new Evaluated(x, new Outcome.Completed(Evaluation.of("gain", 1)))));
    assertEquals(
        "warm_start = o: has a completed trial without a number for loss:"
            + " its values are {gain=1.0}",
        mistake(young(other)));
    EarlierStudy given =
        new EarlierStudy("o", List.of(new Evaluated(x, new Outcome.Abandoned("not now"))));
    assertTrue(mistake(young(given)).startsWith("warm_start = o: has no trial to learn from"));
    StudySpec random = young(given("a", List.of(0.5))).withStrategy(StrategySpec.named("random"));
    assertEquals(
        "strategy.name = random: cannot handle this study: it lacks WARM_START", mistake(random));
    try (Study study = earlier(new InMemoryStore(CLOCK))) {
      assertThrows(InvalidInputException.class, study::asEarlier);
    }
  }

  private static String mistake(StudySpec spec) {
    InvalidInputException e =
        assertThrows(InvalidInputException.class, () -> Study.create(spec).close());
    return e.getMessage();
  }

  @Test
  void aThousandTrialsAreAllKept() {
    List<Double> losses = shuffled(EarlierStudies.MOST);
    assertEquals(losses, losses(kept(young(given("old", losses)))));
  }

  /** The losses are the ranks, so those that are kept say how many were passed over. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void ofMoreTheBetterHalfAndAnEvenSampleAreKept(boolean maximize) {
    List<Double> losses = shuffled(2_500);
    StudySpec spec = young(given("old", maximize ? losses.stream().map(v -> -v).toList() : losses));
    if (maximize) {
      spec = spec("young", ObjectiveSpec.maximize("loss"), "x").withWarmStart(spec.warmStart());
    }
    List<Double> kept = losses(kept(spec)).stream().map(Math::abs).toList();
    assertEquals(1_000, kept.size());
    assertEquals(losses.stream().filter(kept::contains).toList(), kept, "in their order");
    List<Double> ranks = kept.stream().sorted().toList();
    assertEquals(IntStream.range(0, 500).mapToObj(i -> (double) i).toList(), ranks.subList(0, 500));
    for (int i = 500; i < 1_000; i++) {
      assertEquals(4.0, ranks.get(i) - (i == 500 ? 496 : ranks.get(i - 1)), "every fourth");
    }
  }

  @Test
  void failuresAreTheWorstAndKeptInProportion() {
    List<Evaluated> trials = new ArrayList<>(given("old", shuffled(1_500)).trials());
    Configuration x = Configuration.of(Map.of("x", 0.5));
    trials.addAll(Collections.nCopies(1_000, new Evaluated(x, DIVERGED)));
    List<Evaluated> kept = kept(young(new EarlierStudy("old", trials)));
    assertEquals(1_000, kept.size());
    assertEquals(250, kept.stream().filter(trial -> trial.outcome().equals(DIVERGED)).count());
  }

  private static List<Evaluated> kept(StudySpec spec) {
    try (Study study = Study.create(spec)) {
      return study.spec().warmStart().getFirst().trials();
    }
  }

  private static List<Double> losses(List<Evaluated> trials) {
    return trials.stream()
        .map(trial -> ((Outcome.Completed) trial.outcome()).evaluation().value("loss"))
        .toList();
  }

  private static List<Double> shuffled(int count) {
    List<Double> losses =
        new ArrayList<>(IntStream.range(0, count).mapToObj(i -> (double) i).toList());
    Collections.shuffle(losses, new Random(7));
    return losses;
  }

  private static EarlierStudy given(String name, List<Double> losses) {
    Configuration x = Configuration.of(Map.of("x", 0.5));
    return new EarlierStudy(
        name,
        losses.stream()
            .map(v -> new Evaluated(x, new Outcome.Completed(Evaluation.of("loss", v))))
            .toList());
  }

  /** The new space has one parameter more, two less, and a narrower range than the best value. */
  @Test
  void anEditedSpaceBeginsWithTheBestOfTheTrialsThatFit() {
    try (StudyStore store = file()) {
      Study old = earlier(store);
      Trial.Timing timing = new Trial.Timing("elsewhere", CLOCK.instant(), CLOCK.instant());
      for (double x : new double[] {0.9, 0.4, 0.7, 1.5}) {
        Outcome outcome =
            new Outcome.Completed(Evaluation.of("loss", x > 1 ? -1 : Math.abs(x - 0.4)));
        Map<String, Object> values = Map.of("x", x, "width", 3, "color", Color.RED);
        old.add(List.of(new EvaluatedTrial(values, List.of(), timing, outcome)));
      }
      Study young = Study.create(young(EarlierStudy.named("old")), store, CLOCK);
      Map<String, Object> first = young.ask().orElseThrow().configuration().asMap();
      assertEquals(0.4, first.get("x"));
      complete(young, 8);
      assertTrue(young.ask().isPresent());
    }
  }

  /** A study with another space, by random search. */
  private static Study earlier(StudyStore store) {
    var space = SearchSpace.builder();
    space.add(RealParameter.linear("x", 0, 2));
    space.add(IntegerParameter.linear("width", 1, 9));
    space.add(CategoricalParameter.of("color", Color.values()));
    StudySpec spec = spec("old", ObjectiveSpec.minimize("loss"), "x").withSpace(space.build());
    return Study.create(spec, store, CLOCK);
  }

  private static void complete(Study study, int trials) {
    for (int i = 0; i < trials; i++) {
      String objective = study.spec().firstObjective().name();
      study.tell(study.ask().orElseThrow().number(), Evaluation.of(objective, i));
    }
  }

  private static StudySpec young(EarlierStudy... earlier) {
    var space = SearchSpace.builder();
    space.add(RealParameter.linear("x", 0, 1));
    space.add(IntegerParameter.linear("n", 1, 100));
    return spec("young", ObjectiveSpec.minimize("loss"), "x")
        .withSpace(space.build())
        .withWarmStart(List.of(earlier));
  }

  private static StudySpec spec(String name, ObjectiveSpec objective, String parameter) {
    var space = SearchSpace.builder();
    space.add(RealParameter.linear(parameter, 0, 1));
    return new StudySpec(
        name,
        space.build(),
        List.of(objective),
        List.of(),
        StrategySpec.named(name.equals("young") ? "gp" : "random"),
        7,
        Budget.trials(100));
  }

  private StudyStore file() {
    return SqliteStore.open(folder.resolve("study.db"), CLOCK);
  }
}
