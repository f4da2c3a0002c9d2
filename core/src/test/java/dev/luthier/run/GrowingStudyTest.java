package dev.luthier.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.error.InvalidInputException;
import dev.luthier.space.CategoricalParameter;
import dev.luthier.space.Configuration;
import dev.luthier.space.IntegerParameter;
import dev.luthier.space.OrdinalParameter;
import dev.luthier.space.RealParameter;
import dev.luthier.space.Scale;
import dev.luthier.space.SearchSpace;
import dev.luthier.study.Budget;
import dev.luthier.study.Evaluation;
import dev.luthier.study.GrowingTrial;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.Outcome;
import dev.luthier.study.StrategySpec;
import dev.luthier.study.StudySpec;
import dev.luthier.study.Trial;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Trials define the space as they run. */
final class GrowingStudyTest {
  enum Optimizer {
    SGD,
    ADAM
  }

  @Test
  void aTrialIsWhatItHasAskedFor() {
    try (GrowingStudy study = study("random", 1)) {
      GrowingTrial trial = study.ask().orElseThrow();
      assertEquals(Configuration.empty(), trial.configuration());
      double rate = trial.suggestDouble("rate", 1e-5, 1e-1, Scale.LOG);
      int layers = trial.suggestInt("layers", 1, 4);
      Optimizer optimizer = trial.suggest("optimizer", List.of(Optimizer.values()));
      int width = trial.suggest(OrdinalParameter.of("width", 16, 64, 256));
      boolean bias = trial.suggestBoolean("bias");
      assertTrue(rate >= 1e-5 && rate <= 1e-1, "" + rate);
      assertTrue(layers >= 1 && layers <= 4, "" + layers);
      Map<String, Object> expected =
          Map.of(
              "rate",
              rate,
              "layers",
              (long) layers,
              "optimizer",
              optimizer.name(),
              "width",
              (long) width,
              "bias",
              bias);
      assertEquals(Configuration.of(expected), trial.configuration());
      study.tell(trial.number(), 1);
      assertEquals(Configuration.of(expected), study.best().orElseThrow().configuration());
      // The typed getters, on the trial and on what came of it.
      assertEquals(rate, trial.get(RealParameter.log("rate", 1e-5, 1e-1)));
      assertEquals(layers, trial.getInt(IntegerParameter.linear("layers", 1, 4)));
      var key = CategoricalParameter.of("optimizer", Optimizer.values());
      assertSame(optimizer, study.best().orElseThrow().configuration().get(key));
    }
  }

  @Test
  void askedTwiceTheAnswerIsTheSameAndTheLogDoesNotGrow() {
    try (GrowingStudy study = study("random", 1)) {
      GrowingTrial trial = study.ask().orElseThrow();
      double first = trial.suggestDouble("x", 0, 1);
      int events = study.study().events(0, 100).size();
      assertEquals(first, trial.suggestDouble("x", 0, 1));
      assertEquals(events, study.study().events(0, 100).size());
    }
  }

  /** Other questions, and their order, change no answer; seeds and trials do. */
  @Test
  void whatIsDrawnFollowsFromSeedTrialAndName() {
    Set<Double> values = new HashSet<>();
    for (long seed = 0; seed < 2; seed++) {
      try (GrowingStudy some = study("random", seed);
          GrowingStudy other = study("random", seed)) {
        for (int i = 0; i < 2; i++) {
          GrowingTrial a = some.ask().orElseThrow();
          GrowingTrial b = other.ask().orElseThrow();
          double x = a.suggestDouble("x", 0, 1);
          double y = a.suggestDouble("y", 0, 1);
          assertEquals(y, b.suggestDouble("y", 0, 1));
          b.suggestInt("between", 0, 1);
          assertEquals(x, b.suggestDouble("x", 0, 1));
          values.add(x);
          values.add(y);
        }
      }
    }
    assertEquals(8, values.size());
  }

