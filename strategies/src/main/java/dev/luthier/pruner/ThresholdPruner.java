package dev.luthier.pruner;

import dev.luthier.schedule.LearningCurve;
import dev.luthier.schedule.Pruner;
import dev.luthier.schedule.PruningView;
import java.util.Optional;

/**
 * Stops a trial whose last value, by step, is below or above what its owner finds possible, or NaN:
 * a loss that has diverged. Looks at no other trial.
 *
 * @param lower −∞ if there is none
 * @param upper +∞ if there is none
 */
record ThresholdPruner(double lower, double upper, Checks checks) implements Pruner {

  @Override
  public Optional<String> shouldStop(LearningCurve trial, PruningView others) {
    if (!checks.isDue(trial)) {
      return Optional.empty();
    }
    long step = trial.lastStep();
    double value = trial.valueAt(step);
    String found = "threshold: " + Texts.of(value) + " at step " + step + ", ";
    if (Double.isNaN(value)) {
      return Optional.of(found + "no number");
    }
    if (value < lower) {
      return Optional.of(found + "below " + Texts.of(lower));
    }
    return value > upper ? Optional.of(found + "above " + Texts.of(upper)) : Optional.empty();
  }
}
