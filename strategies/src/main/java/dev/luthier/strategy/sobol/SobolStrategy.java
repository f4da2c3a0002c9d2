package dev.luthier.strategy.sobol;

import dev.luthier.space.Configuration;
import dev.luthier.space.SearchSpace;
import dev.luthier.strategy.ProposalRequest;
import dev.luthier.strategy.Proposals;
import dev.luthier.strategy.Strategy;
import dev.luthier.strategy.quasirandom.ScrambledSobol;
import dev.luthier.strategy.unseen.UnseenSearch;
import dev.luthier.study.RandomStreams;
import dev.luthier.study.Trial;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Proposes point n of the sequence for trial n; an enqueued trial merely skips its point. Each
 * parameter has one coordinate, in canonical order, which is not used where the parameter is
 * inactive.
 *
 * <p>Where point n is forbidden or taken, the points n + k·2³², k = 1, 2, …, come next: point
 * numbers are xored into the digits, so the k-th points of an aligned block of 2^m trials are the
 * block's own points xored with one number, and again a net.
 */
final class SobolStrategy implements Strategy {
  private static final String PURPOSE = "sobol";

  /**
   * After this many points the space is all but full or all but forbidden; random draws find
   * permitted ones.
   */
  private static final int MOST_POINTS = 50;

  private static final long STRIDE = 1L << 32;

  private final SearchSpace space;
  private final ScrambledSobol sequence;
  private final UnseenSearch unseen;

  SobolStrategy(SearchSpace space, long seed) {
    this.space = space;
    this.sequence = new ScrambledSobol(space.parameters().size(), seed);
    this.unseen = UnseenSearch.everywhere(space);
  }

  @Override
  public void observe(List<Trial.Finished> delta) {
    unseen.observe(delta);
  }

  @Override
  public Proposals propose(ProposalRequest request) {
    return unseen.propose(request, trial -> candidates(trial, request.random()));
  }

  private Supplier<Configuration> candidates(long trial, RandomStreams streams) {
    return new Supplier<>() {
      private final RandomGenerator random = streams.generator(trial, PURPOSE);
      private int points;

      @Override
      public Configuration get() {
        return points < MOST_POINTS ? point(trial + STRIDE * points++) : space.sample(random);
      }
    };
  }

  private Configuration point(long number) {
    return space.configure((i, parameter) -> parameter.decode(sequence.coordinate(i, number)));
  }
}
