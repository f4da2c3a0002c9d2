package dev.luthier.strategy;

import dev.luthier.space.Configuration;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;

/**
 * A strategy's answer.
 *
 * @param configurations at most as many as were asked for; all permitted by the space, none the
 *     same as another
 * @param rounds for each of them, the rounds after which {@link SearchLimit} ended the search for
 *     it; empty where the search ended by itself
 * @param exhausted whether nothing is left to propose, now or later
 */
public record Proposals(
    List<Configuration> configurations, List<OptionalInt> rounds, boolean exhausted) {
  public Proposals {
    if (rounds.size() != configurations.size()) {
      throw new IllegalArgumentException(
          rounds.size() + " numbers of rounds for " + configurations.size() + " configurations");
    }
    configurations = List.copyOf(configurations);
    rounds = List.copyOf(rounds);
  }

  /** Configurations for which no search was cut short. */
  public Proposals(List<Configuration> configurations, boolean exhausted) {
    this(
        configurations, Collections.nCopies(configurations.size(), OptionalInt.empty()), exhausted);
  }
}
