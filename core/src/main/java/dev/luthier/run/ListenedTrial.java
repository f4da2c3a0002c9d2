package dev.luthier.run;

import dev.luthier.study.Measurement;
import java.util.Map;

/** What an objective gets in a run: its trial, with reports also going to the run's listener. */
record ListenedTrial(ActiveTrial trial, RunLoop loop) implements WrappedTrial {
  @Override
  public void report(long step, double value) {
    report(step, Map.of(trial.firstObjective(), value));
  }

  @Override
  public void report(long step, Map<String, Double> values) {
    loop.measured(trial, new Measurement(step, values));
  }
}
