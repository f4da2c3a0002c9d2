package dev.luthier.run;

import dev.luthier.space.Configuration;
import dev.luthier.space.Parameter;
import dev.luthier.study.GrowingTrial;
import dev.luthier.study.TrialContext;

/** A trial of an open space: the questions go to the study, all else to the trial itself. */
record SuggestingTrial(Study study, TrialContext trial) implements GrowingTrial, WrappedTrial {
  @Override
  public <T> T suggest(Parameter<T> parameter) {
    return study.suggest(trial.number(), parameter);
  }

  @Override
  public Configuration configuration() {
    return study.read(state -> state.evaluated(trial.number()));
  }
}
