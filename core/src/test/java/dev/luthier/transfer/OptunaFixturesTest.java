package dev.luthier.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.error.InvalidInputException;
import dev.luthier.run.EvaluatedTrial;
import dev.luthier.space.IntegerParameter;
import dev.luthier.space.RealParameter;
import dev.luthier.space.SearchSpace;
import dev.luthier.space.SpaceBuilder;
import dev.luthier.study.Failure;
import dev.luthier.study.Measurement;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.Outcome;
import dev.luthier.study.StudySpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files that Optuna itself wrote, against what Optuna itself says about them. */
class OptunaFixturesTest {
  /** Optuna's low + k·step in floating point and our decimals differ by roundings only. */
  private static final double ROUNDING = 1e-15;

  private static final Set<String> STEPPED = Set.of("dropout", "third", "du");

  @ParameterizedTest
  @EnumSource
  void everyTrialOfAConditionalStudyComesWithItsValues(OptunaFixture fixture) throws IOException {
    Imported imported = fixture.read(OptunaFixture.conditional(), "conditional");
    assertEquals("Optuna " + fixture.format() + ", study conditional", imported.source());
    Set<OptunaState> seen = new HashSet<>();
    compare(fixture, "conditional", imported, OptunaFixture.conditional(), seen);
    assertEquals(Set.of(OptunaState.values()), seen);
    assertFalse(
        imported.trials().stream().allMatch(t -> t.parameters().containsKey("sgd.momentum")));
    assertTrue(
        imported.trials().stream().anyMatch(t -> t.parameters().containsKey("sgd.momentum")));
    assertTrue(imported.trials().stream().anyMatch(t -> "1".equals(t.parameters().get("mixed"))));
    assertTrue(imported.trials().stream().anyMatch(t -> t.measurements().size() > 1));
  }

  @ParameterizedTest
  @EnumSource
  void severalObjectivesAndConstraintsComeByPositionOrByName(OptunaFixture fixture)
      throws IOException {
    // The second order fits only where Optuna has the names, since 3.2.
    StudySpec byPosition =
        twoObjectives(ObjectiveSpec.minimize("loss"), ObjectiveSpec.maximize("speed"));
    StudySpec byName =
        twoObjectives(ObjectiveSpec.maximize("speed"), ObjectiveSpec.minimize("loss"));
    Set<OptunaState> seen = new HashSet<>();
    compare(
        fixture, "two objectives", fixture.read(byPosition, "two objectives"), byPosition, seen);
    assertEquals(Set.of(OptunaState.COMPLETE), seen);
    if (fixture.hasMetricNames()) {
      assertEquals(
          fixture.read(byPosition, "two objectives").trials(),
          fixture.read(byName, "two objectives").trials());
      refused(
          fixture,
          twoObjectives(ObjectiveSpec.minimize("error"), ObjectiveSpec.maximize("speed")),
          "objectives = [loss, speed]");
    } else {
      refused(fixture, byName, "objectives = [MINIMIZE, MAXIMIZE]");
    }
  }

  @ParameterizedTest
  @EnumSource
  void distributionsOfOptuna2AndChangingRangesAreUnderstood(OptunaFixture fixture)
      throws IOException {
    SpaceBuilder space = SearchSpace.builder();
    space.add(RealParameter.linear("u", 0, 100));
    space.add(RealParameter.log("lu", 1e-3, 1));
    space.add(RealParameter.linear("du", 0, 1).step(0.1));
    space.add(IntegerParameter.linear("iu", 0, 10).step(2));
    space.add(IntegerParameter.log("ilu", 1, 64));
    StudySpec target = OptunaFixture.spec(space.build(), ObjectiveSpec.minimize("value"));
    Imported imported = fixture.read(target, "old distributions");
    compare(fixture, "old distributions", imported, target, new HashSet<>());
    assertEquals(6, imported.trials().size());
    assertEquals(0.3, imported.trials().get(3).parameters().get("du"));
  }

  @ParameterizedTest
  @EnumSource
  void aStudyWithoutTrialsGivesNone(OptunaFixture fixture) {
    StudySpec target =
        OptunaFixture.spec(OptunaFixture.conditional().space(), ObjectiveSpec.minimize("anything"));
    Imported imported = fixture.read(target, "empty");
    assertEquals(List.of(), imported.trials());
    assertEquals(List.of(), imported.skipped());
  }

