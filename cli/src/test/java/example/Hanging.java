package example;

import dev.luthier.study.Evaluation;
import dev.luthier.study.Objective;
import dev.luthier.study.TrialContext;
import java.util.concurrent.CountDownLatch;

/** Completes its first trial; the second never ends, whatever one does. */
public final class Hanging implements Objective {
  private final CountDownLatch never = new CountDownLatch(1);

  @Override
  public Evaluation evaluate(TrialContext trial) {
    if (trial.number() == 0) {
      return Evaluation.of("score", 1);
    }
    System.out.println("trial 1 hangs");
    while (true) {
      try {
        never.await();
      } catch (InterruptedException e) {
        System.out.println("interrupted, and does not care");
      }
    }
  }
}
