package dev.luthier.run;

import dev.luthier.space.Configuration;
import dev.luthier.space.Parameter;
import dev.luthier.study.GrowingTrial;
import dev.luthier.study.TrialContext;
import java.util.Map;

/** A trial of an open space: the questions go to the study, all else to the trial itself. */
record SuggestingTrial(Study study, TrialContext trial) implements GrowingTrial {
  @Override
  public <T> T suggest(Parameter<T> parameter) {
    return study.suggest(trial.number(), parameter);
  }

  @Override
  public long number() {
    return trial.number();
  }

  @Override
  public Configuration configuration() {
    return study.read(state -> state.evaluated(trial.number()));
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
