package dev.luthier.pruner;

import dev.luthier.schedule.Pruner;
import dev.luthier.schedule.PrunerProvider;
import dev.luthier.schedule.PrunerSetup;
import dev.luthier.strategy.Options;

/**
 * {@code pruner: {name: percentile, percentile: 25, startup_trials: 5, warmup_steps: 0,
 * interval_steps: 1}}: the best quarter may go on.
 */
public final class PercentileProvider implements PrunerProvider {
  /** A quarter goes on: whoever does not want the median wants to be stricter. */
  private static final double PERCENTILE = 25;

  /** A percentile of fewer is chance; the model of final values needs as many (Optuna: 5 too). */
  static final int STARTUP_TRIALS = 5;

  @Override
  public String name() {
    return "percentile";
  }

  @Override
  public Pruner create(PrunerSetup setup) {
    double percentile = setup.options().takeDouble("percentile", PERCENTILE, 0, 100);
    return create(name(), percentile, setup.options());
  }

  static Pruner create(String name, double percentile, Options options) {
    int startup = options.takeInt("startup_trials", STARTUP_TRIALS, 1, Integer.MAX_VALUE);
    return new PercentilePruner(name, percentile, startup, Checks.of(options));
  }
}