  /** On the log scale half of the draws lie below the geometric mean of the bounds. */
  @Test
  void drawsAreUniformOnTheParametersScale() {
    int n = 1_000;
    int belowLog = 0;
    int belowLinear = 0;
    try (GrowingStudy study = study("random", 3)) {
      for (int i = 0; i < n; i++) {
        GrowingTrial trial = study.ask().orElseThrow();
        belowLog += trial.suggestDouble("rate", 1e-4, 1, Scale.LOG) < 1e-2 ? 1 : 0;
        belowLinear += trial.suggestDouble("share", 0, 1) < 0.5 ? 1 : 0;
        study.fail(trial.number(), "not evaluated");
      }
    }
    // Four standard deviations of a fair coin.
    double tolerance = 4 * Math.sqrt(n) / 2;
    assertEquals(n / 2.0, belowLog, tolerance);
    assertEquals(n / 2.0, belowLinear, tolerance);
  }

  @Test
  void aParameterThatOnlySomeTrialsAskForIsThereInThoseAlone() {
    try (GrowingStudy study = study("gp", 5)) {
      RunReport report = study.run(GrowingStudyTest::conditional, Budget.trials(30));
      assertEquals(30, report.finished().size());
      Set<Object> optimizers = new HashSet<>();
      for (Trial trial : study.trials()) {
        Object optimizer = trial.configuration().find("optimizer").orElseThrow();
        optimizers.add(optimizer);
        assertEquals(
            optimizer.equals("SGD")
                ? Set.of("momentum", "optimizer", "x")
                : Set.of("optimizer", "x"),
            trial.configuration().asMap().keySet());
      }
      assertEquals(Set.of("SGD", "ADAM"), optimizers);
      assertEquals(List.of("momentum", "optimizer", "x"), names(study));
    }
  }

  /** What the strategy proposes has values for what is common, and for nothing else. */
  @Test
  void theStrategyProposesWhatEveryCompletedTrialHasAskedFor() {
    try (GrowingStudy study = study("random", 2)) {
      assertEquals(Set.of(), proposed(study, "a", "b", "c"), "nothing has been asked for");
      assertEquals(Set.of("a", "b", "c"), proposed(study, "a", "b"));
      assertEquals(Set.of("a", "b"), proposed(study, "a", "b", "c", "d"));
      assertEquals(Set.of("a", "b"), failing(study, "a"), "d came later");
      assertEquals(Set.of("a", "b"), proposed(study, "b"), "failures do not count");
      assertEquals(Set.of("b"), proposed(study, "e"));
      assertEquals(Set.of(), proposed(study, "b"));
      assertEquals(List.of("a", "b", "c", "d", "e"), names(study));
    }
  }

  /** Once both branches have been seen, sgd comes with a momentum and adam with none. */
  @Test
  void theStrategyProposesWhatEveryTrialOfABranchHasAskedFor() {
    try (GrowingStudy study = study("random", 2)) {
      Set<Object> seen = new HashSet<>();
      Set<Object> proposedSince = new HashSet<>();
      for (int i = 0; i < 20; i++) {
        GrowingTrial trial = study.ask().orElseThrow();
        Map<String, Object> proposal =
            study.trials().get((int) trial.number()).configuration().asMap();
        if (seen.size() == 2) {
          proposedSince.add(proposal.get("optimizer"));
          assertEquals("SGD".equals(proposal.get("optimizer")), proposal.containsKey("momentum"));
        }
        study.tell(trial.number(), conditional(trial));
        seen.add(trial.configuration().asMap().get("optimizer"));
      }
      assertEquals(Set.of("SGD", "ADAM"), proposedSince);
    }
  }

  @Test
  void failedTrialsKeepWhatTheyHaveAskedFor() {
    try (GrowingStudy study = study("gp", 2)) {
      study.run(
          trial -> {
            double x = trial.suggestDouble("x", 0, 1);
            if (trial.number() == 1) {
              throw new IllegalStateException("broken");
            }
            return x + trial.suggestDouble("y", 0, 1);
          },
          Budget.trials(4));
      List<Set<String>> asked =
          study.trials().stream().map(t -> t.configuration().asMap().keySet()).toList();
      Set<String> both = Set.of("x", "y");
      assertEquals(List.of(both, Set.of("x"), both, both), asked);
      assertInstanceOf(Trial.Failed.class, study.trials().get(1));
    }
  }

