package dev.luthier.strategy.gp;

import dev.luthier.surrogate.GaussianProcess;
import dev.luthier.surrogate.OutputTransform;
import java.util.Optional;

/**
 * What a fit comes to.
 *
 * @param process that has seen the observations of the fit, or none if the numbers did not allow it
 * @param transform of values to targets
 */
record FittedModel(Optional<GaussianProcess> process, OutputTransform transform)
    implements AutoCloseable {
  @Override
  public void close() {
    process.ifPresent(GaussianProcess::close);
  }
}
