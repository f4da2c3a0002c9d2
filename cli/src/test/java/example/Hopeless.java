package example;

import dev.luthier.study.Evaluation;
import dev.luthier.study.Objective;
import dev.luthier.study.TrialContext;

/** Never completes. */
public final class Hopeless implements Objective {
  @Override
  public Evaluation evaluate(TrialContext trial) {
    throw new UnsupportedOperationException("no GPU");
  }
}
