package dev.luthier.bench.problem;

import dev.luthier.space.Configuration;
import dev.luthier.space.SearchSpace;
import java.util.List;

/** A problem with its seed chosen. Confined to one thread; whoever made it closes it. */
public interface Instance extends AutoCloseable {
  SearchSpace space();

  /** What every method evaluates first, in this order; empty where each begins in its own way. */
  List<Configuration> start();

  /** The value of a configuration of the space; lower is better. */
  double evaluate(Configuration configuration);

  /**
   * What runs are compared by, of the best value that a run has found; lower is better. Differences
   * and means of scores make sense.
   */
  double score(double best);

  @Override
  default void close() {}
}
