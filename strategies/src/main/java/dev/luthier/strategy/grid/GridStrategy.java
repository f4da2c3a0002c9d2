package dev.luthier.strategy.grid;

import dev.luthier.space.Lattice;
import dev.luthier.space.SearchSpace;
import dev.luthier.strategy.ProposalRequest;
import dev.luthier.strategy.Proposals;
import dev.luthier.strategy.Strategy;
import dev.luthier.strategy.unseen.UnseenSearch;
import dev.luthier.study.Trial;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Visits every cell of the grid once, in random order without replacement: a study that is stopped
 * early has then seen all values of all parameters, where the lattice's own order would have kept
 * the first parameters at their first values. Drawing cell by cell needs neither a list nor a count
 * of them, so a grid of 10¹⁰ cells starts as fast as one of ten.
 *
 * <p>Trials that were enqueued count as visited; exhausted when every cell has been.
 */
final class GridStrategy implements Strategy {
  private static final String PURPOSE = "grid";

  private final SearchSpace space;
  private final List<GridValues> values;
  private final UnseenSearch unseen;

  GridStrategy(SearchSpace space, GridOptions options) {
    this.space = space;
    this.values = space.parameters().stream().map(p -> GridValues.of(p, options.points())).toList();
    this.unseen = UnseenSearch.within(space, Lattice.coarse(space, options.points()));
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
          return () -> space.configure((i, _) -> values.get(i).draw(random));
        });
  }
}
