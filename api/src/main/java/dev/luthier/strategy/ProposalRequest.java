package dev.luthier.strategy;

import dev.luthier.study.RandomStreams;
import dev.luthier.study.Trial;
import java.util.List;
import java.util.OptionalLong;

/**
 * A question to a strategy.
 *
 * @param count configurations wanted, at least 1
 * @param firstTrial number of the trial that the first of them will become; the others follow
 * @param pending all trials not yet finished, in order of number
 * @param remaining trials left in the budget, these included
 * @param random the study's randomness; strategies draw from {@code generator(trial number,
 *     purpose)}
 * @param limit how long to search for each of them. A strategy that knows it answers with fewer,
 *     one at least, when it is reached; one whose proposals cost little ignores it
 */
public record ProposalRequest(
    int count,
    long firstTrial,
    List<Trial.Open> pending,
    OptionalLong remaining,
    RandomStreams random,
    SearchLimit limit) {
  public ProposalRequest {
    if (count < 1) {
      throw new IllegalArgumentException("count = " + count + ": must be at least 1");
    }
    pending = List.copyOf(pending);
  }

  /** However long it takes. */
  public ProposalRequest(
      int count,
      long firstTrial,
      List<Trial.Open> pending,
      OptionalLong remaining,
      RandomStreams random) {
    this(count, firstTrial, pending, remaining, random, SearchLimit.NONE);
  }

  /** The same question with another limit. */
  public ProposalRequest within(SearchLimit other) {
    return new ProposalRequest(count, firstTrial, pending, remaining, random, other);
  }
}
