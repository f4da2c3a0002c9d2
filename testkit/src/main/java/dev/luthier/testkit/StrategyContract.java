package dev.luthier.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.luthier.error.InvalidInputException;
import dev.luthier.space.Configuration;
import dev.luthier.space.SearchSpace;
import dev.luthier.strategy.Capability;
import dev.luthier.strategy.Compute;
import dev.luthier.strategy.Proposals;
import dev.luthier.strategy.StrategyProvider;
import dev.luthier.strategy.StrategySetup;
import dev.luthier.study.Evaluation;
import dev.luthier.study.ObjectiveSpec;
import dev.luthier.study.Outcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every strategy promises a study. A subclass supplies the provider:
 *
 * <pre>{@code
 * final class SobolStrategyContractTest extends StrategyContract {
 *   @Override
 *   protected StrategyProvider provider() {
 *     return new SobolProvider();
 *   }
 * }
 * }</pre>
 *
 * <p>Every answer in every test is also held against the rules that always apply: no more than was
 * asked for, fewer only when exhausted, nothing the space refuses, nothing a trial has or had.
 */
public abstract class StrategyContract {
  private static final long SEED = 17;

  /** For subclasses. */
  protected StrategyContract() {}

  /** The strategy under test. */
  protected abstract StrategyProvider provider();

  /** Options to create the strategy with. */
  protected Map<String, Object> options() {
    return Map.of();
  }

  /** Where the strategy computes. */
  protected Compute compute() {
    return new ReferenceCompute();
  }

  /** Whether two seeds should give two series of proposals. */
  protected boolean isStochastic() {
    return true;
  }

  /** The name goes into study files. */
  @Test
  public void nameIsALowerCaseWord() {
    String name = provider().name();
    assertTrue(name.matches("[a-z][a-z0-9_-]*"), name);
  }

  @Test
  public void refusesUnknownOptions() {
    Map<String, Object> wrong = new HashMap<>(options());
    wrong.put("no_such_option", 3);
    var setup =
        new StrategySetup(ToySpaces.box(), objectives(1), List.of(), SEED, wrong, compute());
    var refusal = assertThrows(InvalidInputException.class, () -> provider().create(setup));
    assertEquals("strategy.options.no_such_option", refusal.field());
  }

  @Test
  public void keepsToBoundsAndSteps() {
    require(Capability.CONTINUOUS_SPACES);
    run(ToySpaces.everyKind(), 60);
  }

  @Test
  public void assignsExactlyTheActiveParameters() {
    require(Capability.CONDITIONS);
    require(Capability.CONTINUOUS_SPACES);
    run(ToySpaces.conditional(), 25);
  }

  @Test
  public void avoidsForbiddenCombinations() {
    require(Capability.FORBIDDEN_COMBINATIONS);
    run(ToySpaces.forbidding(), 14);
  }

  @Test
  public void findsWhatIsPermittedWhereAlmostEverythingIsForbidden() {
    require(Capability.FORBIDDEN_COMBINATIONS);
    requireExactExhaustion(ToySpaces.almostForbidden(12), 1);
  }

  @Test
  public void findsContinuaWhereAlmostEverythingIsForbidden() {
    require(Capability.FORBIDDEN_COMBINATIONS);
    require(Capability.CONTINUOUS_SPACES);
    run(ToySpaces.almostForbiddenContinuum(), 20);
  }

  @Test
  public void keepsToLinearConstraints() {
    require(Capability.FORBIDDEN_COMBINATIONS);
    require(Capability.CONDITIONS);
    require(Capability.CONTINUOUS_SPACES);
    run(ToySpaces.linear(), 25);
  }

  @Test
  public void exhaustsSpacesWithLinearConstraintsExactly() {
    require(Capability.FORBIDDEN_COMBINATIONS);
    requireExactExhaustion(ToySpaces.linearIntegers(), 1);
    requireExactExhaustion(ToySpaces.linearIntegers(), 4);
  }

  @Test
  public void oneDiscreteDimension() {
    requireExactExhaustion(ToySpaces.steps(), 1);
  }

  @Test
  public void oneContinuousDimension() {
    require(Capability.CONTINUOUS_SPACES);
    ToyStudy study = study(ToySpaces.floats(1));
    for (int i = 0; i < 4; i++) {
      assertFalse(study.ask(1).exhausted());
      study.finishAll();
    }
  }