  @ParameterizedTest
  @EnumSource
  void trialsThatTheSpaceDoesNotHaveAreSkippedWithTheirReasons(OptunaFixture fixture)
      throws IOException {
    SpaceBuilder space = SearchSpace.builder();
    space.add(RealParameter.linear("x", 0, 2));
    StudySpec narrow = OptunaFixture.spec(space.build(), ObjectiveSpec.maximize("value"));
    Imported imported = fixture.read(narrow, "conditional");
    List<OptunaFixture.Expected> expected = fixture.expected("conditional");
    assertEquals(List.of(), imported.trials());
    assertEquals(expected.size(), imported.skipped().size());
    for (OptunaFixture.Expected trial : expected) {
      Skipped skipped = imported.skipped().get((int) trial.number());
      assertEquals("trial " + trial.number(), skipped.label());
      String reason =
          switch (trial.state()) {
            case RUNNING -> "is still running";
            case WAITING -> "is still waiting";
            case COMPLETE, PRUNED, FAIL ->
                trial.real("x") < 0
                    ? "x = " + trial.real("x") + ": must lie in [0.0, 2.0]"
                    : "is not a parameter; the parameters are [x]";
          };
      assertTrue(skipped.reason().contains(reason), skipped::toString);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theStudyMustBeNamedWhereThereAreSeveral(OptunaFixture fixture) {
    String names = "[conditional, two objectives, old distributions, empty]";
    StudySpec target = OptunaFixture.conditional();
    assertMessage(
        fixture + ": study = (not given): the file has several; name one of " + names,
        () -> ImportFile.read(fixture.path(), target, Optional.empty()));
    assertMessage(
        fixture + ": study = gone: is not in the file, which has " + names,
        () -> fixture.read(target, "gone"));
  }

  @ParameterizedTest
  @EnumSource
  void otherObjectivesAreRefused(OptunaFixture fixture) {
    SearchSpace space = OptunaFixture.conditional().space();
    assertMessage(
        fixture + ": objectives = [MAXIMIZE]: the study has [value: MINIMIZE]",
        () ->
            fixture.read(
                OptunaFixture.spec(space, ObjectiveSpec.minimize("value")), "conditional"));
    assertMessage(
        fixture + ": objectives = [MAXIMIZE]: the study has [a: MAXIMIZE, b: MAXIMIZE]",
        () ->
            fixture.read(
                OptunaFixture.spec(space, ObjectiveSpec.maximize("a"), ObjectiveSpec.maximize("b")),
                "conditional"));
  }

  @Test
  void constraintsOfAnotherNumberAreNotDropped() throws IOException {
    StudySpec without =
        new StudySpec(
            "without",
            twoObjectives(ObjectiveSpec.minimize("loss"), ObjectiveSpec.maximize("speed")).space(),
            List.of(ObjectiveSpec.minimize("loss"), ObjectiveSpec.maximize("speed")),
            List.of(),
            OptunaFixture.conditional().strategy(),
            0,
            OptunaFixture.conditional().budget());
    Imported imported = OptunaFixture.SQLITE_5.read(without, "two objectives");
    assertEquals(List.of(), imported.trials());
    assertEquals("constraints = [0, 1]: the study has []", imported.skipped().getFirst().reason());
  }

  private static StudySpec twoObjectives(ObjectiveSpec first, ObjectiveSpec second) {
    SpaceBuilder space = SearchSpace.builder();
    space.add(RealParameter.linear("x", 0, 1));
    space.add(IntegerParameter.linear("n", 1, 8));
    StudySpec spec = OptunaFixture.spec(space.build(), first, second);
    return new StudySpec(
        spec.name(),
        spec.space(),
        spec.objectives(),
        List.of("margin", "size"),
        spec.strategy(),
        0,
        spec.budget());
  }

  private static void refused(OptunaFixture fixture, StudySpec target, String message) {
    InvalidInputException e =
        assertThrows(InvalidInputException.class, () -> fixture.read(target, "two objectives"));
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }

  private static void assertMessage(String expected, Executable action) {
    InvalidInputException e = assertThrows(InvalidInputException.class, action);
    assertTrue(e.getMessage().endsWith(expected), e.getMessage());
  }

  private static void compare(
      OptunaFixture fixture,
      String study,
      Imported imported,
      StudySpec target,
      Set<OptunaState> seen)
      throws IOException {
    List<EvaluatedTrial> trials = new ArrayList<>(imported.trials());
    List<Skipped> skipped = new ArrayList<>(imported.skipped());
    for (OptunaFixture.Expected expected : fixture.expected(study)) {
      seen.add(expected.state());
      switch (expected.state()) {
        case RUNNING, WAITING -> {
          String state = expected.state() == OptunaState.RUNNING ? "running" : "waiting";
          assertEquals(
              new Skipped("trial " + expected.number(), "is still " + state),
              skipped.removeFirst());
        }
        case COMPLETE, PRUNED, FAIL -> compare(expected, trials.removeFirst(), target);
      }
    }
    assertEquals(List.of(), trials);
    assertEquals(List.of(), skipped);
  }

  private static void compare(
      OptunaFixture.Expected expected, EvaluatedTrial trial, StudySpec target) {
    assertEquals(expected.parameters().keySet(), trial.parameters().keySet());
    trial
        .parameters()
        .forEach(
            (name, value) -> {
              if (STEPPED.contains(name)) {
                assertEquals(expected.real(name), (double) value, ROUNDING);
              } else {
                assertEquals(expected.parameters().get(name), value, name);
              }
            });
    assertEquals("optuna", trial.timing().worker());
    assertEquals(expected.start(), trial.timing().start());
    assertEquals(expected.end(), trial.timing().end());
    assertEquals(
        expected.steps().entrySet().stream()
            .map(e -> Measurement.of(e.getKey(), target.firstObjective().name(), e.getValue()))
            .toList(),
        trial.measurements());
    compareOutcomes(expected, trial.outcome(), target);
  }

  private static void compareOutcomes(
      OptunaFixture.Expected expected, Outcome outcome, StudySpec target) {
    switch (expected.state()) {
      case COMPLETE -> {
        Outcome.Completed completed = assertInstanceOf(Outcome.Completed.class, outcome);
        assertEquals(
            target.objectives().size() == 1
                ? Map.of(target.firstObjective().name(), expected.values().getFirst())
                : Map.of("loss", expected.values().get(0), "speed", expected.values().get(1)),
            completed.evaluation().values());
        assertEquals(
            target.constraints().isEmpty()
                ? Map.of()
                : Map.of(
                    "margin", expected.constraints().get(0), "size", expected.constraints().get(1)),
            completed.evaluation().constraints());
      }
      case PRUNED -> assertEquals(new Outcome.Pruned("pruned in Optuna"), outcome);
      case FAIL ->
          assertEquals(
              new Outcome.Failed(new Failure(Failure.Kind.TOLD, "failed in Optuna")), outcome);
      case RUNNING, WAITING -> throw new AssertionError("is not evaluated");
    }
  }
}
