package example;

import dev.luthier.study.Evaluation;
import dev.luthier.study.Objective;
import dev.luthier.study.TrialContext;

/** Completes at once, prints, and fails every fifth trial. */
public final class Parabola implements Objective {
  @Override
  public Evaluation evaluate(TrialContext trial) {
    if (trial.number() % 5 == 4) {
      throw new IllegalStateException("loss is NaN");
    }
    System.out.println("a message of trial " + trial.number());
    double x = (Double) trial.configuration().find("x").orElseThrow();
    trial.report(1, x);
    return Evaluation.of("score", 1 - (x - 0.3) * (x - 0.3));
  }
}
