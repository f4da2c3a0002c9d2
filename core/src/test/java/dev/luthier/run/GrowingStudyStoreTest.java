package dev.luthier.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.luthier.error.InvalidInputException;
import dev.luthier.space.Configuration;
import dev.luthier.space.OrdinalParameter;
import dev.luthier.space.RealParameter;
import dev.luthier.space.Scale;
import dev.luthier.space.SearchSpace;
import dev.luthier.store.StudyState;
import dev.luthier.store.codec.SnapshotReader;
import dev.luthier.store.codec.SnapshotWriter;
import dev.luthier.store.memory.InMemoryStore;
import dev.luthier.store.sqlite.SqliteStore;
import dev.luthier.study.Budget;
import dev.luthier.study.Evaluation;
import dev.luthier.study.GrowingTrial;
import dev.luthier.study.StudySpec;
import dev.luthier.study.Trial;
import dev.luthier.study.TrialContext;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What trials have defined is in the store. */
final class GrowingStudyStoreTest {
  enum Optimizer {
    SGD,
    ADAM
  }

  private static final Clock CLOCK = Clock.systemUTC();

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"random", "sobol", "gp"})
  void aStudyThatIsOpenedAgainAndAgainGoesOnLikeOneThatStayedOpen(String strategy) {
    StudySpec spec = GrowingStudyTest.spec(strategy, 3);
    List<Configuration> straight = new ArrayList<>();
    try (GrowingStudy study =
        GrowingStudy.of(Study.create(spec, new InMemoryStore(CLOCK), CLOCK))) {
      for (int i = 0; i < 14; i++) {
        straight.add(askAndTell(study));
      }
    }
    List<Configuration> interrupted = new ArrayList<>();
    for (int i = 0; i < 14; i++) {
      try (GrowingStudy study = open(spec)) {
        interrupted.add(askAndTell(study));
      }
    }
    assertEquals(straight, interrupted);
    try (GrowingStudy study = open(spec)) {
      assertEquals(
          interrupted, study.trials().stream().map(Trial::configuration).toList(), "read back");
      assertEquals(
          List.of("momentum", "optimizer", "width", "x"),
          study.space().parameters().stream().map(p -> p.name()).toList());
    }
  }

  private static Configuration askAndTell(GrowingStudy study) {
    GrowingTrial trial = study.ask().orElseThrow();
    double x = trial.suggestDouble("x", 1e-3, 1, Scale.LOG);
    double loss = Math.abs(Math.log10(x) + 2);
    Optimizer optimizer = trial.suggest("optimizer", List.of(Optimizer.values()));
    loss += trial.suggest(OrdinalParameter.of("width", 16, 32, 64)) / 64.0;
    if (trial.number() % 5 == 4) {
      study.fail(trial.number(), "on purpose");
    } else {
      loss += optimizer == Optimizer.SGD ? trial.suggestDouble("momentum", 0, 1) : 0.5;
      study.tell(trial.number(), loss);
    }
    return trial.configuration();
  }

  @Test
  void aDefinitionHoldsBeyondTheProcess() {
    StudySpec spec = GrowingStudyTest.spec("random", 3);
    try (GrowingStudy study = open(spec)) {
      askAndTell(study);
    }
    try (GrowingStudy study = open(spec)) {
      GrowingTrial trial = study.ask().orElseThrow();
      assertThrows(RedefinedParameterException.class, () -> trial.suggestDouble("x", 0, 1));
      assertThrows(
          RedefinedParameterException.class, () -> trial.suggest("optimizer", List.of("SGD")));
      Optimizer optimizer = trial.suggest("optimizer", List.of(Optimizer.values()));
      assertEquals(Configuration.of(Map.of("optimizer", optimizer.name())), trial.configuration());
    }
  }

  /** Nobody knew what x would be when it was wished to be 5; the wish is not damage. */
  @Test
  void aWishThatBecameWrongDoesNotLockTheStore() {
    StudySpec spec = GrowingStudyTest.spec("random", 3);
    try (GrowingStudy study = open(spec)) {
      GrowingTrial first = study.ask().orElseThrow();
      study.study().enqueue(Map.of("x", 5));
      study.study().enqueue(Map.of("x", 6));
      assertEquals(1, study.ask().orElseThrow().number(), "the first wish runs");
      first.suggestDouble("x", 1e-3, 1, Scale.LOG);
    }
    for (int i = 0; i < 3; i++) {
      try (GrowingStudy study = open(spec)) {
        assertEquals(Map.of("x", 6L), study.trials().get(2).configuration().asMap());
      }
    }
  }

  /** Its values come first, those that it had asked for and those that it had not. */
  @Test
  void theTrialOfADeadProcessIsAskedAnewWithAllItsValues() {
    StudySpec spec = GrowingStudyTest.spec("random", 3);
    double x;
    try (GrowingStudy study = open(spec)) {
      study.study().enqueue(Map.of("y", 0.25, "z", 0.75));
      GrowingTrial trial = study.ask().orElseThrow();
      x = trial.suggestDouble("x", 0, 1);
      trial.suggestDouble("y", 0, 1);
    }
    try (GrowingStudy study = open(spec)) {
      Trial.Abandoned dead = assertInstanceOf(Trial.Abandoned.class, study.trials().getFirst());
      assertEquals(Configuration.of(Map.of("x", x, "y", 0.25)), dead.configuration());
      GrowingTrial again = study.ask().orElseThrow();
      assertEquals(x, again.suggestDouble("x", 0, 1));
      assertEquals(0.75, again.suggestDouble("z", 0, 1));
    }
  }

  @Test
  void aSnapshotIsWhatTheLogAmountsTo() {
    StudySpec spec = GrowingStudyTest.spec("gp", 3);
    try (GrowingStudy study = open(spec)) {
      for (int i = 0; i < 6; i++) {
        askAndTell(study);
      }
      TrialContext client = study.study().askForClient(Ask.of(1)).trials().getFirst();
      study.growing(client).suggest(RealParameter.log("x", 1e-3, 1));
      study.study().enqueue(Map.of("unknown", "value", "x", 0.5));
      StudyState folded = StudyState.fold(study.study().events(0, 10_000));
      byte[] bytes = SnapshotWriter.write(folded, Map.of());
      StudyState read = SnapshotReader.read(bytes, spec).orElseThrow().state();
      assertEquals(folded.trials(), read.trials());
      assertEquals(folded.spec(), read.spec());
      assertEquals(Set.of("x"), read.evaluated(client.number()).asMap().keySet());
      assertEquals(study.trials(), read.trials());
    }
  }

  /** 2,500 events and more are kept as a snapshot when the study is closed. */
  @Test
  void aLongStudyIsReadBackFromItsSnapshot() {
    StudySpec spec = GrowingStudyTest.spec("random", 3).withBudget(Budget.trials(600));
    List<Trial> before;
    try (GrowingStudy study = open(spec)) {
      study.run(trial -> trial.suggestDouble("x", 0, 1) + trial.suggestInt("n", 1, 9));
      before = study.trials();
    }
    StudySpec more = spec.withBudget(Budget.trials(601));
    try (GrowingStudy study = open(more)) {
      assertEquals(before, study.trials());
      GrowingTrial trial = study.ask().orElseThrow();
      trial.suggestDouble("more", 0, 1);
      study.tell(trial.number(), 0);
    }
    try (GrowingStudy study = open(more)) {
      assertEquals(601, study.trials().size());
      assertEquals(3, study.space().parameters().size());
    }
  }

  @Test
  void anOpenSpaceAndAFixedOneAreDifferentQuestions() {
    StudySpec open = GrowingStudyTest.spec("random", 3);
    SearchSpace grown;
    try (GrowingStudy study = open(open)) {
      askAndTell(study);
      grown = study.space();
      // What a user may hold of a study that has grown.
      study.study().goOn(study.study().spec());
    }
    var builder = SearchSpace.builder();
    builder.add(RealParameter.log("x", 1e-3, 1));
    try (SqliteStore store = store()) {
      StudySpec fixed = open.withSpace(builder.build());
      assertThrows(InvalidInputException.class, () -> Study.open(fixed, store, CLOCK));
    }
    try (Study study = Study.open(open.name(), store(), CLOCK)) {
      assertEquals(grown, study.spec().space());
      Trial.Completed best = study.best().orElseThrow();
      assertEquals(0, best.number());
      assertEquals(Optional.of(best), GrowingStudy.of(study).best());
      study.tell(study.ask().orElseThrow().number(), Evaluation.of(1));
    }
  }

  private GrowingStudy open(StudySpec spec) {
    return GrowingStudy.of(Study.open(spec, store(), CLOCK));
  }

  private SqliteStore store() {
    return SqliteStore.open(folder.resolve("study.luthier.db"), CLOCK);
  }
}
