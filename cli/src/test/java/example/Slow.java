package example;

import dev.luthier.study.Evaluation;
import dev.luthier.study.Objective;
import dev.luthier.study.TrialContext;

/** Takes 100 ms: long enough to be killed in. */
public final class Slow implements Objective {
  @Override
  public Evaluation evaluate(TrialContext trial) throws InterruptedException {
    Thread.sleep(100);
    double x = (Double) trial.configuration().find("x").orElseThrow();
    return Evaluation.of("score", x);
  }
}
