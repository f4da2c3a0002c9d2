package dev.luthier.schedule;

import dev.luthier.study.Direction;
import java.util.List;

/**
 * What a {@link Pruner} sees of the trials that have completed. Pruned and failed ones are not
 * among them: their curves end where nobody knows how they would have gone on.
 */
public interface PruningView {
  /** Which values of the objective are better. */
  Direction direction();

  /** What each completed trial has reported, in the order in which they finished. A view. */
  List<LearningCurve> completed();

  /**
   * What they had reached by a step: the best value up to it of each completed trial that has
   * reported by then and went on afterwards. Those that ended with this step do not count, so that
   * nobody is stopped at the step at which all the others were done. For most questions O(log n)
   * for n trials, each trial and step being sorted in once; O(n log n) for a step that has not been
   * asked for before, or for long.
   */
  RankedValues reachedBy(long step);
}
