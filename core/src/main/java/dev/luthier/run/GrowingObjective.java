package dev.luthier.run;

import dev.luthier.study.GrowingTrial;

/**
 * An objective of one value that defines its parameters by asking for them: {@code trial ->
 * loss(trial.suggestDouble("rate", 1e-5, 1e-1, Scale.LOG))}.
 */
@FunctionalInterface
public interface GrowingObjective {
  double evaluate(GrowingTrial trial) throws Exception;
}