  @Test
  public void fiveHundredDimensions() {
    require(Capability.CONTINUOUS_SPACES);
    run(ToySpaces.floats(500), 12);
  }

  @Test
  public void emptySpaceHasOneConfiguration() {
    requireExactExhaustion(ToySpaces.empty(), 1);
    requireExactExhaustion(ToySpaces.empty(), 3);
  }

  @Test
  public void singlePointSpaceHasOneConfiguration() {
    requireExactExhaustion(ToySpaces.singlePoint(), 1);
    requireExactExhaustion(ToySpaces.singlePoint(), 3);
  }

  /** Exactly the permitted configurations, each once, and then the answer that nothing is left. */
  @Test
  public void exhaustsFiniteSpacesExactly() {
    for (int batch : new int[] {1, 2, 7, 100}) {
      requireExactExhaustion(ToySpaces.box(), batch);
    }
  }

  @Test
  public void exhaustsConditionalSpacesExactly() {
    require(Capability.CONDITIONS);
    requireExactExhaustion(ToySpaces.tree(), 1);
    requireExactExhaustion(ToySpaces.tree(), 4);
  }

  @Test
  public void exhaustsSpacesWithForbiddenCombinationsExactly() {
    require(Capability.FORBIDDEN_COMBINATIONS);
    requireExactExhaustion(ToySpaces.forbidding(), 1);
    requireExactExhaustion(ToySpaces.forbidding(), 4);
  }

  @Test
  public void neverProposesWhatIsPending() {
    ToyStudy study = study(ToySpaces.box());
    int cells = ToySpaces.everything(study.space()).size();
    for (int i = 0; i < cells; i++) {
      assertEquals(1, study.ask(1).configurations().size(), "trial " + i + " of " + cells);
    }
    assertEquals(new Proposals(List.of(), true), study.ask(1));
  }

  @Test
  public void batchesHoldDifferentConfigurations() {
    ToyStudy study = study(ToySpaces.box());
    int cells = ToySpaces.everything(study.space()).size();
    assertEquals(cells, study.ask(cells + 3).configurations().size());
  }

  @Test
  public void enqueuedConfigurationsAreNotProposedAgain() {
    ToyStudy study = study(ToySpaces.box());
    List<Configuration> all = List.copyOf(ToySpaces.everything(study.space()));
    all.stream().limit(all.size() / 2).forEach(study::enqueue);
    study.ask(3);
    study.finishAll();
    study.exhaust(3);
    assertEquals(Set.copyOf(all), study.spent());
    assertEquals(all.size(), study.finished().size());
  }

  /** An abandoned trial says nothing about its configuration. */
  @Test
  public void abandonedConfigurationsAreStillLeft() {
    ToyStudy study = study(ToySpaces.box());
    study.ask(5);
    study.open().forEach(trial -> study.finish(trial, ToyOutcomes.abandoned()));
    study.exhaust(2);
    assertEquals(ToySpaces.everything(study.space()), study.spent());
  }

  /** Failures, NaN, ±∞, huge values, pruned and abandoned trials; from the first trial on. */
  @Test
  public void goesOnAfterEveryOutcome() {
    require(Capability.CONTINUOUS_SPACES);
    for (int first = 0; first < 9; first++) {
      ToyStudy study = study(ToySpaces.floats(3));
      for (int i = 0; i < 12; i++) {
        study.ask(1);
        study.finish(i, ToyOutcomes.of(first + (long) i));
      }
      study.ask(1);
      study.finish(12, ToyOutcomes.abandoned());
      assertFalse(study.ask(1).exhausted());
    }
  }

  @Test
  public void goesOnWhenEveryTrialFails() {
    require(Capability.CONTINUOUS_SPACES);
    ToyStudy study = study(ToySpaces.floats(2));
    for (int i = 0; i < 12; i++) {
      assertFalse(study.ask(1).exhausted());
      study.finish(i, ToyOutcomes.of(2));
    }
  }

