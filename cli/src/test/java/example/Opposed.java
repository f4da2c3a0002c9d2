package example;

import dev.luthier.study.Evaluation;
import dev.luthier.study.Objective;
import dev.luthier.study.TrialContext;

/** Two values by the trial's number: (0, 0), (1, 1), (2, 2), (3, 0), (4, 1), … */
public final class Opposed implements Objective {
  @Override
  public Evaluation evaluate(TrialContext trial) {
    int number = Math.toIntExact(trial.number());
    return Evaluation.of("loss", number).and("speed", number % 3);
  }
}
