package dev.luthier.strategy.gp;

import dev.luthier.space.Configuration;
import dev.luthier.space.SearchSpace;
import dev.luthier.strategy.quasirandom.ScrambledSobol;

/**
 * What is evaluated before the model has a say: points that fill the space. Immutable.
 *
 * <p>Where the user believes something every second point, the first of them included, is
 * distributed as the optimum is believed to be. Hvarfner et al. (2022, arXiv:2204.11051, algorithm
 * 1) draw all of them so; but points in one corner tell a model little about the function, and
 * nothing about whether the corner is the right one (docs/decisions/0021).
 */
final class InitialDesign {
  private final SearchSpace space;
  private final Belief belief;
  private final ScrambledSobol spread;

  /** A sequence of its own: every second point of one lies in the same half of every coordinate. */
  private final ScrambledSobol believed;

  InitialDesign(SearchSpace space, Belief belief, long seed) {
    this.space = space;
    this.belief = belief;
    int parameters = space.parameters().size();
    this.spread = new ScrambledSobol(parameters, seed);
    this.believed = new ScrambledSobol(parameters, ~seed);
  }

  /** The configuration for a trial; it may be forbidden. */
  Configuration at(long trial) {
    return space.configure((i, parameter) -> parameter.decode(coordinate(i, trial)));
  }

  private double coordinate(int i, long trial) {
    if (belief.isNone()) {
      return spread.coordinate(i, trial);
    }
    return trial % 2 == 0
        ? belief.drawn(i, believed.coordinate(i, trial / 2))
        : spread.coordinate(i, trial / 2);
  }
}
