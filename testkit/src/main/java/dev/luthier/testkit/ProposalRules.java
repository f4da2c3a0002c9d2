package dev.luthier.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.luthier.error.InvalidInputException;
import dev.luthier.space.Configuration;
import dev.luthier.space.SearchSpace;
import dev.luthier.strategy.ProposalRequest;
import dev.luthier.strategy.Proposals;
import dev.luthier.study.Trial;
import java.util.HashSet;
import java.util.Set;

/** What is true of every answer to every request. */
final class ProposalRules {
  private ProposalRules() {}

  /**
   * @param spent configurations of finished trials, abandoned ones aside
   */
  static void check(
      SearchSpace space, ProposalRequest request, Proposals answer, Set<Configuration> spent) {
    int given = answer.configurations().size();
    assertTrue(given <= request.count(), () -> given + " proposals, asked for " + request.count());
    assertTrue(
        given == request.count() || answer.exhausted(),
        () -> given + " of " + request.count() + " proposals without saying that all is exhausted");
    Set<Configuration> before = new HashSet<>();
    for (Configuration configuration : answer.configurations()) {
      requireValid(space, configuration);
      assertFalse(spent.contains(configuration), () -> configuration + " was evaluated before");
      for (Trial.Open trial : request.pending()) {
        assertFalse(
            configuration.equals(trial.configuration()),
            () -> configuration + " is being evaluated by trial " + trial.number());
      }
      assertTrue(before.add(configuration), () -> configuration + " stands twice in one answer");
    }
  }

  /**
   * Bounds, steps, types, conditions, forbidden combinations, linear constraints: the space's own
   * check of foreign values.
   */
  private static void requireValid(SearchSpace space, Configuration configuration) {
    try {
      assertEquals(
          space.configuration(configuration.asMap()),
          configuration,
          "values must be of their parameters' types");
    } catch (InvalidInputException e) {
      fail("proposed " + configuration + ", but " + e.getMessage(), e);
    }
  }
}
