package dev.luthier.pruner;

import dev.luthier.schedule.LearningCurve;
import dev.luthier.schedule.Pruner;
import dev.luthier.schedule.PruningView;
import dev.luthier.study.Direction;
import java.util.Optional;

/**
 * Stops a trial that has not become better for some reports, in order of step: with p its patience,
 * when none of its last p values is better, by more than δ, than the best before them. Where it is
 * given another pruner, only if that one would stop the trial too.
 *
 * @param patience p, reports without improvement
 * @param minDelta δ ≥ 0, in the unit of the objective
 */
record PatiencePruner(int patience, double minDelta, Optional<Pruner> other) implements Pruner {

  @Override
  public Optional<String> shouldStop(LearningCurve trial, PruningView others) {
    int before = trial.size() - patience;
    if (before < 1) {
      return Optional.empty();
    }
    Direction direction = trial.direction();
    double bar = Double.NaN;
    for (int i = 0; i < before; i++) {
      bar = best(direction, bar, trial.value(i));
    }
    double needed = direction == Direction.MINIMIZE ? bar - minDelta : bar + minDelta;
    for (int i = before; i < trial.size(); i++) {
      boolean improves =
          Double.isNaN(bar)
              ? !Double.isNaN(trial.value(i))
              : direction.isBetter(trial.value(i), needed);
      if (improves) {
        return Optional.empty();
      }
    }
    String reason =
        "patience: no better than "
            + Texts.of(needed)
            + " in "
            + patience
            + " reports, up to step "
            + trial.lastStep();
    return other.isEmpty()
        ? Optional.of(reason)
        : other.get().shouldStop(trial, others).map(why -> reason + "; " + why);
  }

  private static double best(Direction direction, double a, double b) {
    return Double.isNaN(a) || direction.isBetter(b, a) ? b : a;
  }
}
