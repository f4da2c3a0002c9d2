package dev.luthier.run;

import dev.luthier.space.Configuration;
import dev.luthier.study.TrialContext;
import java.util.Map;

/**
 * A trial whose configuration is a record.
 *
 * @param trial the same trial without types
 * @param config what to evaluate
 */
public record TypedTrial<T extends Record>(TrialContext trial, T config) implements TrialContext {
  @Override
  public long number() {
    return trial.number();
  }

  @Override
  public Configuration configuration() {
    return trial.configuration();
  }

  @Override
  public long seed() {
    return trial.seed();
  }

  @Override
  public void report(long step, double value) {
    trial.report(step, value);
  }

  @Override
  public void report(long step, Map<String, Double> values) {
    trial.report(step, values);
  }

  @Override
  public boolean shouldStop() {
    return trial.shouldStop();
  }
}
