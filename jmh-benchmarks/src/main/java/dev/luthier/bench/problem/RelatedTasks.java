package dev.luthier.bench.problem;

/** Tasks that are alike, as one learner on several data sets is. Immutable. */
public interface RelatedTasks {
  String name();

  /**
   * One of the tasks of a seed, without starting points; all of them have the same space.
   *
   * @param index 0 is the task to be solved, 1, 2, … are others
   */
  ScalarInstance task(long seed, int index);
}
