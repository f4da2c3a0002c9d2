package dev.luthier.pruner;

import dev.luthier.schedule.LearningCurve;
import dev.luthier.schedule.Pruner;
import dev.luthier.schedule.PruningView;
import dev.luthier.schedule.RankedValues;
import java.util.Optional;

/**
 * Stops a trial whose best value so far is strictly worse than a percentile of what completed
 * trials had reached by the same step.
 *
 * <p>The median rule of Vizier (Golovin et al. 2017, §3.2.2) compares the best so far with running
 * averages of the others, Optuna's with their values at the step alone. Here the best so far stands
 * on both sides, so that like is compared with like: a noisy curve does not pass by its luckiest
 * epoch. Only trials that went on after the step count, so that the last step of all is never
 * judged. NaN is worse than every number. O(log n) for n trials.
 *
 * @param name for the reason
 * @param percentile counted from the best, in [0, 100]
 * @param startupTrials trials it takes to compare with
 */
record PercentilePruner(String name, double percentile, int startupTrials, Checks checks)
    implements Pruner {

  @Override
  public Optional<String> shouldStop(LearningCurve trial, PruningView others) {
    if (!checks.isDue(trial)) {
      return Optional.empty();
    }
    long step = trial.lastStep();
    RankedValues reached = others.reachedBy(step);
    if (reached.count() < startupTrials) {
      return Optional.empty();
    }
    double best = trial.bestUpTo(step);
    double limit = reached.percentile(percentile);
    return reached.isWorse(best, limit)
        ? Optional.of(
            name
                + ": best "
                + Texts.of(best)
                + " by step "
                + step
                + ", worse than "
                + Texts.of(limit)
                + ", "
                + rank()
                + " of "
                + reached.count()
                + " trials")
        : Optional.empty();
  }

  private String rank() {
    return percentile == 50 ? "the median" : "percentile " + Texts.of(percentile);
  }
}
