package dev.luthier.pruner;

import dev.luthier.schedule.LearningCurve;
import dev.luthier.strategy.Options;

/**
 * At which reports a pruner looks: once in an interval of steps, after the warm-up.
 *
 * @param warmupSteps w, steps below this are not judged
 * @param intervalSteps i: w, w + i, w + 2i, … begin the intervals; of each the first report is
 *     judged
 */
record Checks(int warmupSteps, int intervalSteps) {
  /**
   * None: a step may be an epoch, a fold or a second, and only its owner knows whether the first
   * ones tell anything. On random curves that cross, waiting for a sixth, a third or half of the
   * steps cost steps and won nothing that could be measured (docs/decisions/0030). Optuna's.
   */
  private static final int WARMUP_STEPS = 0;

  /** Every report: to judge costs microseconds. */
  private static final int INTERVAL_STEPS = 1;

  static Checks of(Options options) {
    return new Checks(
        options.takeInt("warmup_steps", WARMUP_STEPS, 0, Integer.MAX_VALUE),
        options.takeInt("interval_steps", INTERVAL_STEPS, 1, Integer.MAX_VALUE));
  }

  /** Whether a curve's last step is to be judged. O(log k). */
  boolean isDue(LearningCurve curve) {
    long step = curve.lastStep();
    if (step < warmupSteps) {
      return false;
    }
    long begin = warmupSteps + (step - warmupSteps) / intervalSteps * intervalSteps;
    // Any step but the last itself: the same one reported again is judged again.
    int before = curve.countUpTo(step - 1);
    return before == 0 || curve.step(before - 1) < begin;
  }
}
