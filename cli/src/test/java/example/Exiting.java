package example;

import dev.luthier.study.Evaluation;
import dev.luthier.study.Objective;
import dev.luthier.study.TrialContext;

/** Talks while it is made, completes its first trial, and ends the whole process in its second. */
public final class Exiting implements Objective {
  public Exiting() {
    System.out.println("made");
  }

  @Override
  public Evaluation evaluate(TrialContext trial) {
    if (trial.number() == 1) {
      System.exit(0);
    }
    return Evaluation.of("score", 1);
  }
}
