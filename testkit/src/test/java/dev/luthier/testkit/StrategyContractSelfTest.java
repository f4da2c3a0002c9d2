package dev.luthier.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.luthier.strategy.Capability;
import dev.luthier.strategy.Strategy;
import dev.luthier.strategy.StrategyProvider;
import dev.luthier.strategy.StrategySetup;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opentest4j.TestAbortedException;

/**
 * The contract can fail: each flaw is found by the test that is meant to find it, and no flaw by
 * none.
 */
final class StrategyContractSelfTest {
  private static final List<Method> TESTS =
      Arrays.stream(StrategyContract.class.getDeclaredMethods())
          .filter(method -> method.isAnnotationPresent(Test.class))
          .toList();

  private static final Map<Flaw, Set<String>> FAILURES = new EnumMap<>(Flaw.class);

  @BeforeAll
  static void runTheContractOnEveryFlaw() {
    for (Flaw flaw : Flaw.values()) {
      FAILURES.put(flaw, failures(new FlawedProvider(flaw)));
    }
  }

  @Test
  void aStrategyWithoutFlawPasses() {
    assertEquals(Set.of(), FAILURES.get(Flaw.NONE));
  }

  @ParameterizedTest
  @CsvSource({
    "LEAVES_BOUNDS, keepsToBoundsAndSteps",
    "IGNORES_STEPS, keepsToBoundsAndSteps",
    "GIVES_WRONG_TYPES, keepsToBoundsAndSteps",
    "ASSIGNS_INACTIVE_PARAMETERS, assignsExactlyTheActiveParameters",
    "FORGETS_ACTIVE_PARAMETERS, assignsExactlyTheActiveParameters",
    "IGNORES_FORBIDDEN_COMBINATIONS, avoidsForbiddenCombinations",
    "IGNORES_FORBIDDEN_COMBINATIONS, findsWhatIsPermittedWhereAlmostEverythingIsForbidden",
    "IGNORES_FORBIDDEN_COMBINATIONS, findsContinuaWhereAlmostEverythingIsForbidden",
    "PROPOSES_WHAT_HAS_FINISHED, exhaustsFiniteSpacesExactly",
    "PROPOSES_WHAT_HAS_FINISHED, exhaustsConditionalSpacesExactly",
    "PROPOSES_WHAT_HAS_FINISHED, exhaustsSpacesWithForbiddenCombinationsExactly",
    "PROPOSES_WHAT_HAS_FINISHED, oneDiscreteDimension",
    "PROPOSES_WHAT_HAS_FINISHED, singlePointSpaceHasOneConfiguration",
    "PROPOSES_WHAT_FAILED, exhaustsFiniteSpacesExactly",
    "PROPOSES_WHAT_IS_PENDING, neverProposesWhatIsPending",
    "PROPOSES_WHAT_IS_ENQUEUED, enqueuedConfigurationsAreNotProposedAgain",
    "REPEATS_WITHIN_A_BATCH, batchesHoldDifferentConfigurations",
    "PROPOSES_TOO_MANY, oneContinuousDimension",
    "PROPOSES_TOO_FEW, exhaustsFiniteSpacesExactly",
    "SAYS_EXHAUSTED_TOO_EARLY, exhaustsFiniteSpacesExactly",
    "SAYS_EXHAUSTED_TOO_EARLY, goesOnWhenEveryTrialFails",
    "NEVER_SAYS_EXHAUSTED, exhaustsFiniteSpacesExactly",
    "TAKES_ABANDONED_FOR_SPENT, abandonedConfigurationsAreStillLeft",
    "THROWS_ON_INFINITY, goesOnAfterEveryOutcome",
    "THROWS_ON_FAILURE, goesOnAfterEveryOutcome",
    "THROWS_ON_SEVERAL_OBJECTIVES, severalObjectives",
    "THROWS_ON_CONSTRAINTS, outcomeConstraints",
    "THROWS_ON_EMPTY_CONFIGURATIONS, emptySpaceHasOneConfiguration",
    "THROWS_IN_MANY_DIMENSIONS, fiveHundredDimensions",
    "DRAWS_FROM_ONE_GENERATOR, rebuiltFromTheLogItAnswersTheSame",
    "DRAWS_FROM_ONE_GENERATOR, rebuiltFromTheLogOfAContinuumItAnswersTheSame",
    "SHARES_STATE_BETWEEN_STRATEGIES, sameSeedAndHistoryGiveTheSameProposals",
    "SHARES_STATE_BETWEEN_STRATEGIES, sameSeedAndHistoryGiveTheSamePointsOfAContinuum",
    "COUNTS_OBSERVATIONS_BY_CALL, rebuiltFromTheLogOfAContinuumItAnswersTheSame",
    "COUNTS_OBSERVATIONS_BY_CALL, rebuiltFromTheLogOfAConditionalSpaceItAnswersTheSame",
    "IGNORES_THE_SEED, anotherSeedGivesOtherProposals",
    "ACCEPTS_ANY_OPTION, refusesUnknownOptions",
    "HAS_A_NAME_NOBODY_CAN_WRITE, nameIsALowerCaseWord"
  })
  void aFlawIsFoundByTheTestMeantForIt(Flaw flaw, String test) {
    Set<String> failures = FAILURES.getOrDefault(flaw, Set.of());
    assertTrue(failures.contains(test), () -> flaw + " made only these fail: " + failures);
  }

  /** Every test of the contract fails for some flaw. */
  @Test
  void noTestIsThereInVain() {
    Set<String> never = new TreeSet<>();
    TESTS.forEach(test -> never.add(test.getName()));
    FAILURES.values().forEach(never::removeAll);
    assertEquals(Set.of(), never);
  }

  @Test
  void whatAStrategyDoesNotClaimIsSkippedWithTheReason() {
    StrategyContract contract = new ExaminedContract(new Modest());
    var skipped = assertThrows(TestAbortedException.class, contract::avoidsForbiddenCombinations);
    assertEquals(
        "Assumption failed: modest does not claim FORBIDDEN_COMBINATIONS", skipped.getMessage());
  }

  /** Claims nothing. */
  private static final class Modest implements StrategyProvider {
    @Override
    public String name() {
      return "modest";
    }

    @Override
    public Set<Capability> capabilities() {
      return Set.of();
    }

    @Override
    public Strategy create(StrategySetup setup) {
      return new FlawedProvider(Flaw.NONE).create(setup);
    }
  }

  private static Set<String> failures(StrategyProvider provider) {
    Set<String> failures = new TreeSet<>();
    for (Method test : TESTS) {
      try {
        test.invoke(new ExaminedContract(provider));
      } catch (InvocationTargetException e) {
        failures.add(test.getName());
      } catch (IllegalAccessException e) {
        throw new AssertionError(e);
      }
    }
    return failures;
  }
}
