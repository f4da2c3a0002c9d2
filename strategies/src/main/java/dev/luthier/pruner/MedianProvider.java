package dev.luthier.pruner;

import dev.luthier.schedule.Pruner;
import dev.luthier.schedule.PrunerProvider;
import dev.luthier.schedule.PrunerSetup;

/**
 * {@code pruner: {name: median, startup_trials: 5, warmup_steps: 0, interval_steps: 1}}: the better
 * half may go on. The percentile rule at 50.
 */
public final class MedianProvider implements PrunerProvider {
  private static final double MEDIAN = 50;

  @Override
  public String name() {
    return "median";
  }

  @Override
  public Pruner create(PrunerSetup setup) {
    return PercentileProvider.create(name(), MEDIAN, setup.options());
  }
}
