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
 */
public record ProposalRequest(
    int count,
    long firstTrial,
    List<Trial.Open> pending,
    OptionalLong remaining,
    RandomStreams random) {
  public ProposalRequest {
    if (count < 1) {
      throw new IllegalArgumentException("count = " + count + ": must be at least 1");
    }
    pending = List.copyOf(pending);
  }
}
