package dev.luthier.schedule;

import dev.luthier.study.Direction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The completed trials of a study, as they come. Used by one thread at a time. */
public final class CompletedCurves implements PruningView {
  /**
   * Steps for which the ranking is kept, those last asked for: enough for epochs and rounds, and no
   * more than 80 MB where steps are milliseconds and 10,000 trials have completed.
   */
  private static final int MOST_STEPS = 1_000;

  private final Direction direction;
  private final List<LearningCurve> curves = new ArrayList<>();

  /** By step, in order of use. */
  private final Map<Long, Ranking> rankings =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Ranking> eldest) {
          return size() > MOST_STEPS;
        }
      };

  /** None yet. */
  public CompletedCurves(Direction direction) {
    this.direction = direction;
  }

  /** Of the first {@code seen} curves. */
  private static final class Ranking {
    private final RankedValues values;
    private int seen;

    Ranking(Direction direction) {
      values = new RankedValues(direction);
    }
  }

  /** One more trial has completed. */
  public void add(LearningCurve curve) {
    curves.add(curve);
  }

  @Override
  public Direction direction() {
    return direction;
  }

  @Override
  public List<LearningCurve> completed() {
    return Collections.unmodifiableList(curves);
  }

  @Override
  public RankedValues reachedBy(long step) {
    Ranking ranking = rankings.computeIfAbsent(step, _ -> new Ranking(direction));
    for (; ranking.seen < curves.size(); ranking.seen++) {
      LearningCurve curve = curves.get(ranking.seen);
      if (curve.goesBeyond(step) && curve.countUpTo(step) > 0) {
        ranking.values.add(curve.bestUpTo(step));
      }
    }
    return ranking.values;
  }
}
