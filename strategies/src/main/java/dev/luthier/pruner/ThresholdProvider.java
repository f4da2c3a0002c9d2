package dev.luthier.pruner;

import dev.luthier.error.InvalidInputException;
import dev.luthier.schedule.Pruner;
import dev.luthier.schedule.PrunerProvider;
import dev.luthier.schedule.PrunerSetup;
import dev.luthier.strategy.Options;
import java.util.OptionalDouble;

/**
 * {@code pruner: {name: threshold, lower: 0.2, upper: 10, warmup_steps: 0, interval_steps: 1}}; one
 * limit is enough. There is no default for what only the owner knows.
 */
public final class ThresholdProvider implements PrunerProvider {
  @Override
  public String name() {
    return "threshold";
  }

  @Override
  public Pruner create(PrunerSetup setup) {
    Options options = setup.options();
    OptionalDouble lower = options.takeDouble("lower");
    OptionalDouble upper = options.takeDouble("upper");
    if (lower.isEmpty() && upper.isEmpty()) {
      throw new InvalidInputException(
          options.path("lower"), "(missing)", "give lower or upper, or both");
    }
    double low = lower.orElse(Double.NEGATIVE_INFINITY);
    double high = upper.orElse(Double.POSITIVE_INFINITY);
    if (low > high) {
      throw new InvalidInputException(options.path("lower"), low, "must not exceed upper, " + high);
    }
    return new ThresholdPruner(low, high, Checks.of(options));
  }
}
