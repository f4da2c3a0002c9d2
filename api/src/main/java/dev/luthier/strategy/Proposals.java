package dev.luthier.strategy;

import dev.luthier.space.Configuration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A strategy's answer.
 *
 * @param configurations at most as many as were asked for; all permitted by the space, none the
 *     same as another
 * @param rounds for each of them, the rounds after which {@link SearchLimit} ended the search for
 *     it; empty where the search ended by itself
 * @param rationales for each of them, why it; empty where the strategy does not say
 * @param exhausted whether nothing is left to propose, now or later
 */
public record Proposals(
    List<Configuration> configurations,
    List<OptionalInt> rounds,
    List<Optional<Rationale>> rationales,
    boolean exhausted) {
  public Proposals {
    if (rounds.size() != configurations.size()) {
      throw new IllegalArgumentException(
          rounds.size() + " numbers of rounds for " + configurations.size() + " configurations");
    }
    if (rationales.size() != configurations.size()) {
      throw new IllegalArgumentException(
          rationales.size() + " rationales for " + configurations.size() + " configurations");
    }
    configurations = List.copyOf(configurations);
    rounds = List.copyOf(rounds);
    rationales = List.copyOf(rationales);
  }

  /** Configurations of which is not said why. */
  public Proposals(
      List<Configuration> configurations, List<OptionalInt> rounds, boolean exhausted) {
    this(
        configurations,
        rounds,
        Collections.nCopies(configurations.size(), Optional.empty()),
        exhausted);
  }

  /** Configurations for which no search was cut short. */
  public Proposals(List<Configuration> configurations, boolean exhausted) {
    this(
        configurations, Collections.nCopies(configurations.size(), OptionalInt.empty()), exhausted);
  }
}