  @Test
  void aNameHasOneDefinition() {
    try (GrowingStudy study = study("random", 2)) {
      GrowingTrial trial = study.ask().orElseThrow();
      trial.suggestDouble("x", 0, 1);
      List<Throwable> errors = new ArrayList<>();
      GrowingTrial next = study.ask().orElseThrow();
      for (Runnable question :
          List.<Runnable>of(
              () -> trial.suggestDouble("x", 0, 2),
              () -> next.suggestDouble("x", 0, 2),
              () -> next.suggestDouble("x", 0.5, 1, Scale.LOG),
              () -> next.suggest(RealParameter.linear("x", 0, 1).step(0.5)),
              () -> next.suggestInt("x", 0, 1),
              () -> next.suggest("x", List.of(0, 1)))) {
        errors.add(assertThrows(RedefinedParameterException.class, question::run));
      }
      String first = errors.get(1).toString();
      assertTrue(first.contains(RealParameter.linear("x", 0, 1).toString()), first);
      assertTrue(first.contains(RealParameter.linear("x", 0, 2).toString()), first);
      assertTrue(first.contains("another name"), first);
      assertEquals(Configuration.empty(), next.configuration(), "nothing has changed");
      next.suggestDouble("x", 0, 1);
    }
  }

  /** A mistake of the program: the trials that run are finished, and no more are wasted. */
  @Test
  void anotherDefinitionEndsTheRunAndTheStudyCanGoOn() {
    try (GrowingStudy study = study("random", 2)) {
      RedefinedParameterException error =
          assertThrows(
              RedefinedParameterException.class,
              () ->
                  study.run(
                      trial -> trial.suggestInt("n", 1, trial.number() < 3 ? 5 : 6),
                      Budget.trials(10)));
      assertEquals(4, study.trials().size());
      Trial.Failed failed = assertInstanceOf(Trial.Failed.class, study.trials().get(3));
      String message = String.valueOf(error.getMessage());
      assertTrue(failed.failure().message().contains(message), failed.failure().message());
      RunReport report = study.run(trial -> trial.suggestInt("n", 1, 5), Budget.trials(10));
      assertEquals(6, report.finished().size());
    }
  }

  @Test
  void theSameSeedGivesTheSameTrials() {
    assertEquals(configurations("gp", 7), configurations("gp", 7));
    assertNotEquals(configurations("gp", 7), configurations("gp", 8));
  }

  /**
   * Whether momentum is asked for depends on a real number, so that it cannot be learnt; it costs
   * up to 0.1. x and y can. The mean of the last ten values: random's is near E[(x − 0.3)² + (y −
   * 0.6)²] = 1/12 + 0.04 + 1/12 + 0.01, and a fortieth for momentum: 0.24.
   */
  @Test
  void theModelLearnsWhatIsCommon() {
    GrowingObjective objective =
        trial -> {
          double x = trial.suggestDouble("x", 0, 1);
          double y = trial.suggestDouble("y", 0, 1);
          double extra = x < 0.5 ? 0.1 * trial.suggestDouble("momentum", 0, 1) : 0;
          return Math.pow(x - 0.3, 2) + Math.pow(y - 0.6, 2) + extra;
        };
    double random = lastTen("random", objective);
    double learnt = lastTen("gp", objective);
    assertTrue(random > 0.15, "random: " + random);
    assertTrue(learnt < random / 2, "gp: " + learnt + ", random: " + random);
  }

  /**
   * Half of a random search takes adam, which costs 0.2, and the others (momentum − 0.8)²: 1/12 +
   * 0.09 on average. Who draws momentum at random can come to 0.17 on average, by sgd alone.
   */
  @Test
  void theModelLearnsABranch() {
    GrowingObjective objective =
        trial ->
            trial.suggest("optimizer", List.of(Optimizer.values())) == Optimizer.ADAM
                ? 0.2
                : Math.pow(trial.suggestDouble("momentum", 0, 1) - 0.8, 2);
    double learnt = lastTen("gp", objective);
    assertTrue(learnt < 0.1, "gp: " + learnt);
  }

  /** Momentum belongs to sgd alone; of an adam it must not matter what somebody gives for it. */
  @Test
  void theModelIsAskedAboutWhatIsActive() {
    GrowingObjective objective =
        trial ->
            trial.suggest("optimizer", List.of(Optimizer.values())) == Optimizer.ADAM
                ? trial.suggestDouble("beta", 0, 1)
                : Math.pow(trial.suggestDouble("momentum", 0, 1) - 0.8, 2);
    try (GrowingStudy study = study("gp", 1)) {
      study.run(objective, Budget.trials(20));
      Configuration adam = Configuration.of(Map.of("optimizer", "ADAM", "beta", 0.3));
      List<Configuration> asked = new ArrayList<>(List.of(adam));
      for (double momentum : new double[] {0, 0.5, 1}) {
        asked.add(Configuration.of(Map.of("optimizer", "ADAM", "beta", 0.3, "momentum", momentum)));
      }
      List<?> predictions = study.study().surrogate(model -> model.predict(asked)).orElseThrow();
      assertEquals(1, Set.copyOf(predictions).size(), predictions.toString());
    }
  }

