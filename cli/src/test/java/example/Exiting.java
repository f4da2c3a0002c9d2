package example;

import dev.luthier.study.Evaluation;
import dev.luthier.study.Objective;
import dev.luthier.study.TrialContext;
import java.io.PrintStream;

/**
 * Keeps a stream and talks while it is made, completes its first trial, and ends the whole process
 * in its second.
 */
public final class Exiting implements Objective {
  private final PrintStream kept = System.err;

  public Exiting() {
    kept.println("made");
  }

  @Override
  public Evaluation evaluate(TrialContext trial) {
    if (trial.number() == 1) {
      kept.println("exiting");
      System.exit(0);
    }
    return Evaluation.of("score", 1);
  }
}
