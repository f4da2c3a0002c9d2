package dev.luthier.strategy.gp;

import dev.luthier.surrogate.GaussianProcess;
import dev.luthier.surrogate.TargetTransform;
import java.util.Optional;

/**
 * What a fit comes to.
 *
 * @param seen the observations that the process has seen first
 * @param process that has seen them, or none if the numbers did not allow it
 * @param transform of values to targets
 * @param hasTrend whether targets follow what earlier studies say
 */
record FittedModel(
    Seen seen, Optional<GaussianProcess> process, TargetTransform transform, boolean hasTrend)
    implements AutoCloseable {
  @Override
  public void close() {
    process.ifPresent(GaussianProcess::close);
  }
}