  /** The mean of ten values after fifteen, over three seeds. */
  private static double lastTen(String strategy, GrowingObjective objective) {
    double sum = 0;
    for (long seed = 0; seed < 3; seed++) {
      try (GrowingStudy study = study(strategy, seed)) {
        sum +=
            study.run(objective, Budget.trials(25)).finished().stream()
                .skip(15)
                .mapToDouble(t -> ((Trial.Completed) t).evaluation().value(ObjectiveSpec.UNNAMED))
                .average()
                .orElseThrow();
      }
    }
    return sum / 3;
  }

  /** The first two run before either has asked for anything. */
  @Test
  void trialsThatRunAtTheSameTimeMeetTheSameParameters() {
    CyclicBarrier both = new CyclicBarrier(2);
    Map<Long, Map<String, Object>> answers = new ConcurrentHashMap<>();
    try (GrowingStudy study = study("gp", 4)) {
      RunReport report =
          study.run(
              trial -> {
                if (trial.number() < 2) {
                  both.await();
                }
                Map<String, Object> got = new HashMap<>();
                got.put("x", trial.suggestDouble("x", 0, 1));
                got.put("more", trial.suggestBoolean("more"));
                if (got.get("more").equals(true)) {
                  got.put("y", trial.suggestDouble("y", 0, 1));
                }
                answers.put(trial.number(), got);
                return trial.get(RealParameter.linear("x", 0, 1));
              },
              Budget.trials(40).parallel(2));
      assertEquals(
          40, report.finished().stream().filter(t -> t instanceof Trial.Completed).count());
      assertEquals(List.of("more", "x", "y"), names(study));
      for (Trial trial : study.trials()) {
        assertEquals(answers.get(trial.number()), trial.configuration().asMap());
      }
    }
  }

  @Test
  void manyThreadsOfOneTrialGetOneAnswer() {
    try (GrowingStudy study = study("random", 4)) {
      GrowingTrial trial = study.ask().orElseThrow();
      Set<Double> answers =
          new HashSet<>(
              IntStream.range(0, 64)
                  .parallel()
                  .mapToObj(_ -> trial.suggestDouble("x", 0, 1))
                  .toList());
      assertEquals(1, answers.size());
      assertEquals(List.of("x"), names(study));
    }
  }

  /** Nobody has asked for anything yet, so nothing can be checked before somebody does. */
  @Test
  void whatIsEnqueuedIsGivenToWhoAsksForIt() {
    try (GrowingStudy study = study("random", 1)) {
      study.study().enqueue(Map.of("x", 1, "c", "b", "unused", 7));
      study.study().enqueue(Map.of("x", 3));
      GrowingTrial trial = study.ask().orElseThrow();
      assertEquals(1.0, trial.suggestDouble("x", 0, 2));
      assertEquals("b", trial.suggest("c", List.of("a", "b")));
      study.tell(trial.number(), 1);
      Map<String, Object> asked = Map.of("x", 1.0, "c", "b");
      assertEquals(Configuration.of(asked), study.trials().getFirst().configuration());
      GrowingTrial wrong = study.ask().orElseThrow();
      InvalidInputException error =
          assertThrows(InvalidInputException.class, () -> wrong.suggestDouble("x", 0, 2));
      assertEquals("x", error.field());
      // Now that x is known a wrong value is refused at once.
      assertThrows(InvalidInputException.class, () -> study.study().enqueue(Map.of("x", 3)));
    }
  }

