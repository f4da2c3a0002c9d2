package dev.luthier.run;

import dev.luthier.space.Configuration;
import dev.luthier.study.Measurement;
import dev.luthier.study.TrialContext;
import java.util.Map;

/** What an objective gets in a run: its trial, with reports also going to the run's listener. */
record ListenedTrial(ActiveTrial trial, RunLoop loop) implements TrialContext {
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
    report(step, Map.of(trial.firstObjective(), value));
  }

  @Override
  public void report(long step, Map<String, Double> values) {
    loop.measured(trial, new Measurement(step, values));
  }

  @Override
  public boolean shouldStop() {
    return trial.shouldStop();
  }
}
