package dev.luthier.run;

import dev.luthier.study.TrialContext;

/** An objective of one value, as a lambda: {@code trial -> loss(trial.get(learningRate))}. */
@FunctionalInterface
public interface ScalarObjective {
  double evaluate(TrialContext trial) throws Exception;
}