  @Test
  void trialsFromElsewhereMustBeOfKnownParameters() {
    try (GrowingStudy study = study("random", 1)) {
      EvaluatedTrial elsewhere =
          new EvaluatedTrial(
              Map.of("x", 0.5),
              List.of(),
              new Trial.Timing("w", Instant.EPOCH, Instant.EPOCH),
              new Outcome.Completed(Evaluation.of(-1)));
      assertThrows(InvalidInputException.class, () -> study.study().add(List.of(elsewhere)));
      GrowingTrial trial = study.ask().orElseThrow();
      trial.suggestDouble("x", 0, 1);
      study.tell(trial.number(), 1);
      study.study().add(List.of(elsewhere));
      assertEquals(-1, study.best().orElseThrow().evaluation().value(ObjectiveSpec.UNNAMED));
    }
  }

  /** Both choices have been tried after a few trials, which still differ in what is drawn. */
  @Test
  void aCommonSpaceThatIsExhaustedDoesNotEndTheStudy() {
    try (GrowingStudy study = study("gp", 1)) {
      RunReport report =
          study.run(
              trial -> {
                double b = trial.suggestBoolean("b") ? 1 : 0;
                return b + trial.suggestDouble(trial.number() % 3 == 0 ? "x" : "y", 0, 1);
              },
              Budget.trials(12));
      assertEquals(StopReason.TRIALS, report.reason());
      assertEquals(12, report.finished().size());
    }
  }

  @Test
  void theRecommendedTrialIsWhole() {
    try (GrowingStudy study = study("gp", 5)) {
      study.run(GrowingStudyTest::conditional, Budget.trials(15));
      Trial.Completed recommended = study.study().recommended().orElseThrow();
      assertTrue(study.trials().contains(recommended));
    }
  }

  @Test
  void aTrialThatHasEndedCannotAskForMore() {
    try (GrowingStudy study = study("random", 1)) {
      GrowingTrial trial = study.ask().orElseThrow();
      double x = trial.suggestDouble("x", 0, 1);
      study.tell(trial.number(), 1);
      assertEquals(x, trial.suggestDouble("x", 0, 1), "what it had it has");
      assertThrows(InvalidInputException.class, () -> trial.suggestDouble("y", 0, 1));
      assertEquals(List.of("x"), names(study));
    }
  }

  @Test
  void onlyAnOpenSpaceCanBeDefinedByTrials() {
    try (Study fixed = Study.minimize(SearchSpace.builder().build())) {
      assertThrows(InvalidInputException.class, () -> GrowingStudy.of(fixed));
    }
    // Before anything is in a store.
    assertThrows(InvalidInputException.class, () -> study("no such strategy", 1));
  }

  private static double conditional(GrowingTrial trial) {
    double x = trial.suggestDouble("x", -1, 1);
    Optimizer optimizer = trial.suggest("optimizer", List.of(Optimizer.values()));
    double momentum = optimizer == Optimizer.SGD ? trial.suggestDouble("momentum", 0, 0.99) : 0.5;
    return x * x + momentum;
  }

  private static Set<String> proposed(GrowingStudy study, String... asked) {
    GrowingTrial trial = study.ask().orElseThrow();
    Set<String> proposal = proposal(study, trial);
    for (String name : asked) {
      trial.suggestDouble(name, 0, 1);
    }
    study.tell(trial.number(), 1);
    return proposal;
  }

  private static Set<String> failing(GrowingStudy study, String asked) {
    GrowingTrial trial = study.ask().orElseThrow();
    trial.suggestDouble(asked, 0, 1);
    study.fail(trial.number(), "on purpose");
    return proposal(study, study.ask().orElseThrow());
  }

  private static Set<String> proposal(GrowingStudy study, GrowingTrial trial) {
    return study.trials().get((int) trial.number()).configuration().asMap().keySet();
  }

  private static List<Configuration> configurations(String strategy, long seed) {
    try (GrowingStudy study = study(strategy, seed)) {
      return study.run(GrowingStudyTest::conditional, Budget.trials(15)).finished().stream()
          .map(Trial::configuration)
          .toList();
    }
  }

  private static List<String> names(GrowingStudy study) {
    return study.space().parameters().stream().map(p -> p.name()).toList();
  }

  private static GrowingStudy study(String strategy, long seed) {
    return GrowingStudy.of(Study.create(spec(strategy, seed)));
  }

  static StudySpec spec(String strategy, long seed) {
    return new StudySpec(
        "study",
        SearchSpace.open(),
        List.of(ObjectiveSpec.minimize(ObjectiveSpec.UNNAMED)),
        List.of(),
        StrategySpec.named(strategy),
        seed,
        Budget.UNLIMITED);
  }
}