  @Test
  public void severalObjectives() {
    require(Capability.SEVERAL_OBJECTIVES);
    require(Capability.CONTINUOUS_SPACES);
    var setup =
        new StrategySetup(
            ToySpaces.floats(3), objectives(3), List.of(), SEED, options(), compute());
    ToyStudy study = new ToyStudy(provider(), setup);
    for (int i = 0; i < 12; i++) {
      study.ask(1);
      Evaluation evaluation =
          Evaluation.of("o0", i).and("o1", -i).and("o2", Double.POSITIVE_INFINITY);
      study.finish(i, new Outcome.Completed(evaluation));
    }
  }

  @Test
  public void outcomeConstraints() {
    require(Capability.OUTCOME_CONSTRAINTS);
    require(Capability.CONTINUOUS_SPACES);
    var setup =
        new StrategySetup(
            ToySpaces.floats(3), objectives(1), List.of("memory"), SEED, options(), compute());
    ToyStudy study = new ToyStudy(provider(), setup);
    for (int i = 0; i < 12; i++) {
      study.ask(1);
      Evaluation evaluation = Evaluation.of(i).withConstraint("memory", i % 3 - 1);
      study.finish(i, new Outcome.Completed(evaluation));
    }
  }

  @Test
  public void sameSeedAndHistoryGiveTheSameProposals() {
    assertEquals(history(ToySpaces.box(), SEED), history(ToySpaces.box(), SEED));
  }

  @Test
  public void sameSeedAndHistoryGiveTheSamePointsOfAContinuum() {
    require(Capability.CONTINUOUS_SPACES);
    assertEquals(history(ToySpaces.everyKind(), SEED), history(ToySpaces.everyKind(), SEED));
  }

  @Test
  public void anotherSeedGivesOtherProposals() {
    require(Capability.CONTINUOUS_SPACES);
    assumeTrue(isStochastic(), provider().name() + " says that it does not use the seed");
    assertNotEquals(history(ToySpaces.everyKind(), SEED), history(ToySpaces.everyKind(), SEED + 1));
  }

  /**
   * Proposals are a function of set-up, history and request, not of how the strategy came to know
   * them.
   */
  @Test
  public void rebuiltFromTheLogItAnswersTheSame() {
    replay(run(ToySpaces.box(), 22));
  }

  @Test
  public void rebuiltFromTheLogOfAContinuumItAnswersTheSame() {
    require(Capability.CONTINUOUS_SPACES);
    replay(run(ToySpaces.everyKind(), 30));
  }

  @Test
  public void rebuiltFromTheLogOfAConditionalSpaceItAnswersTheSame() {
    require(Capability.CONDITIONS);
    require(Capability.CONTINUOUS_SPACES);
    replay(run(ToySpaces.conditional(), 25));
  }

  private static void replay(ToyStudy study) {
    Replay replay = new Replay(study);
    replay.afterChunksOf(Integer.MAX_VALUE);
    replay.afterChunksOf(1);
    replay.afterChunksOf(3);
    replay.withOtherQuestionsBetween();
  }

  private List<Proposals> history(SearchSpace space, long seed) {
    var setup = new StrategySetup(space, objectives(1), List.of(), seed, options(), compute());
    ToyStudy study = new ToyStudy(provider(), setup);
    study.run(20);
    return study.questions().stream().map(ToyStudy.Question::answer).toList();
  }

  private ToyStudy run(SearchSpace space, int trials) {
    ToyStudy study = study(space);
    study.run(trials);
    return study;
  }

  private void requireExactExhaustion(SearchSpace space, int batch) {
    ToyStudy study = study(space);
    study.exhaust(batch);
    assertEquals(ToySpaces.everything(space), study.spent(), () -> "of " + space);
    assertEquals(new Proposals(List.of(), true), study.ask(1), "exhausted means exhausted");
  }

  private ToyStudy study(SearchSpace space) {
    return new ToyStudy(
        provider(), new StrategySetup(space, objectives(1), List.of(), SEED, options(), compute()));
  }

  private static List<ObjectiveSpec> objectives(int count) {
    return count == 1
        ? List.of(ObjectiveSpec.minimize(ObjectiveSpec.UNNAMED))
        : IntStream.range(0, count).mapToObj(i -> ObjectiveSpec.maximize("o" + i)).toList();
  }

  private void require(Capability capability) {
    assumeTrue(
        provider().capabilities().contains(capability),
        () -> provider().name() + " does not claim " + capability);
  }
}
