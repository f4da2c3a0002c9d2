package dev.luthier.strategy.random;

import dev.luthier.space.SearchSpace;
import dev.luthier.strategy.ProposalRequest;
import dev.luthier.strategy.Proposals;
import dev.luthier.strategy.Strategy;
import dev.luthier.strategy.unseen.UnseenSearch;
import dev.luthier.study.Trial;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Each trial draws from its own generator, so that no trial depends on another but by avoiding it.
 */
final class RandomStrategy implements Strategy {
  private static final String PURPOSE = "random";

  private final SearchSpace space;
  private final UnseenSearch unseen;

  RandomStrategy(SearchSpace space) {
    this.space = space;
    this.unseen = UnseenSearch.everywhere(space);
  }

  @Override
  public void observe(List<Trial.Finished> delta) {
    unseen.observe(delta);
  }

  @Override
  public Proposals propose(ProposalRequest request) {
    return unseen.propose(
        request,
        trial -> {
          RandomGenerator random = request.random().generator(trial, PURPOSE);
          return () -> space.sample(random);
        });
  }
}
