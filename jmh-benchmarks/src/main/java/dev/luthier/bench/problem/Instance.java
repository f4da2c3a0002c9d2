package dev.luthier.bench.problem;

import dev.luthier.space.Configuration;
import dev.luthier.space.SearchSpace;
import dev.luthier.study.Evaluation;
import dev.luthier.study.ObjectiveSpec;
import java.util.List;

/** A problem with its seed chosen. Confined to one thread; whoever made it closes it. */
public interface Instance extends AutoCloseable {
  SearchSpace space();

  /** What every method evaluates first, in this order; empty where each begins in its own way. */
  List<Configuration> start();

  /** Names of the values to be minimised. */
  default List<String> objectives() {
    return List.of(ObjectiveSpec.UNNAMED);
  }

  /** Names of the values that must be ≤ 0. */
  default List<String> constraints() {
    return List.of();
  }

  /** Tasks of the same space that have been tuned before this one. */
  default List<ScalarInstance> earlier() {
    return List.of();
  }

  /**
   * What a method is told of a configuration of the space.
   *
   * @param index how many evaluations the run has begun before: noise depends on it, and on nothing
   *     else of the run
   */
  Evaluation evaluate(Configuration configuration, long index);

  /** How good a run is so far, in the problem's own units; lower is better. */
  double figure(History history);

  /**
   * What runs are compared by, of the figure that a run has reached; lower is better. Differences
   * and means of scores make sense.
   */
  double score(double figure);

  @Override
  default void close() {}
}
